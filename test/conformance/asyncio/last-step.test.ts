/** A cancel in the last step of a call, or after it: what `npm run fuzz:asyncio` has found. */
import { expect } from 'vitest'
import {
  createTask,
  currentTask,
  Future,
  gather,
  sleep,
  type Task,
  timeout,
  Timeout,
  wait,
  waitFor,
} from '../../../runtime/index.js'
import { behaviour, errorOf } from './behaviour.js'

behaviour('C3', 'a failure in the step in which a task is cancelled is not lost', async () => {
  const task: Task = createTask(async () => {
    task.cancel()
    throw new Error('real')
  })
  expect((await errorOf(task)).message).toBe('real')
})

behaviour(
  'C7',
  'a call that cancels its task and then returns or fails is heard; the cancel comes after',
  async (stage) => {
    const { log } = stage
    const returns = async () => {
      await sleep(1)
      currentTask()!.cancel()
      return 'value'
    }
    const fails = async () => {
      await returns()
      throw new Error('failed')
    }
    const cannotWait = async () => void log.push(currentTask()!.cancel())
    for (const call of [returns, fails, cannotWait]) {
      const task = createTask(async () => {
        try {
          log.push(await call())
        } catch (error) {
          log.push((error as Error).message)
        }
        await sleep(1)
        log.push('never')
      })
      await errorOf(task)
      expect(task.cancelled()).toBe(true)
    }
    expect(log).toEqual(['value', 'failed', true, void 0])
  },
)

behaviour('C5', 'uncancel withdraws a cancel of the call that runs, too', async ({ log }) => {
  const inner = async () => {
    await sleep(1)
    currentTask()!.cancel()
    log.push(currentTask()!.uncancel())
    await sleep(1)
    return 'on'
  }
  const task = createTask(async () => {
    return [await inner(), await inner()]
  })
  expect([await task, log, task.cancelling()]).toEqual([['on', 'on'], [0, 0], 0])
})

behaviour('C7', 'a cancel from inside a call that is the last of its task ends the task cancelled', async () => {
  const inner = async () => {
    await sleep(1)
    return currentTask()!.cancel()
  }
  const task = createTask(async () => {
    await inner()
  })
  await errorOf(task)
  expect(task.cancelled()).toBe(true)
})

behaviour('C1', 'when the function of a task has returned, a cancel comes too late', async ({ log }) => {
  const task = createTask(async () => {
    await sleep(1)
    createTask(() => log.push(task.cancel()))
    return 'value'
  })
  expect([await task, log]).toEqual(['value', [false]])
})

behaviour('O1', 'a cancel in the last step of a timeout or of its block comes at the next await', async ({ log }) => {
  const bodies = [
    () => timeout(1000, async () => void currentTask()!.cancel()),
    async () => {
      await using scope = new Timeout(null)
      log.push(scope.expired())
      currentTask()!.cancel()
    },
  ]
  for (const body of bodies) {
    const task = createTask(async () => {
      await body()
    })
    await errorOf(task)
    expect(task.cancelled()).toBe(true)
  }
  expect(log).toEqual([false])
})

behaviour('O2', 'a deadline that passes when the body has ended has not expired', async () => {
  const scopes: Timeout[] = []
  await timeout(0, async (scope) => void scopes.push(scope))
  {
    await using scope = new Timeout(0)
    scopes.push(scope)
  }
  await sleep(1)
  expect(scopes.map((scope) => scope.expired())).toEqual([false, false])
})

behaviour('A4', 'what has ended when wait() goes on is not pending', async () => {
  const [a, b] = [new Future<number>(), new Future<number>()]
  const work = async () => {
    const { done, pending } = await wait([a, b], { until: 'first' })
    return [done.length, pending.length]
  }
  const task = createTask(work)
  await sleep(1)
  a.addDoneCallback(() => createTask(() => b.setResult(2)))
  a.setResult(1)
  expect(await task).toEqual([1, 1])
  const [c, d] = [new Future<number>(), new Future<number>()]
  const other = createTask(async () => {
    const { done } = await wait([c, d], { until: 'first' })
    return done
  })
  await sleep(1)
  c.setResult(1)
  c.addDoneCallback(() => d.setResult(2))
  expect(await other).toEqual([c, d])
})

behaviour('A3', 'a failure that meets the cancel of who gathers is theirs, and then the cancel', async ({ log }) => {
  const future = new Future<number>()
  const task = createTask(async () => {
    try {
      await gather([future])
    } catch (error) {
      log.push((error as Error).message)
    }
    await sleep(1)
    log.push('never')
  })
  await sleep(1)
  future.addDoneCallback(() => createTask(() => task.cancel()))
  future.setException(new Error('real'))
  await errorOf(task)
  expect([log, task.cancelled()]).toEqual([['real'], true])
  expect(await waitFor(() => sleep(1, 'value'), null)).toBe('value')
})
