/** The turn of the loop: the order of what is ready, timers, errors, fairness. */
import { expect, it } from 'vitest'
import {
  CancelledError,
  DeadlockError,
  Future,
  getEventLoop,
  getRunningLoop,
  InvalidStateError,
  RuntimeError,
  newEventLoop,
  sleep,
} from '../../../runtime/index.js'
import { virtualHost } from '../../../runtime/testing/index.js'
import { virtual } from '../../support/virtual.js'

it('gives the machine its turn, however soon callbacks and timers call for the next', async () => {
  const loop = getEventLoop()
  for (const again of ['callSoon', 'callLater'] as const) {
    let over = false
    setTimeout(() => (over = true), 5)
    const start = Date.now()
    await new Promise<void>((resolve) => {
      const step = () => {
        if (over || Date.now() - start > 2000) resolve()
        else if (again === 'callSoon') loop.callSoon(step)
        else loop.callLater(0, step)
      }
      step()
    })
    expect([again, over]).toEqual([again, true])
  }
})

it(
  'calls what is ready in order, what that makes ready after it',
  virtual(async ({ log, idle }) => {
    const loop = getEventLoop()
    loop.callSoon(() => {
      log.push(1)
      loop.callSoon(() => log.push(3))
    })
    loop.callSoon(() => log.push(2))
    await idle()
    expect(log).toEqual([1, 2, 3])
  }),
)

it(
  'never runs a cancelled handle',
  virtual(async ({ log, idle }) => {
    const loop = getEventLoop()
    loop.callSoon(() => second.cancel())
    const second = loop.callSoon(() => log.push('never'))
    await idle()
    second.cancel()
    expect(log).toEqual([])
    expect(second.cancelled()).toBe(true)
  }),
)

it(
  'fires timers by deadline, equal ones in order of creation',
  virtual(async ({ log, advance, now }) => {
    const loop = getEventLoop()
    for (const delay of [30, 10, 20, 10, 0, -5]) loop.callLater(delay, () => log.push([delay, now()]))
    await advance(15)
    expect(log).toEqual([
      [-5, 0],
      [0, 0],
      [10, 10],
      [10, 10],
    ])
    await advance(15)
    expect(log.slice(4)).toEqual([
      [20, 20],
      [30, 30],
    ])
    expect(() => loop.callLater(NaN, () => {})).toThrow(TypeError)
  }),
)

it(
  'runs all jobs before the next timer',
  virtual(async ({ log, advance }) => {
    const loop = getEventLoop()
    const job = (name: string) => loop.callSoon(() => log.push(name))
    loop.callLater(5, () => {
      log.push('timer 1')
      job('job')
      void Promise.resolve().then(() => log.push('native job'))
    })
    loop.callLater(5, () => log.push('timer 2'))
    await advance(5)
    expect(log).toEqual(['timer 1', 'job', 'native job', 'timer 2'])
  }),
)

it(
  'sweeps cancelled timers',
  virtual(async ({ log, advance }) => {
    const loop = getEventLoop()
    const timers = []
    for (let i = 0; i < 1000; i++) timers.push(loop.callLater(1000 - i, () => log.push(i)))
    for (let i = 0; i < 1000; i++) if (i % 100 !== 7) timers[i].cancel()
    expect(timers[0]._heap.items.length).toBeLessThan(150)
    await advance(1000)
    expect(log).toEqual([907, 807, 707, 607, 507, 407, 307, 207, 107, 7])
  }),
)

it(
  'carries on when a callback throws',
  virtual(async ({ log, idle }) => {
    const loop = getEventLoop()
    const error = new Error('mine')
    loop.setExceptionHandler((context) => log.push(context.error))
    loop.callSoon(() => {
      throw error
    })
    loop.callSoon(() => log.push('on'))
    await idle()
    expect(log).toEqual([error, 'on'])
    expect(() => loop.setExceptionHandler(5 as never)).toThrow(TypeError)
  }),
)

it(
  'reports an exception handler that throws by the default',
  virtual(async ({ errors, idle }) => {
    const loop = getEventLoop()
    loop.setExceptionHandler(() => {
      throw new Error('handler')
    })
    loop.callSoon(() => {
      throw new Error('callback')
    })
    await idle()
    expect(errors.splice(0)).toEqual([new Error('handler')])
  }),
)

it('blocks where the host can wait', () => {
  const host = virtualHost()
  const loop = newEventLoop(host)
  const future = new Future<string>()
  loop.callLater(1000, () => future.setResult('late'))
  expect(loop.runUntilComplete(future)).toBe('late')
  expect(host.time).toBe(1000)
  expect(() => loop.runUntilComplete(new Future())).toThrow(RuntimeError)
  loop.close()
  expect(() => loop.callSoon(() => {})).toThrow(RuntimeError)
})

it(
  'knows whether it runs',
  virtual(async ({ log, idle }) => {
    const loop = getEventLoop()
    expect(() => getRunningLoop()).toThrow(RuntimeError)
    loop.callSoon(() => log.push(getRunningLoop() === loop, loop.isRunning()))
    await idle()
    expect(log).toEqual([true, true])
  }),
)

it(
  'leaves PENDING once',
  virtual(async () => {
    const future = new Future<number>()
    expect(() => future.result()).toThrow(InvalidStateError)
    expect(() => future.exception()).toThrow(InvalidStateError)
    future.setResult(1)
    expect(() => future.setResult(2)).toThrow(InvalidStateError)
    expect(() => future.setException(2)).toThrow(InvalidStateError)
    expect(future.cancel()).toBe(false)
    expect([future.result(), future.exception(), future.cancelled()]).toEqual([1, null, false])
    const cancelled = new Future()
    cancelled.cancel('why')
    expect(() => cancelled.result()).toThrow(CancelledError)
    expect(() => cancelled.exception()).toThrow('why')
  }),
)

it(
  'calls done-callbacks through the loop, and forgets removed ones',
  virtual(async ({ log, idle }) => {
    const future = new Future<number>()
    const twice = () => log.push('twice')
    future.addDoneCallback(() => log.push('one'))
    future.addDoneCallback(twice)
    future.addDoneCallback(twice)
    future.addDoneCallback((done) => log.push(done === future))
    expect(future.removeDoneCallback(twice)).toBe(2)
    future.setResult(1)
    future.addDoneCallback(() => log.push('late'))
    expect(log).toEqual([])
    await idle()
    expect(log).toEqual(['one', true, 'late'])
  }),
)

it(
  'takes the timer away with a cancelled sleep',
  virtual(async ({ advance, now }) => {
    const nap = sleep(50)
    nap.cancel()
    await advance(10)
    expect(nap.cancelled()).toBe(true)
    expect(now()).toBe(10)
  }),
)

it('tells a deadlock', () => {
  expect(new DeadlockError('x')).toBeInstanceOf(Error)
})
