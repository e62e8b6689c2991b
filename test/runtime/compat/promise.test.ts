/** Our Promise beside the engine's: the same logs, in as many jobs. */
import { expect, it } from 'vitest'
import { WholePromise } from '../../../runtime/compat/promise-combinators.js'
import { promise, promiseGenerator } from '../../../runtime/frame.js'
import { virtual } from '../../support/virtual.js'

const Own = WholePromise as unknown as PromiseConstructor

/** Runs a scenario with one kind of promise until all its jobs are done. */
async function record(
  P: PromiseConstructor,
  scenario: (P: PromiseConstructor, log: (entry: unknown) => void) => void,
): Promise<unknown[]> {
  const entries: unknown[] = []
  scenario(P, (entry) => entries.push(entry instanceof Error ? entry.name : entry))
  await new Promise((resolve) => setTimeout(resolve, 5))
  return entries
}

function same(name: string, scenario: (P: PromiseConstructor, log: (entry: unknown) => void) => void): void {
  it(name, async () => {
    const native = await record(Promise, scenario)
    expect(native.length).toBeGreaterThan(0)
    expect(await record(Own, scenario)).toEqual(native)
  })
}

/** Ticks beside which the jobs of a scenario are counted. */
function ticks(P: PromiseConstructor, log: (entry: unknown) => void, count: number): void {
  let p = P.resolve<void>(undefined)
  for (let i = 0; i < count; i++) p = p.then(() => log('tick ' + i))
}

same('runs reactions in order, each in a job of its own', (P, log) => {
  const p = new P((resolve) => {
    log('executor')
    resolve(1)
  })
  p.then(() => log('a')).then(() => log('b'))
  p.then(() => log('c')).then(() => log('d'))
  log('sync')
})

same('takes two jobs more to adopt a promise', (P, log) => {
  ticks(P, log, 6)
  P.resolve()
    .then(() => P.resolve('inner'))
    .then(log)
  new P((resolve) => resolve(P.resolve('constructed'))).then(log)
})

same('calls the then of a thenable in a job, once', (P, log) => {
  const thenable = {
    then(resolve: (value: unknown) => void, reject: (value: unknown) => void) {
      log('then')
      resolve('first')
      resolve('second')
      reject('third')
      throw new Error('fourth')
    },
  }
  P.resolve(thenable).then(log, log)
  log('sync')
})

same('rejects what resolves itself, and what throws in its then', (P, log) => {
  let resolve!: (value: unknown) => void
  const p: Promise<unknown> = new P((r) => (resolve = r))
  resolve(p)
  p.catch(log)
  P.resolve({
    get then(): never {
      throw new RangeError('getter')
    },
  }).catch(log)
})

same('passes values through, and finally keeps them', (P, log) => {
  P.resolve(1)
    .then(null)
    .finally(() => 2)
    .then(log)
  P.reject(3)
    .finally(() => {})
    .catch(log)
  P.reject(3)
    .finally(() => P.reject(4))
    .catch(log)
  ticks(P, log, 8)
})

same('all, allSettled, any and race', (P, log) => {
  const mixed = () => [1, P.resolve(2), new P((resolve) => resolve(3))]
  P.all(mixed()).then((values) => log(JSON.stringify(values)))
  P.all([P.reject('no'), 1]).catch(log)
  P.allSettled([P.reject('no'), 1]).then((values) => log(JSON.stringify(values)))
  P.any([P.reject('no'), P.resolve('yes')]).then(log)
  P.any([P.reject('a'), P.reject('b')]).catch((error: AggregateError) => log(error.name + error.errors))
  P.race([new P(() => {}), P.resolve('fast')]).then(log)
  P.all([]).then((values) => log(values.length))
  P.all(5 as never).catch(log)
  ticks(P, log, 10)
})

same('makes derived promises of the species', (P, log) => {
  class Sub<T> extends P<T> {}
  const sub = Sub.resolve(1)
  log(sub instanceof Sub)
  log(sub.then(() => 1) instanceof Sub)
  log(P.resolve(sub) === (sub as unknown))
  log(Sub.resolve(sub) === sub)
  log(sub.then(log) instanceof P)
})

same('refuses misuse', (P, log) => {
  for (const action of [
    () => (P as unknown as () => void)(),
    () => new P(null as never),
    () => P.prototype.then.call({} as never),
    () => (P.resolve as (value: unknown) => void).call(undefined, 1),
  ]) {
    try {
      action()
    } catch (error) {
      log(error)
    }
  }
})

interface Frame {
  a: (entry: unknown) => void
  b: number
  at: number
  handler: number
  sent: unknown
  wait(value: unknown, at: number): boolean
  yield(value: unknown, at: number): unknown
}

it('awaits with as many jobs as a native async function', async () => {
  const things: (() => unknown)[] = [
    () => 1,
    () => Promise.resolve(2),
    () => ({ then: (resolve: (value: unknown) => void) => resolve(3) }),
    () => Promise.reject(new Error('four')),
    () => new Promise((resolve) => setTimeout(resolve, 1, 5)),
  ]
  const step = (frame: Frame, at: number): unknown => {
    for (;;)
      switch (at) {
        case 0:
          frame.b = 0
        case 1:
          if (frame.b >= things.length) return Promise.resolve('returned')
          frame.handler = 3
          if (frame.wait(things[frame.b](), 2)) return
        case 2:
          frame.handler = 0
          frame.a(frame.sent)
          frame.b++
          at = 1
          continue
        case 3:
          frame.a((frame.sent as Error).name)
          frame.b++
          at = 1
      }
  }
  const native = async (log: (entry: unknown) => void) => {
    for (let i = 0; i < things.length; i++) {
      try {
        log(await things[i]())
      } catch (error) {
        log((error as Error).name)
      }
    }
    return Promise.resolve('returned')
  }
  const run = async (call: (log: (entry: unknown) => void) => Promise<unknown>) => {
    const entries: unknown[] = []
    ticks(Promise, (entry) => entries.push(entry), 20)
    const result = call((entry) => entries.push(entry))
    result.then((value) => entries.push(value))
    expect(Object.getPrototypeOf(result)).toBe(Promise.prototype)
    await new Promise((resolve) => setTimeout(resolve, 20))
    return entries
  }
  expect(await run((log) => promise(step as never, log))).toEqual(await run(native))
})

it('answers the requests of an async generator as native does', async () => {
  const step = (frame: Frame, at: number): unknown => {
    for (;;)
      switch (at) {
        case 0:
          frame.b = 0
        case 1:
          frame.handler = 3
          return frame.yield(Promise.resolve(frame.b), 2)
        case 2:
          frame.handler = 0
          frame.a(frame.sent)
          frame.b++
          at = 1
          continue
        case 3:
          frame.a('leaving')
          throw frame.sent
      }
  }
  async function* native(log: (entry: unknown) => void): AsyncGenerator<unknown> {
    for (let i = 0; ; i++) {
      try {
        log(yield Promise.resolve(i))
      } catch (error) {
        log('leaving')
        throw error
      }
    }
  }
  async function* finallyOnly(log: (entry: unknown) => void): AsyncGenerator<unknown> {
    for (let i = 0; ; i++) {
      let on = false
      try {
        log(yield Promise.resolve(i))
        on = true
      } finally {
        if (!on) log('leaving')
      }
    }
  }
  const run = async (make: (log: (entry: unknown) => void) => AsyncGenerator<unknown>, how: string) => {
    const entries: unknown[] = []
    const log = (entry: unknown) => entries.push(entry)
    ticks(Promise, log, 20)
    const object = make(log)
    const note = (promise: Promise<unknown>) =>
      promise.then(
        (value) => log(JSON.stringify(value)),
        (error) => log('error ' + String(error)),
      )
    note(object.next('a'))
    note(object.next('b'))
    note(how === 'return' ? object.return(Promise.resolve('r')) : object.throw('t'))
    note(object.next('c'))
    note(object.return(Promise.reject(new Error('late'))))
    await new Promise((resolve) => setTimeout(resolve, 10))
    return entries
  }
  const ours = (log: (entry: unknown) => void) =>
    promiseGenerator(null, step as never, log) as unknown as AsyncGenerator<unknown>
  expect(await run(ours, 'throw')).toEqual(await run(native, 'throw'))
  expect(await run(ours, 'return')).toEqual(await run(finallyOnly, 'return'))
})

it(
  'reports a rejection of ours that nobody handles',
  virtual(async ({ errors, idle }) => {
    Own.reject('lost')
    Own.reject('handled').catch(() => {})
    await idle()
    await idle()
    expect(errors.splice(0)).toEqual(['lost'])
  }),
)
