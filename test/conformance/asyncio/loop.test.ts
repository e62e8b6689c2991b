/** The loop and its futures: asyncio's behaviours by their numbers. */
import { expect, it } from 'vitest'
import {
  ContextVar,
  copyContext,
  createTask,
  currentTask,
  Future,
  getDebug,
  getEventLoop,
  getRunningLoop,
  newEventLoop,
  NotSupportedError,
  run,
  Runner,
  RuntimeError,
  setDebug,
  sleep,
} from '../../../runtime/index.js'
import { nodeHost } from '../../../runtime/hosts/node.js'
import { virtualHost } from '../../../runtime/testing/index.js'
import { behaviour } from './behaviour.js'

/** A loop that the test runs itself. */
function setUp() {
  const host = virtualHost()
  const loop = newEventLoop(host)
  const log: unknown[] = []
  return { host, loop, log, note: (text: unknown) => () => log.push(text) }
}

it('L1 callSoon runs callbacks in order; what they schedule comes after', () => {
  const { loop, log, note } = setUp()
  loop.callSoon(() => {
    log.push('a')
    loop.callSoon(note('c'))
  })
  loop.callSoon(note('b'))
  loop.runForever()
  expect(log).toEqual(['a', 'b', 'c'])
})

it('L2 a cancelled handle never runs; cancelling twice is harmless', () => {
  const { loop, log, note } = setUp()
  const never = loop.callSoon(note('never'))
  loop.callSoon(() => later.cancel())
  const later = loop.callSoon(note('never'))
  never.cancel()
  never.cancel()
  loop.runForever()
  expect([log, never.cancelled()]).toEqual([[], true])
  const run = loop.callSoon(note('run'))
  const timer = loop.callLater(1, note('fired'))
  loop.runForever()
  expect([log, run.cancelled(), timer.cancelled()]).toEqual([['run', 'fired'], false, false])
})

it('L3 timers without delay run soon, in order; NaN is refused', () => {
  const { loop, log, note } = setUp()
  loop.callLater(5, note('late'))
  loop.callLater(0, note('a'))
  loop.callLater(0, note('b'))
  loop.callLater(-10, note('first'))
  loop.runForever()
  expect(log).toEqual(['first', 'a', 'b', 'late'])
  expect(() => loop.callLater(NaN, note('x'))).toThrow('NaN')
})

it('L4 callAt uses the time of the loop; a timer never comes early', () => {
  const { loop, log } = setUp()
  for (const when of [20, 10, 10.5]) loop.callAt(when, () => log.push(loop.time() >= when))
  expect(loop.callAt(30, () => log.push(loop.time())).when()).toBe(30)
  loop.runForever()
  expect(log).toEqual([true, true, true, 30])
})

it('L5 a callback that throws goes to the handler, the others run', () => {
  const { loop, log, note } = setUp()
  loop.setExceptionHandler(({ message, error }) => log.push(message, (error as Error).message))
  loop.callSoon(() => {
    throw new Error('x')
  })
  loop.callSoon(note('on'))
  loop.runForever()
  expect(log).toEqual(['A callback failed.', 'x', 'on'])
})

it('L6 stop() finishes the turn and keeps what comes later', () => {
  const { loop, log, note } = setUp()
  loop.callSoon(() => {
    log.push('a')
    loop.stop()
    loop.callSoon(note('next run'))
  })
  loop.callSoon(note('b'))
  loop.runForever()
  expect(log).toEqual(['a', 'b'])
  loop.stop()
  loop.callSoon(note('later still'))
  loop.runForever()
  expect(log).toEqual(['a', 'b', 'next run'])
  loop.runForever()
  expect(log[3]).toBe('later still')
})

it('L7 runUntilComplete: the result, or an error if it was stopped before', () => {
  const { loop } = setUp()
  expect(loop.runUntilComplete(() => sleep(5, 'value'))).toBe('value')
  expect(loop.time()).toBe(5)
  const future = loop.createFuture<void>()
  loop.callSoon(() => loop.stop())
  expect(() => loop.runUntilComplete(future)).toThrow('stopped before')
  expect(future._waiter).toBe(null)
  expect(() => loop.runUntilComplete(5 as never)).toThrow('got number')
  expect(loop.runUntilComplete(() => currentTask() !== null)).toBe(true)
})

it('L8 a loop that runs, or a second one inside it, is refused', () => {
  const { loop, log } = setUp()
  const other = setUp().loop
  loop.callSoon(() => {
    for (const it of [loop, other]) {
      try {
        it.runForever()
      } catch (error) {
        log.push((error as Error).name)
      }
    }
    expect(getRunningLoop()).toBe(loop)
  })
  loop.runForever()
  expect(log).toEqual(['RuntimeError', 'RuntimeError'])
  expect(() => getRunningLoop()).toThrow(RuntimeError)
  expect(() => getEventLoop().runForever()).toThrow(NotSupportedError)
})

it('L9 close: not while running, twice is fine, then nothing is taken', () => {
  const { loop, log, note } = setUp()
  loop.callSoon(() => {
    try {
      loop.close()
    } catch (error) {
      log.push((error as Error).message)
    }
  })
  loop.runForever()
  loop.close()
  loop.close()
  expect([loop.isClosed(), log]).toEqual([true, ['A running loop cannot be closed. Call stop() first.']])
  expect(() => loop.callSoon(note('x'))).toThrow('closed')
  expect(() => loop.callLater(1, note('x'))).toThrow(RuntimeError)
  expect(() => loop.runForever()).toThrow(RuntimeError)
})

it('L9 what was to be called is dropped, on a machine that would call it', async () => {
  const log: unknown[] = []
  const loop = newEventLoop(nodeHost())
  const task = loop.createTask(() => log.push('never'))
  loop.callSoon(() => log.push('never'))
  loop.callLater(1, () => log.push('never'))
  loop.close()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([log, task.done()]).toEqual([[], false])
})

it('L10 many cancelled timers are swept before their time', () => {
  const { loop, log } = setUp()
  const timers = Array.from({ length: 200 }, () => loop.callLater(1e6, () => log.push('never')))
  for (const timer of timers.slice(0, 150)) timer.cancel()
  expect((loop._state._timers as unknown as { items: unknown[] }).items.length).toBeLessThan(101)
})

it('L11 a handler that throws is reported, never called again for it', () => {
  const { loop, host } = setUp()
  loop.setExceptionHandler(() => {
    throw new Error('handler')
  })
  loop.callExceptionHandler({ message: 'x', error: new Error('x') })
  loop.setExceptionHandler(null)
  loop.callExceptionHandler({ message: 'x', error: new Error('default') })
  expect(host.errors.map(String)).toEqual(['Error: handler', 'Error: default'])
  expect(() => loop.setExceptionHandler(5 as never)).toThrow('got number')
})

it('L13 a queue that refills itself does not starve timers', () => {
  const { loop, host, log } = setUp()
  let left = 50_000
  loop.callLater(1, () => log.push(left > 0))
  loop.callSoon(function again() {
    host.time += 0.01
    if (--left > 0) loop.callSoon(again)
  })
  loop.runForever()
  expect(log).toEqual([true])
})

behaviour('V1', 'a task sees the values of its creator; its own sets stay its own', async ({ log, idle }) => {
  const who = new ContextVar('who', 'nobody')
  who.set('creator')
  const token = who.set('second')
  who.reset(token)
  const loop = getEventLoop()
  createTask(async () => {
    log.push(who.get())
    who.set('task')
    loop.callLater(5, () => log.push('timer ' + who.get()))
    await sleep(1)
    log.push(who.get())
    who.set('changed')
  })
  who.set('later')
  loop.callSoon(() => {
    log.push('callback ' + who.get())
    who.set('in callback')
  })
  await idle()
  await sleep(10)
  expect(log).toEqual(['creator', 'callback later', 'task', 'timer task'])
  expect(who.get()).toBe('later')
  const copy = copyContext()
  copy.run(() => who.set('copy'))
  const task = createTask(() => who.get(), { context: copy })
  expect([who.get(), copy.get(who), await task]).toEqual(['later', 'copy', 'copy'])
  const future = new Future<void>()
  expect(future.done()).toBe(false)
})

it('L12 debug mode reports steps that hold up the loop, and what they were', () => {
  const { loop, host, log } = setUp()
  setDebug({ slowCallbackDuration: 50, report: (text) => log.push(text) })
  try {
    loop.callSoon(function busy() {
      host.time += 80
    })
    loop.callSoon(() => {})
    loop.runUntilComplete(async function slowly() {
      await sleep(1)
      host.time += 60
    })
    expect(getDebug()).toBe(true)
  } finally {
    setDebug(false)
  }
  expect(log[0]).toBe('Slow: callback busy took 80 ms.')
  expect(log[1]).toMatch(/^Slow: Task-\d+ slowly \(.*loop.test.ts:\d+\) \((pending|done)\) took 60 ms\.$/)
  expect([log.length, getDebug()]).toEqual([2, false])
})

it('R1 run cancels what is left over, tells of its errors, and refuses to nest and what is no work', () => {
  const { host, log } = setUp()
  const runner = new Runner({ host })
  runner.getLoop().setExceptionHandler(({ message }) => log.push(message))
  const main = runner.run(async () => {
    createTask(async () => {
      try {
        await sleep(1000)
      } finally {
        log.push('left')
      }
    })
    createTask(async () => {
      try {
        await sleep(1000)
      } catch (error) {
        throw new Error('on the way out', { cause: error })
      }
    })
    await sleep(1)
    throw new Error('main')
  })
  main.addDoneCallback(() => {})
  runner.getLoop().runForever()
  expect((main.exception() as Error).message).toBe('main')
  expect(log).toEqual(['left', 'A task failed while run() was cancelling it.'])
  expect(() => runner.run(() => run(() => 1))).not.toThrow()
  runner.getLoop().runForever()
  expect(log[2]).toBe('A task failed and nobody looked at it.')
  expect(() => run(5 as never)).toThrow('got number')
})

it('R2 a Runner keeps one loop and one context; close is idempotent', () => {
  const { host } = setUp()
  const runner = new Runner({ host })
  const name = new ContextVar('name', 'none')
  const first = runner.run(() => {
    name.set('kept')
    return getEventLoop()
  })
  runner.getLoop().runForever()
  const second = runner.run(() => [getEventLoop(), name.get()])
  runner.getLoop().runForever()
  expect(second.result()).toEqual([first.result(), 'kept'])
  expect(name.get()).toBe('none')
  runner.close()
  runner[Symbol.dispose]()
  expect(() => runner.run(() => 1)).toThrow('closed')
})
