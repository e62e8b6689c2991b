/** `race`, `any`, `all`, `allSettled`: as of Promise, and the losers are cancelled. */
import { expect, it } from 'vitest'
import {
  all,
  allSettled,
  any,
  CancelScope,
  checkpoint,
  createTask,
  ExceptionGroup,
  moveOnAfter,
  race,
  sleep,
  sleepUntil,
  staggeredRace,
  suspend,
  timeout,
  timeoutAt,
  yieldNow,
} from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

const slow = (log: unknown[], name: string, delay: number) => async () => {
  try {
    await sleep(delay)
    return name
  } finally {
    await sleep(2)
    log.push(name + ' left')
  }
}

const failing = (delay: number, message: string) => async (): Promise<string> => {
  await sleep(delay)
  throw new Error(message)
}

const caught = (work: PromiseLike<unknown>): PromiseLike<unknown> => work.then(null, (error: unknown) => error)

it(
  'race: the first wins, the others have ended when it is told',
  virtual(async ({ log, now }) => {
    expect(await race([slow(log, 'a', 5), slow(log, 'b', 100)])).toBe('a')
    expect([log, now()]).toEqual([['a left', 'b left'], 9])
    expect(String(await caught(race([failing(1, 'first'), slow(log, 'c', 50)])))).toBe('Error: first')
    expect(() => race([])).toThrow('got none')
  }),
)

it(
  'all: results in order; the first error cancels the others',
  virtual(async ({ log, now }) => {
    const results = await all([() => sleep(3, 1), () => sleep(1, 'two')])
    expect(results satisfies [number, string]).toEqual([1, 'two'])
    expect(await all([])).toEqual([])
    expect(String(await caught(all([slow(log, 'a', 100), failing(1, 'no')])))).toBe('Error: no')
    expect([log, now()]).toEqual([['a left'], 6])
  }),
)

it(
  'any: the first to succeed; an ExceptionGroup when none does',
  virtual(async ({ log }) => {
    expect(await any([failing(1, 'x'), slow(log, 'a', 5), slow(log, 'b', 50)])).toBe('a')
    const error = (await caught(any([failing(1, 'x'), failing(2, 'y')]))) as ExceptionGroup
    expect([error instanceof ExceptionGroup, error instanceof AggregateError, error.errors.map(String)]).toEqual([
      true,
      true,
      ['Error: x', 'Error: y'],
    ])
  }),
)

it(
  'allSettled tells how each ended; cancelled, it cancels all',
  virtual(async ({ log, idle }) => {
    const results = await allSettled([failing(1, 'x'), () => sleep(2, 'y')])
    expect(results.map((it) => it.status)).toEqual(['rejected', 'fulfilled'])
    const waiting = allSettled([slow(log, 'a', 100), slow(log, 'b', 100)])
    await idle()
    waiting.cancel()
    await sleep(5)
    expect([waiting.cancelled(), log]).toEqual([true, ['a left', 'b left']])
  }),
)

it(
  'staggeredRace: starts the next after the delay or a failure',
  virtual(async ({ log, now }) => {
    const winner = await staggeredRace([failing(5, 'one'), slow(log, 'two', 30), slow(log, 'three', 100)], 20)
    expect([winner.value, winner.index, winner.errors.map(String)]).toEqual(['two', 1, ['Error: one', 'null', 'null']])
    expect([now(), log]).toEqual([39, ['two left', 'three left']])
    expect(await caught(staggeredRace([failing(1, 'x')], null))).toBeInstanceOf(ExceptionGroup)
    expect(() => staggeredRace([], 1)).toThrow('got none')
  }),
)

it(
  'an ExceptionGroup splits by class or by test, keeping its shape',
  virtual(() => {
    const type = new TypeError('t')
    const range = new RangeError('r')
    const group = new ExceptionGroup('outer', [type, new ExceptionGroup('inner', [range, type])])
    expect(group.message).toBe('outer (2 sub-exceptions)')
    const [types, rest] = group.split(TypeError)
    expect(types!.errors[0]).toBe(type)
    expect((types!.errors[1] as ExceptionGroup).errors).toEqual([type])
    expect(rest!.errors.map((it) => (it as ExceptionGroup).errors)).toEqual([[range]])
    expect(group.subgroup((error) => error === 'nothing')).toBe(null)
    expect(group.split(ExceptionGroup)).toEqual([group, null])
    expect(() => new ExceptionGroup('none', [])).toThrow('got none')
  }),
)

it(
  'checkpoint throws where the next await would, and looks at the clock',
  virtual(async ({ log, now, idle }) => {
    const scope = new CancelScope()
    const ended = scope.run(async () => {
      await yieldNow()
      checkpoint()
      scope.cancel('enough')
      checkpoint()
      log.push('never')
    })
    await idle()
    expect([ended.cancelled(), log]).toEqual([true, []])
    const task = createTask(async () => {
      task.cancel('self')
      checkpoint()
      log.push('never')
    })
    await idle()
    expect(task.cancelled()).toBe(true)
    await timeout(10, async () => {
      await sleep(5)
      checkpoint()
      log.push('in time')
    })
    expect([log, now()]).toEqual([['in time'], 5])
  }),
)

it(
  'suspend waits until it is cancelled; sleepUntil and timeoutAt take times of the clock',
  virtual(async ({ now }) => {
    expect(await moveOnAfter(5, () => suspend(), 'moved')).toBe('moved')
    await sleepUntil(20)
    expect(now()).toBe(20)
    expect(String(await caught(timeoutAt(30, () => suspend())))).toContain('TimeoutError')
    expect(now()).toBe(30)
  }),
)
