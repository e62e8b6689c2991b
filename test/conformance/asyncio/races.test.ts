/** Cancels, deadlines and failures that meet: who wins, and that nothing is left behind. */
import { expect } from 'vitest'
import {
  CancelledError,
  checkpoint,
  Condition,
  ContextVar,
  copyContext,
  createTask,
  currentTask,
  eagerTaskFactory,
  Event,
  ExceptionGroup,
  Future,
  gather,
  getEventLoop,
  Lock,
  moveOnAfter,
  Queue,
  race,
  Semaphore,
  setTaskFactory,
  shield,
  sleep,
  taskGroup,
  type Task,
  timeout,
  TimeoutError,
  waitFor,
  yieldNow,
} from '../../../runtime/index.js'
import { cancelAtEach, explore } from '../../../runtime/testing/index.js'
import { behaviour, errorOf } from './behaviour.js'

const messages = (error: unknown): unknown =>
  error instanceof ExceptionGroup ? error.errors.map(messages) : (error as Error).message

behaviour('C1', 'a second cancel ends one finally, the next one runs', async ({ idle, log }) => {
  const task = createTask(async () => {
    try {
      try {
        await sleep(1000)
      } finally {
        log.push('inner')
        await sleep(50)
        log.push('never')
      }
    } finally {
      await sleep(5)
      log.push('outer')
    }
  })
  await idle()
  task.cancel()
  await idle()
  task.cancel()
  await errorOf(task)
  expect([log, task.cancelled(), task.cancelling()]).toEqual([['inner', 'outer'], true, 2])
})

behaviour('C6', 'two cancel what both await: all three end cancelled', async ({ idle }) => {
  const inner = createTask(() => sleep(1000))
  const [one, other] = [createTask(async () => inner), createTask(async () => inner)]
  await idle()
  one.cancel()
  other.cancel()
  await idle()
  expect([inner, one, other].map((task) => task.cancelled())).toEqual([true, true, true])
})

behaviour('C6', 'a cancel that the inner absorbs leaves a timeout and a waitFor alone', async ({ idle, log }) => {
  const absorbs = async () => {
    try {
      await sleep(1000)
    } catch (error) {
      if (error instanceof CancelledError) return 'absorbed'
      throw error
    }
  }
  for (const work of [() => waitFor(absorbs, 500), () => timeout(500, absorbs)]) {
    const task = createTask(async () => log.push(await work()))
    await idle()
    task.cancel()
    await idle()
    expect(task.cancelled()).toBe(false)
  }
  expect(log).toEqual(['absorbed', 'absorbed'])
  // A group was told to stop as a whole.
  const group = createTask(async () => taskGroup(absorbs))
  await idle()
  group.cancel()
  await idle()
  expect(group.cancelled()).toBe(true)
})

behaviour('C7', 'a cancel from a finally inside a group', async ({ idle, log }) => {
  const task: Task = createTask(async () => {
    await taskGroup(async (group) => {
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          log.push('task left')
          await sleep(10)
          log.push('never')
        }
      })
      try {
        await sleep(1000)
      } finally {
        task.cancel('again')
        await sleep(5)
        log.push('never')
      }
    })
  })
  await idle()
  task.cancel('first')
  await errorOf(task)
  expect([log, task.cancelled()]).toEqual([['task left'], true])
})

behaviour(
  'G4',
  'failures and a cancel from outside in one turn: what had not failed yet is cancelled',
  async (stage) => {
    const { idle, log } = stage
    const now = new Event()
    const fails = async () => {
      await now.wait()
      throw new Error('never')
    }
    const task = createTask(async () => {
      try {
        await taskGroup(async (outer) => {
          outer.createTask(() => taskGroup((inner) => void inner.createTask(fails)))
          outer.createTask(fails)
          await sleep(1000)
        })
      } catch (error) {
        log.push((error as Error).name)
        throw error
      }
    })
    await idle()
    now.set()
    task.cancel()
    await errorOf(task)
    expect([log, task.cancelled(), task.cancelling()]).toEqual([['CancelledError'], true, 1])
  },
)

behaviour('G9', 'an eager task that fails at once ends the group', async ({ log }) => {
  const error = await errorOf(
    taskGroup(async (group) => {
      group.createTask(() => Promise.reject(new Error('at once')) as never, { eager: true })
      try {
        await sleep(1000)
      } finally {
        log.push('body left')
      }
    }),
  )
  expect([messages(error), log]).toEqual([['at once'], ['body left']])
})

behaviour(
  'E1',
  'under the eager factory: recursive gathers and groups, cancel after the first step',
  async ({ log }) => {
    setTaskFactory(eagerTaskFactory)
    try {
      const leaves = async (depth: number): Promise<number> => {
        if (depth === 0) return 1
        const [left, right] = await gather([() => leaves(depth - 1), () => leaves(depth - 1)])
        return left + right
      }
      expect(await leaves(6)).toBe(64)
      const grouped = async (depth: number): Promise<number> => {
        if (depth === 0) return 1
        const tasks = await taskGroup((group) => [0, 1].map(() => group.createTask(() => grouped(depth - 1))))
        return tasks[0]!.result() + tasks[1]!.result()
      }
      expect(await grouped(6)).toBe(64)
      const task = createTask(async () => {
        log.push('started')
        await sleep(1000)
        log.push('never')
      })
      task.cancel()
      await errorOf(task)
      expect([task.cancelled(), log]).toEqual([true, ['started']])
    } finally {
      setTaskFactory(null)
    }
  },
)

behaviour('O3', 'two deadlines at the same time: the outer one is told', async ({ log, now }) => {
  const error = await errorOf(
    timeout(10, async () => {
      try {
        await timeout(10, () => sleep(1000))
      } catch (error) {
        log.push((error as Error).name)
        throw error
      }
    }),
  )
  expect([error instanceof TimeoutError, log, now()]).toEqual([true, ['CancelledError'], 10])
})

behaviour('O3', 'an absorbed deadline is thrown again, by each scope that is over', async ({ log, now }) => {
  const result = await moveOnAfter(
    10,
    async () => {
      const inner = async () => {
        try {
          await sleep(100)
        } catch (error) {
          if (error instanceof CancelledError) log.push('absorbed')
        }
        await sleep(100)
        log.push('never')
      }
      log.push((await errorOf(timeout(5, inner))).name)
      await sleep(100)
      log.push('never')
    },
    'moved on',
  )
  expect([result, log, now()]).toEqual(['moved on', ['absorbed', 'TimeoutError'], 10])
})

behaviour('O1', 'timeouts and groups that end leave the count of cancels alone', async ({ log }) => {
  await createTask(async () => {
    await errorOf(timeout(5, () => sleep(100)))
    log.push(currentTask()!.cancelling())
    await errorOf(taskGroup((group) => void group.createTask(() => Promise.reject(new Error('x')))))
    log.push(currentTask()!.cancelling())
  })
  expect(log).toEqual([0, 0])
})

behaviour('O2', 'a body that does not wait is done in time', async () => {
  const done = new Future<number>()
  done.setResult(5)
  expect(await timeout(0, () => 5)).toBe(5)
  expect(await timeout(0, async () => 5)).toBe(5)
  expect(await errorOf(timeout(0, async () => await done))).toBeInstanceOf(TimeoutError)
  for (const scope of [timeout(5, () => boom()), moveOnAfter(5, () => boom())]) {
    expect((await errorOf(scope)).message).toBe('boom')
  }
})

behaviour('O5', 'an async generator in a timeout is closed, and its finally may await', async ({ log, now }) => {
  async function* numbers(delay: number) {
    try {
      for (let i = 0; ; i++) {
        await sleep(delay)
        yield i
      }
    } finally {
      await sleep(5)
      log.push('closed ' + now())
    }
  }
  const inside = timeout(25, async () => {
    for await (const number of numbers(10)) log.push(number)
  })
  expect(await errorOf(inside)).toBeInstanceOf(TimeoutError)
  const outside = timeout(25, async () => {
    for await (const number of numbers(0)) {
      log.push(number)
      await sleep(1000)
    }
  })
  expect(await errorOf(outside)).toBeInstanceOf(TimeoutError)
  expect(log).toEqual([0, 1, 'closed 30', 0, 'closed 60'])
})

behaviour('O5', 'await using in a timeout disposes of its resource', async ({ log, now }) => {
  const resource = {
    async [Symbol.asyncDispose]() {
      await sleep(5)
      log.push('disposed ' + now())
    },
  }
  const error = await errorOf(
    timeout(10, async () => {
      await using held = resource
      await sleep(1000)
      return held
    }),
  )
  expect([error instanceof TimeoutError, log]).toEqual([true, ['disposed 15']])
})

behaviour('A6', 'shield: cancelled, and the inner fails later: told once', async ({ idle, log }) => {
  getEventLoop().setExceptionHandler(({ error }) => log.push((error as Error).message))
  const inner = createTask(async () => {
    await sleep(5)
    boom()
  })
  const task = createTask(async () => shield(inner))
  await idle()
  task.cancel()
  await sleep(10)
  getEventLoop().setExceptionHandler(null)
  expect([task.cancelled(), log]).toEqual([true, ['boom']])
})

behaviour('K5', 'Condition: cancelled twice while it waits for the lock, after a notify', async ({ idle, log }) => {
  const condition = new Condition()
  const waiter = (name: string) => () =>
    condition.with(async () => {
      try {
        await condition.wait()
        log.push(name)
      } finally {
        log.push(condition.locked())
      }
    })
  const first = createTask(waiter('first'))
  createTask(waiter('second'))
  await idle()
  await condition.acquire()
  condition.notify()
  for (let i = 0; i < 2; i++) {
    await idle()
    first.cancel()
  }
  condition.release()
  await idle()
  expect([first.cancelled(), log, condition.locked()]).toEqual([true, [true, 'second', true], false])
})

behaviour('K5', 'Condition: a wait in a timeout', async () => {
  const condition = new Condition()
  const task = createTask(() => condition.with(() => timeout(5, () => condition.wait())))
  expect(await errorOf(task)).toBeInstanceOf(TimeoutError)
  expect(condition.locked()).toBe(false)
})

behaviour('V1', 'a task of a group in another context is in the scopes around it', async ({ now, log }) => {
  const variable = new ContextVar('variable', 'default')
  const context = copyContext()
  context.run(() => variable.set('copy'))
  const busy = async () => {
    log.push(variable.get())
    for (;;) {
      checkpoint()
      await sleep(4)
    }
  }
  const error = await errorOf(timeout(10, () => taskGroup((group) => void group.createTask(busy, { context }))))
  expect([error instanceof TimeoutError, now(), log]).toEqual([true, 10, ['copy']])
})

behaviour('H2', 'locks, queues, races and timeouts lose nothing wherever they are cancelled', async () => {
  await cancelAtEach(async () => {
    const lock = new Lock()
    const condition = new Condition(lock)
    const permits = new Semaphore(1)
    const queue = new Queue<number>(2)
    try {
      await taskGroup(async (group) => {
        group.createTask(async () => {
          for (let i = 0; i < 3; i++) {
            await queue.put(i)
            await lock.with(() => sleep(1))
          }
        })
        group.createTask(async () => {
          for (let i = 0; i < 3; i++) {
            await queue.get()
            queue.taskDone()
            await permits.with(() => condition.with(() => sleep(1)))
          }
        })
        await queue.join()
        const won = await race<unknown>([() => lock.with(() => sleep(3)), () => permits.acquire()])
        if (won) permits.release()
        await timeout(50, () => gather([sleep(1), lock.with(() => yieldNow())]))
      })
    } finally {
      if (lock.locked() || permits.locked()) boom()
    }
  })
  await explore(
    async () => {
      const lock = new Lock()
      let inside = 0
      const work = () =>
        lock.with(async () => {
          if (++inside > 1) boom()
          await yieldNow()
          inside--
        })
      await gather([work, work, work])
    },
    { seeds: 30 },
  )
})

function boom(): never {
  throw new Error('boom')
}
