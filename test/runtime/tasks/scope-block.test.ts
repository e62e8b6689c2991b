/** Scopes as resources: `await using` holds them open for the rest of the block. */
import { expect, it } from 'vitest'
import {
  CancelledError,
  CancelScope,
  ContextVar,
  createTask,
  currentSignal,
  currentTask,
  ExceptionGroup,
  moveOnAfter,
  Queue,
  RuntimeError,
  sleep,
  TaskGroup,
  Timeout,
  TimeoutError,
} from '../../../runtime/index.js'
import { cancelAtEach } from '../../../runtime/testing/index.js'
import { virtual } from '../../support/virtual.js'

const messages = (error: unknown): unknown =>
  error instanceof ExceptionGroup ? error.errors.map(messages) : (error as Error).message
const failed = (work: PromiseLike<unknown>) => work.then(() => 'no error', messages)

it(
  'a group waits for its tasks at the end of the block',
  virtual(async ({ log, now }) => {
    const work = async () => {
      await using group = new TaskGroup()
      group.createTask(() => sleep(10).then(() => log.push('task')))
      log.push('body')
      return 'value'
    }
    expect([await work(), log, now()]).toEqual(['value', ['body', 'task'], 10])
  }),
)

it(
  'an error of a task cancels the block, and all are thrown together',
  virtual(async ({ log, now }) => {
    const work = async () => {
      await using group = new TaskGroup()
      group.createTask(async () => {
        await sleep(5)
        throw new Error('task')
      })
      try {
        await sleep(1000)
      } finally {
        await sleep(1)
        log.push('cleaned ' + now(), currentTask()!.cancelling())
      }
    }
    expect(await failed(work())).toEqual(['task'])
    expect(log).toEqual(['cleaned 6', 1])
    const task = createTask(async () => {
      await failed(work())
      await sleep(10)
      return currentTask()!.cancelling()
    })
    expect(await task).toBe(0)
  }),
)

it(
  'an error of the block cancels the tasks, and is in the group',
  virtual(async ({ log }) => {
    const work = async () => {
      await using group = new TaskGroup()
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          log.push('task left')
        }
      })
      await sleep(1)
      throw new Error('body')
    }
    expect([await failed(work()), log]).toEqual([['body'], ['task left']])
  }),
)

it(
  'a cancel from outside goes on, in the block and at its end',
  virtual(async ({ log, advance, idle }) => {
    for (const delay of [5, 50]) {
      const task = createTask(async () => {
        {
          await using group = new TaskGroup()
          group.createTask(async () => {
            try {
              await sleep(1000)
            } finally {
              log.push('task left')
            }
          })
          await sleep(20)
        }
        log.push('never')
      })
      await advance(delay)
      task.cancel('outside')
      await idle()
      expect([task.cancelled(), task.cancelling(), await failed(task)]).toEqual([true, 1, 'outside'])
    }
    expect(log).toEqual(['task left', 'task left'])
  }),
)

it(
  'cancel() ends the block without an error, and the code after it runs',
  virtual(async ({ log, now }) => {
    const work = async () => {
      for (let i = 0; i < 2; i++) {
        await using group = new TaskGroup()
        group.createTask(() => sleep(1000))
        await sleep(5)
        group.cancel()
        if (i === 1) continue
        await sleep(1000)
        log.push('never')
      }
      await sleep(5)
      return 'after'
    }
    expect([await work(), log, now()]).toEqual(['after', [], 15])
  }),
)

it(
  'a deadline: TimeoutError at the end of the block, absorbed cancels are thrown again',
  virtual(async ({ log, now }) => {
    const work = async (delay: number) => {
      await using deadline = new Timeout(now() + delay)
      for (;;) {
        try {
          await sleep(20)
          return deadline.expired()
        } catch (error) {
          if (error instanceof CancelledError && log.push('absorbed ' + now()) < 3) continue
          throw error
        }
      }
    }
    expect(await work(30)).toBe(false)
    const error = await work(10).then(null, (error: unknown) => error)
    expect([error instanceof TimeoutError, log, now()]).toEqual([
      true,
      ['absorbed 30', 'absorbed 30', 'absorbed 30'],
      30,
    ])
  }),
)

it(
  'blocks in blocks: each deadline is its own',
  virtual(async ({ log, now }) => {
    const work = async () => {
      await using outer = new Timeout(now() + 20)
      try {
        await using inner = new Timeout(now() + 10)
        await sleep(1000)
        log.push(inner)
      } catch (error) {
        log.push((error as Error).name, now())
      }
      await sleep(1000)
      log.push(outer)
    }
    expect(await failed(work())).toBe('The time is up.')
    expect([log, now()]).toEqual([['TimeoutError', 10], 20])
  }),
)

it(
  'resources around a group are disposed of after it, in their turn',
  virtual(async ({ log, now }) => {
    const resource = (name: string) => ({
      async [Symbol.asyncDispose]() {
        await sleep(1)
        log.push(name + ' ' + now())
      },
    })
    const work = async () => {
      await using first = resource('first')
      await using group = new TaskGroup()
      await using last = resource('last')
      group.createTask(() => Promise.reject(new Error('x')))
      await sleep(1000)
      log.push(first, last)
    }
    expect([await failed(work()), log]).toEqual([['x'], ['last 1', 'first 2']])
  }),
)

it(
  'a scope gives its signal and its context to the block only',
  virtual(async ({ log }) => {
    const variable = new ContextVar('variable', 'default')
    const scope = new CancelScope()
    const work = async () => {
      {
        await using held = scope
        variable.set('inside')
        const signal = currentSignal()
        signal.addEventListener('abort', () => log.push('aborted'))
        await sleep(5)
        log.push(held.cancelled())
      }
      log.push(variable.get(), currentSignal().aborted)
    }
    await work()
    expect(log).toEqual([false, 'inside', false])
    expect(await failed(work())).toContain('runs once')
  }),
)

it(
  'a block whose body was cancelled by what it awaits cancels its tasks',
  virtual(async ({ now }) => {
    const child = createTask(() => sleep(1000))
    child.cancel()
    const work = async () => {
      await using group = new TaskGroup()
      group.createTask(() => sleep(1000))
      await child
    }
    const error = await work().then(null, (error: unknown) => error)
    expect([error instanceof CancelledError, now()]).toEqual([true, 0])
  }),
)

it(
  'a deadline around the call reaches the block and its tasks, which clean up',
  virtual(async ({ log, now }) => {
    const work = async () => {
      await using group = new TaskGroup()
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          await sleep(2)
          log.push('cleaned ' + now())
        }
      })
      await sleep(1000)
    }
    expect([await moveOnAfter(10, work, 'late'), log, now()]).toEqual(['late', ['cleaned 12'], 12])
  }),
)

it(
  'a deadline around a group in one block: the time that the tasks take counts',
  virtual(async ({ now }) => {
    const work = async () => {
      await using deadline = new Timeout(now() + 5)
      await using group = new TaskGroup()
      group.createTask(() => sleep(1000))
      await sleep(1)
      return deadline
    }
    expect([await failed(work()), now()]).toEqual(['The time is up.', 5])
  }),
)

it(
  'cancelled twice at the end of the block, the tasks are not waited for any longer than they take',
  virtual(async ({ log, advance, idle }) => {
    const task = createTask(async () => {
      await using group = new TaskGroup()
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          await sleep(1000)
          log.push('never')
        }
      })
      await sleep(1)
    })
    await advance(5)
    task.cancel()
    await idle()
    expect(task.done()).toBe(false)
    task.cancel()
    await idle()
    expect([task.cancelled(), log]).toEqual([true, []])
  }),
)

it(
  'a cancel of the group in the last line of the block is no cancel of what comes after',
  virtual(async ({ now }) => {
    const work = async () => {
      {
        await using group = new TaskGroup()
        group.createTask(() => sleep(1000))
        group.cancel()
      }
      await sleep(3)
      return currentTask()!.cancelling()
    }
    expect([await work(), now()]).toEqual([0, 3])
  }),
)

it('leaves nothing behind wherever it is cancelled', async () => {
  await cancelAtEach(async () => {
    const queue = new Queue<number>(1)
    {
      await using group = new TaskGroup()
      group.createTask(async () => {
        for (let i = 0; i < 3; i++) await queue.put(i)
      })
      group.createTask(async () => {
        for (let i = 0; i < 3; i++) {
          await queue.get()
          await sleep(1)
        }
      })
      await using deadline = new Timeout(1e6)
      await sleep(2)
      if (deadline.expired()) throw new Error('never')
    }
  })
})

it('is refused where nobody could say how the block ends', () => {
  expect(() => (new TaskGroup() as AsyncDisposable)[Symbol.asyncDispose]()).toThrow(RuntimeError)
})

it(
  'is refused in an async generator',
  virtual(async () => {
    async function* numbers() {
      await using group = new TaskGroup()
      yield group
    }
    expect(await failed(numbers().next())).toContain('callback form')
  }),
)
