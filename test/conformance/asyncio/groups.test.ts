/** Task groups, exception groups and gather: asyncio's behaviours by their numbers. */
import { expect } from 'vitest'
import {
  asCompleted,
  CancelledError,
  createTask,
  currentTask,
  ExceptionGroup,
  Future,
  gather,
  getEventLoop,
  RuntimeError,
  shield,
  sleep,
  Task,
  taskGroup,
  TaskGroup,
  timeout,
  TimeoutError,
  wait,
  waitFor,
  yieldNow,
} from '../../../runtime/index.js'
import { behaviour, errorOf } from './behaviour.js'

const fails = (delay: number, message: string) => async () => {
  await sleep(delay)
  throw new Error(message)
}
const messages = (error: unknown): unknown =>
  error instanceof ExceptionGroup ? error.errors.map(messages) : (error as Error).message

behaviour('G1', 'a group waits for its tasks, those added meanwhile too', async ({ now }) => {
  let first!: Task<string>
  let second!: Task<string>
  const value = await taskGroup(async (group) => {
    first = group.createTask(async () => {
      await sleep(10)
      second = group.createTask(() => sleep(20, 'second'))
      return 'first'
    })
    return 'body'
  })
  expect([value, first.result(), second.result(), now()]).toEqual(['body', 'first', 'second', 30])
})

behaviour('G2', 'the first error cancels the others; all real errors are thrown together', async ({ log }) => {
  const error = await errorOf(
    taskGroup(async (group) => {
      group.createTask(fails(5, 'one'))
      group.createTask(async () => {
        try {
          await sleep(1000)
        } catch (error) {
          throw new Error('two', { cause: error })
        }
      })
      const quiet = group.createTask(() => sleep(1000))
      quiet.addDoneCallback(() => log.push(quiet.cancelled()))
      try {
        await sleep(1000)
      } finally {
        log.push('body left')
      }
    }),
  )
  expect(error).toBeInstanceOf(ExceptionGroup)
  expect(messages(error)).toEqual(['one', 'two'])
  expect(log.sort()).toEqual(['body left', true])
})

behaviour('G3', 'an error of the body cancels the tasks', async ({ log }) => {
  const error = await errorOf(
    taskGroup(async (group) => {
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          log.push('task left')
        }
      })
      await sleep(1)
      throw new Error('body')
    }),
  )
  expect([messages(error), log]).toEqual([['body'], ['task left']])
})

behaviour('G4', 'a cancel from outside cancels the tasks, then goes on', async ({ idle, log }) => {
  const task = createTask(async () => {
    await taskGroup(async (group) => {
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          log.push('task left')
        }
      })
    })
  })
  await idle()
  task.cancel('outside')
  expect((await errorOf(task)).message).toBe('outside')
  expect([task.cancelled(), log]).toEqual([true, ['task left']])
})

behaviour('G4', 'with errors as well these win, and the cancel is still to come', async ({ idle, log }) => {
  const task = createTask(async () => {
    try {
      await taskGroup(async (group) => {
        group.createTask(async () => {
          try {
            await sleep(1000)
          } catch (error) {
            throw new Error('real', { cause: error })
          }
        })
      })
    } catch (error) {
      log.push(messages(error), currentTask()!.cancelling())
    }
    await sleep(1000)
    log.push('never')
  })
  await idle()
  task.cancel()
  await errorOf(task)
  expect([task.cancelled(), log]).toEqual([true, [['real'], 1]])
})

behaviour('G5', 'groups in groups: nested errors, one cancel', async ({ idle }) => {
  const error = await errorOf(
    taskGroup(async (outer) => {
      outer.createTask(() => taskGroup((inner) => void inner.createTask(fails(1, 'deep'))))
      outer.createTask(async () => {
        try {
          await sleep(1000)
        } catch (error) {
          throw new Error('flat', { cause: error })
        }
      })
    }),
  )
  expect(messages(error)).toEqual([['deep'], 'flat'])
  const task = createTask(() => taskGroup(() => taskGroup(async () => sleep(1000))))
  await idle()
  task.cancel('all')
  expect((await errorOf(task)).message).toBe('all')
})

behaviour('G6', 'no tasks before, after, or while it is shutting down', async ({ log }) => {
  const group = new TaskGroup()
  expect(() => group.createTask(() => 1)).toThrow(RuntimeError)
  await group.run(() => 1)
  expect(() => group.createTask(() => 1)).toThrow('over')
  expect(() => group.run(() => 1)).toThrow('once')
  await errorOf(
    taskGroup(async (group) => {
      group.createTask(fails(1, 'x'))
      try {
        await sleep(1000)
      } finally {
        try {
          group.createTask(() => 1)
        } catch (error) {
          log.push((error as Error).message)
        }
      }
    }),
  )
  expect(log).toEqual(['This TaskGroup is shutting down and takes no more tasks.'])
})

behaviour('G7', 'a cancelled task alone does not end the group', async ({ now }) => {
  const value = await taskGroup(async (group) => {
    const child = group.createTask(() => sleep(1000))
    await sleep(1)
    child.cancel()
    await sleep(10)
    return 'on'
  })
  expect([value, now()]).toEqual(['on', 11])
})

behaviour('G8', 'cancel() ends the group without an error', async ({ now }) => {
  await taskGroup(async (group) => {
    group.createTask(() => sleep(1000))
    await sleep(5)
    group.cancel()
    await sleep(1000)
  })
  const before = new TaskGroup()
  before.cancel()
  await before.run(async () => sleep(1000))
  expect(now()).toBe(5)
})

behaviour('G9', 'tasks that finish eagerly are done at once', async ({ log }) => {
  const value = await taskGroup(async (group) => {
    log.push(group.createTask(() => 5, { eager: true }).result())
    return group.start<string>(async (ready) => {
      await sleep(1)
      ready('listening')
      await sleep(10)
      log.push('served')
    })
  })
  expect([value, log]).toEqual(['listening', [5, 'served']])
})

behaviour('W1', 'waitFor without time does not start; what is done is given back', async ({ log }) => {
  expect(await errorOf(waitFor(() => log.push('started'), 0))).toBeInstanceOf(TimeoutError)
  const done = new Future<number>()
  done.setResult(5)
  expect([await waitFor(done, 0), await waitFor(() => sleep(1, 'value'), null), log]).toEqual([5, 'value', []])
})

behaviour('W2', 'waitFor waits for the end of what it cancels; an error or a value of that counts', async ({ now }) => {
  const slow = async (end: () => unknown) => {
    try {
      await sleep(1000)
    } catch (error) {
      await sleep(20)
      if (error instanceof CancelledError) return end()
      throw error
    }
  }
  expect(await errorOf(waitFor(() => sleep(1000), 10))).toBeInstanceOf(TimeoutError)
  expect(await waitFor(() => slow(() => 'value'), 10)).toBe('value')
  expect(now()).toBe(40)
  const error = await errorOf(
    waitFor(
      () =>
        slow(() => {
          throw new Error('end')
        }),
      10,
    ),
  )
  expect(error.message).toBe('end')
})

behaviour('W3', 'deadline and cancel together: neither the cancel nor the result is lost', async ({ idle, log }) => {
  const value = new Future<string>({ reclaim: (item) => log.push('reclaimed ' + item) })
  const task = createTask(async () => {
    log.push('got ' + (await waitFor(value, 1000)))
    await sleep(1000)
    log.push('never')
  })
  await idle()
  value.setResult('item')
  getEventLoop().callSoon(() => task.cancel())
  await idle()
  expect(task.cancelled()).toBe(true)
  expect(log).toHaveLength(1)
  for (let turns = 0; turns < 6; turns++) {
    const item = new Future<string>({ reclaim: () => log.push('kept') })
    const taker = createTask(async () => {
      const got = await waitFor(item, 1000)
      log.push('kept')
      await sleep(1000)
      return got
    })
    await idle()
    log.length = 0
    item.setResult('item')
    for (let i = 0; i < turns; i++) await yieldNow()
    taker.cancel()
    await idle()
    expect([turns, taker.cancelled(), log]).toEqual([turns, true, ['kept']])
  }
})

behaviour('A1', 'gather keeps the order; nothing gives nothing; the same twice runs once', async ({ log }) => {
  expect(await gather([() => sleep(5, 'a'), () => sleep(1, 'b')])).toEqual(['a', 'b'])
  expect(await gather([])).toEqual([])
  const once = createTask(() => log.push('ran'))
  expect(await gather([once, once])).toEqual([1, 1])
})

behaviour('A2', 'the first error comes at once, the others run on; or errors are results', async ({ now, log }) => {
  const slow = () => sleep(20).then(() => log.push('slow'))
  expect((await errorOf(gather([slow, fails(5, 'first')]))).message).toBe('first')
  expect(now()).toBe(5)
  const cancelled = createTask(() => sleep(1000))
  cancelled.cancel()
  const results = await gather([cancelled, fails(1, 'x'), async () => 5], { returnExceptions: true })
  expect(results.map(messages)).toEqual(['', 'x', void 0])
  await sleep(20)
  expect(log).toEqual(['slow'])
})

behaviour('A3', 'cancelling a gather cancels the children; a cancelled child is an error of it', async ({ idle }) => {
  const children = [createTask(() => sleep(1000)), createTask(() => sleep(1000))]
  const all = gather(children)
  await idle()
  all.cancel()
  await errorOf(all)
  expect([all.cancelled(), children.map((child) => child.cancelled())]).toEqual([true, [true, true]])
  const child = createTask(() => sleep(1000))
  const other = gather([child])
  await idle()
  child.cancel()
  expect(await errorOf(other)).toBeInstanceOf(CancelledError)
})

behaviour('A4', 'wait splits done and pending, throws nothing and cancels nobody', async ({ now }) => {
  const a = createTask(() => sleep(5))
  const b = createTask(fails(10, 'b'))
  const c = createTask(() => sleep(30))
  const first = await wait([a, b, c, a], { until: 'first' })
  expect([first.done, first.pending]).toEqual([[a], [b, c]])
  const failed = await wait([a, b, c], { until: 'firstError' })
  expect([failed.done, failed.pending, now()]).toEqual([[a, b], [c], 10])
  const late = await wait([c], { timeout: 5 })
  expect([late.pending, now()]).toEqual([[c], 15])
  expect((await wait([c, b])).done).toEqual([c, b])
  expect(now()).toBe(30)
  expect(() => wait([])).toThrow('got none')
  expect(() => wait([a], { until: 'never' as never })).toThrow('got never')
})

behaviour('A5', 'asCompleted gives the very futures in the order they end', async ({ log, now }) => {
  const slow = createTask(() => sleep(30, 'slow'))
  const quick = createTask(() => sleep(10, 'quick'))
  for await (const future of asCompleted([slow, quick, slow])) log.push(future === quick, await future)
  expect(log).toEqual([true, 'quick', false, 'slow'])
  const rest = asCompleted([() => sleep(5, 'in time'), () => sleep(50, 'late')], { timeout: 20 })
  const next = async () => {
    const { value } = await rest.next()
    return value && (await value)
  }
  expect(await next()).toBe('in time')
  expect(await errorOf(rest.next())).toBeInstanceOf(TimeoutError)
  expect(await next()).toBe('late')
  expect([(await rest.next()).done, now()]).toEqual([true, 80])
})

behaviour('A6', 'shield: the inner runs on; its own cancel comes through; its error is not lost', async (stage) => {
  const { idle, log } = stage
  const inner = createTask(() => sleep(5).then(() => void log.push('done')))
  const outer = shield(inner)
  outer.cancel()
  await sleep(10)
  expect([outer.cancelled(), log]).toEqual([true, ['done']])
  const other = createTask(() => sleep(1000))
  const shielded = shield(other)
  await idle()
  other.cancel()
  await errorOf(shielded)
  expect(shielded.cancelled()).toBe(true)
  getEventLoop().setExceptionHandler(({ error }) => log.push((error as Error).message))
  const failing = shield(fails(1, 'lost?'))
  failing.cancel()
  await sleep(5)
  getEventLoop().setExceptionHandler(null)
  expect(log).toEqual(['done', 'lost?'])
})

behaviour('O3', 'a timeout inside a group inside a timeout: each blames itself', async ({ now }) => {
  const error = await errorOf(
    timeout(50, () =>
      taskGroup(async (group) => {
        group.createTask(() => timeout(10, () => sleep(1000)))
        await sleep(1000)
      }),
    ),
  )
  expect([messages(error), now()]).toEqual([['The time is up.'], 10])
})
