/** `run`, `gather`, `waitFor`, `shield` and `timeout`, on frames written by hand. */
import { expect, it } from 'vitest'
import { task } from '../../../runtime/frame.js'
import {
  allTasks,
  CancelledError,
  ContextVar,
  createTask,
  Future,
  gather,
  run,
  runSync,
  shield,
  sleep,
  TimeoutError,
  timeout,
  waitFor,
  WouldBlockError,
} from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

interface Frame {
  a: unknown
  b: unknown
  sent: unknown
  handler: number
  wait(value: unknown, at: number): boolean
}

/** async function nap(ms, log) { try { await sleep(ms) } finally { log.push('woke ' + ms); await sleep(1) } return ms } */
const nap = (ms: number, log: unknown[] = []) => task(napStep, ms, log)
function napStep(frame: Frame & { c: unknown }, at: number): unknown {
  switch (at) {
    case 0:
      frame.handler = 2
      if (frame.wait(sleep(frame.a as number), 1)) return
    case 1:
      frame.handler = 0
      frame.sent = null
    case 2:
      frame.c = frame.sent
      ;(frame.b as unknown[]).push((frame.c === null ? 'slept ' : 'left ') + frame.a)
      if (frame.wait(sleep(1), 3)) return
    case 3:
      if (frame.c !== null) throw frame.c
      return frame.a
  }
}

it(
  'runs main and cancels what it left behind, waiting for its end',
  virtual(async ({ log, now }) => {
    const result = await run(() => {
      createTask(() => nap(1000, log))
      return nap(10, log)
    })
    expect(result).toBe(10)
    expect(log).toEqual(['slept 10', 'left 1000'])
    expect(now()).toBe(12)
    expect(allTasks()).toEqual([])
  }),
)

it(
  'fails as main fails',
  virtual(async () => {
    await expect(run(() => Promise.reject(new Error('main'))).toPromise()).rejects.toThrow('main')
  }),
)

it(
  'refuses to be nested',
  virtual(async () => {
    await expect(run(() => run(() => 1)).toPromise()).rejects.toThrow('inside a task')
  }),
)

it(
  'gathers in the order of the arguments',
  virtual(async ({ now }) => {
    expect(await gather([nap(30), nap(10), () => 5, Promise.resolve(6)])).toEqual([30, 10, 5, 6])
    expect(now()).toBe(31)
    expect(await gather([])).toEqual([])
  }),
)

it(
  'fails with the first error, the others run on',
  virtual(async ({ log, advance }) => {
    const all = gather([nap(30, log), () => Promise.reject(new Error('first'))])
    await expect(all.toPromise()).rejects.toThrow('first')
    await advance(40)
    expect(log).toEqual(['slept 30'])
  }),
)

it(
  'collects errors on request',
  virtual(async () => {
    const error = new Error('one')
    const cancelled = nap(5)
    cancelled.cancel()
    const [one, two, three] = await gather([() => Promise.reject(error), () => 2, cancelled], {
      returnExceptions: true,
    })
    expect([one, two]).toEqual([error, 2])
    expect(three).toBeInstanceOf(CancelledError)
  }),
)

it(
  'cancels every child with the gather',
  virtual(async ({ log, advance }) => {
    const all = gather([nap(30, log), nap(40, log)])
    all.cancel('stop')
    await advance(5)
    expect(all.cancelled()).toBe(true)
    expect(log).toEqual(['left 30', 'left 40'])
  }),
)

it(
  'times out once the finally blocks are through',
  virtual(async ({ log, now }) => {
    await expect(timeout(20, () => nap(1000, log)).toPromise()).rejects.toThrow(TimeoutError)
    expect(log).toEqual(['left 1000'])
    expect(now()).toBe(21)
    expect(await timeout(50, () => nap(5))).toBe(5)
    expect(await waitFor(nap(5), null)).toBe(5)
  }),
)

it(
  'stays a cancel when cancelled from outside',
  virtual(async ({ advance }) => {
    const outer = timeout(20, () => nap(1000))
    outer.cancel()
    await advance(30)
    expect(outer.cancelled()).toBe(true)
  }),
)

it(
  'does not start what has no time',
  virtual(async ({ log }) => {
    const call = waitFor(() => log.push('started'), 0)
    await expect(call.toPromise()).rejects.toThrow(TimeoutError)
    expect(log).toEqual([])
    expect(
      await waitFor(
        createTask(() => 5),
        10,
      ),
    ).toBe(5)
  }),
)

it(
  'shields the inner from a cancel',
  virtual(async ({ log, advance }) => {
    const outer = shield(nap(10, log))
    outer.cancel()
    await advance(20)
    expect(outer.cancelled()).toBe(true)
    expect(log).toEqual(['slept 10'])
  }),
)

it(
  'runs synchronously, or says that it would have to wait',
  virtual(async ({ log, idle }) => {
    expect(
      runSync(() => task((frame: Frame, at: number) => (at === 0 && frame.wait(4, 1) ? void 0 : frame.sent))),
    ).toBe(4)
    expect(() => runSync(() => nap(5, log))).toThrow(WouldBlockError)
    expect(() => runSync(() => new Future<void>())).toThrow(WouldBlockError)
    expect(log).toEqual(['left 5'])
    await idle()
  }),
)

it(
  'hands contexts down to tasks',
  virtual(async ({ log, idle }) => {
    const who = new ContextVar('who', 'nobody')
    who.set('root')
    createTask(() => {
      log.push(who.get())
      who.set('child')
      log.push(who.get())
    })
    await idle()
    expect(log).toEqual(['root', 'child'])
    expect(who.get()).toBe('root')
    expect(new ContextVar('other', 1).get()).toBe(1)
  }),
)
