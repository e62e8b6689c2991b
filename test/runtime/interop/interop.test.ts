/** Foreign promises, signals, emitters, streams and observables, awaited and cancelled. */
import { EventEmitter, getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import {
  CancelledError,
  CancelScope,
  ContextVar,
  createTask,
  currentSignal,
  fromObservable,
  Future,
  moveOnAfter,
  on,
  once,
  race,
  run,
  shield,
  sleep,
  taskGroup,
  timeout,
  toObservable,
  type Observer,
  wait,
} from '../../../runtime/index.js'
import { ownController } from '../../../runtime/interop/abort-controller.js'
import { coroutine, From, Return } from '../../../runtime/trollius.js'
import { virtual } from '../../support/virtual.js'

it(
  'waits for an event; a cancel takes the listeners away',
  virtual(async ({ idle }) => {
    const emitter = new EventEmitter()
    const first = once(emitter, 'data')
    emitter.emit('data', 1, 2)
    expect(await first).toEqual([1, 2])
    const failing = once(emitter, 'data').then(null, (error) => (error as Error).message)
    emitter.emit('error', new Error('broken'))
    expect(await failing).toBe('broken')
    const waiting = createTask(() => once(emitter, 'data'))
    await idle()
    expect(emitter.listenerCount('data')).toBe(1)
    waiting.cancel()
    await idle()
    expect([emitter.listenerCount('data'), emitter.listenerCount('error')]).toEqual([0, 0])
    const target = new EventTarget()
    const event = once(target as never, 'ping')
    target.dispatchEvent(new globalThis.Event('ping'))
    expect(((await event)[0] as { type: string }).type).toBe('ping')
    expect(() => once({}, 'x')).toThrow('no event emitter')
  }),
)

it(
  'iterates over events without losing one',
  virtual(async ({ log }) => {
    const emitter = new EventEmitter()
    const events = on(emitter, 'data', { end: 'end' })
    emitter.emit('data', 'a')
    emitter.emit('data', 'b')
    createTask(async () => {
      await sleep(1)
      emitter.emit('data', 'c')
      emitter.emit('end')
    })
    for await (const [value] of events) log.push(value)
    expect(log).toEqual(['a', 'b', 'c'])
    expect(emitter.eventNames()).toEqual([])
    for (const how of ['waiting', 'later']) {
      const failing = on(emitter, 'data')
      const next = how === 'waiting' ? failing.next() : null
      emitter.emit('error', new Error('broken ' + how))
      try {
        await (next || failing.next())
      } catch (error) {
        log.push((error as Error).message)
      }
    }
    expect(log.slice(3)).toEqual(['broken waiting', 'broken later'])
    const left = on(emitter, 'data')
    emitter.emit('data', 1)
    for await (const _ of left) break
    expect(emitter.eventNames()).toEqual([])
  }),
)

it(
  'goes from observables and to them',
  virtual(async ({ log, idle }) => {
    const source = {
      subscribe(observer: Observer<number>) {
        observer.next(1)
        createTask(async () => {
          await sleep(1)
          observer.next(2)
          observer.complete()
        })
        return { unsubscribe: () => log.push('left') }
      },
    }
    for await (const value of fromObservable(source)) log.push(value)
    expect(log).toEqual([1, 'left', 2])
    const back = toObservable(() => fromObservable(source))
    back.subscribe({ next: (value) => log.push(value), error: () => {}, complete: () => log.push('complete') })
    await sleep(5)
    const stopped = back.subscribe({
      next: () => log.push('never'),
      error: () => {},
      complete: () => log.push('never'),
    })
    stopped.unsubscribe()
    await idle()
    expect(log.slice(3)).toEqual([1, 'left', 2, 'complete'])
  }),
)

it(
  'gives calls a signal that is aborted when they are cancelled',
  virtual(async ({ log, idle }) => {
    const fetchLike = async () => {
      const signal = currentSignal()
      expect(currentSignal()).toBe(signal)
      signal.addEventListener('abort', () => log.push('aborted: ' + (signal.reason as Error).message))
      await sleep(1000)
    }
    const task = createTask(async () => fetchLike())
    await idle()
    task.cancel('why')
    await idle()
    await timeout(5, fetchLike).then(null, () => log.push('timed out'))
    await timeout(5, () => {
      const signal = currentSignal()
      return new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => {
          log.push('native aborted')
          reject(signal.reason as Error)
        })
      })
    }).then(null, () => log.push('timed out'))
    expect(log).toEqual(['aborted: why', 'aborted: timeout', 'timed out', 'native aborted', 'timed out'])
    expect(task.cancelled()).toBe(true)
  }),
)

it(
  'is cancelled by a signal, and stops listening to it',
  virtual(async ({ log }) => {
    const controller = new AbortController()
    let listeners = 0
    const { signal } = controller
    const counted = {
      get aborted() {
        return signal.aborted
      },
      get reason() {
        return signal.reason as unknown
      },
      addEventListener(type: 'abort', listener: () => void) {
        listeners++
        signal.addEventListener(type, listener)
      },
      removeEventListener(type: 'abort', listener: () => void) {
        listeners--
        signal.removeEventListener(type, listener)
      },
    }
    expect(await timeout(1000, () => sleep(1, 'done'), { signal: counted })).toBe('done')
    expect(listeners).toBe(0)
    createTask(async () => {
      await sleep(5)
      controller.abort('stop')
    })
    try {
      await timeout(1000, () => sleep(100), { signal: counted })
    } catch (error) {
      if (error instanceof CancelledError) log.push(error.message)
    }
    expect([log, listeners]).toEqual([['stop'], 0])
  }),
)

it(
  'gives the signal of a scope to its body, whatever that has set before',
  virtual(async ({ log }) => {
    const variable = new ContextVar('variable', 1)
    await moveOnAfter(5, () => {
      variable.set(2)
      currentSignal().addEventListener('abort', () => log.push('aborted'))
      return sleep(100)
    })
    expect(log).toEqual(['aborted'])
  }),
)

it(
  'leaves no listener at a signal that lives on',
  virtual(async () => {
    const { signal } = new AbortController()
    for (const delay of [1, 10]) {
      await timeout(5, () => sleep(delay), { signal }).then(null, () => {})
      await taskGroup(() => sleep(delay), { signal })
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    const aborted = timeout(5, () => sleep(1), { signal: AbortSignal.abort('already') })
    expect((await aborted.then(null, (error) => error)) as Error).toMatchObject({ cause: 'already' })
  }),
)

it('runs under a signal', () => {
  const controller = new AbortController()
  const main = run(() => sleep(100_000), { signal: controller.signal })
  controller.abort('stop')
  return expect(main.toPromise()).rejects.toThrow('stop')
})

it('has a controller for engines without one', () => {
  const controller = ownController()
  const log: unknown[] = []
  const never = () => log.push('never')
  controller.signal.addEventListener('abort', never)
  controller.signal.removeEventListener('abort', never)
  controller.signal.addEventListener('abort', () => log.push(controller.signal.reason))
  controller.abort('why')
  controller.abort('again')
  expect([log, controller.signal.aborted]).toEqual([['why'], true])
})

it(
  'runs coroutines as trollius has them',
  virtual(async ({ log }) => {
    const inner = coroutine(function* (value: number) {
      yield* From(sleep(1))
      throw new Return(value * 2)
    })
    const outer = coroutine(function* (): Generator<unknown, string, never> {
      const direct = (yield inner(4) as never) as number
      const typed = yield* From<number>(inner(5) as never)
      yield* From()
      try {
        yield* From(Promise.reject(new Error('caught')))
      } catch (error) {
        log.push((error as Error).message)
      }
      return [direct, typed].join()
    })
    expect(await outer()).toBe('8,10')
    expect(log).toEqual(['caught'])
    expect(new Return(1, 2).value).toEqual([1, 2])
    const stopped = outer()
    stopped.cancel()
    await sleep(1)
    expect(stopped.cancelled()).toBe(true)
  }),
)

it(
  'leaves no listeners behind on a signal that lives long, nor callbacks on a future that does',
  virtual(async ({ idle }) => {
    const { signal } = new AbortController()
    const forever = new Future<void>()
    for (let i = 0; i < 50; i++) {
      const scope = new CancelScope({ signal })
      await scope.run(() => sleep(1))
      await wait([forever, sleep(1)], { until: 'first' })
      await timeout(1, () => shield(forever)).then(null, () => {})
      await race([shield(forever), sleep(1)])
    }
    await idle()
    expect(getEventListeners(signal, 'abort').length).toBe(0)
    expect(forever._waiter).toBe(null)
  }),
)
