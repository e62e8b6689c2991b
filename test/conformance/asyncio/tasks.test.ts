/** Tasks, cancels, timeouts and waits: asyncio's behaviours by their numbers. */
import { expect } from 'vitest'
import {
  allTasks,
  CancelledError,
  CancelScope,
  createTask,
  currentTask,
  eagerTaskFactory,
  Future,
  gather,
  getEventLoop,
  getTaskFactory,
  InvalidStateError,
  isCancelled,
  moveOnAfter,
  setTaskFactory,
  shield,
  sleep,
  Task,
  timeout,
  TimeoutError,
  yieldNow,
} from '../../../runtime/index.js'
import { behaviour, errorOf } from './behaviour.js'

behaviour('T1', 'a task starts in the next turn; currentTask is right', async ({ log, idle }) => {
  const task: Task = createTask(async () => {
    log.push(currentTask() === task)
    await sleep(1)
    log.push(currentTask() === task)
    const inner = async () => {
      await yieldNow()
      return currentTask() === task
    }
    log.push(await inner())
  })
  const other: Task = createTask(async () => {
    await sleep(1)
    log.push(currentTask() === other)
  })
  getEventLoop().callSoon(() => log.push(currentTask()))
  expect(log).toEqual([])
  await idle()
  await sleep(5)
  expect(log).toEqual([true, null, true, true, true])
})

behaviour('T2', 'names: automatic, settable, text', async () => {
  const one = createTask(() => sleep(1))
  const two = createTask(() => sleep(1), { name: 'two' })
  expect(one.getName()).toMatch(/^Task-\d+$/)
  expect(one.getName()).toBe(one.getName())
  expect(one.getName()).not.toBe(createTask(() => sleep(1)).getName())
  expect(two.getName()).toBe('two')
  two.setName(7 as never)
  expect(two.getName()).toBe('7')
})

behaviour('T3', 'the result of a task cannot be set', async () => {
  const task = createTask(() => sleep(1))
  expect(() => task.setResult(void 0)).toThrow(TypeError)
  expect(() => task.setException(new Error())).toThrow(TypeError)
})

behaviour('T5', 'allTasks lists those that are not done', async ({ spawn }) => {
  allTasks()
  const task = spawn(() => sleep(5))
  expect(allTasks()).toContain(task)
  await task
  expect(allTasks()).not.toContain(task)
})

behaviour('T8', 'what is no work is refused; a factory makes the tasks', async () => {
  expect(() => createTask(5 as never)).toThrow('got number')
  const seen: unknown[] = []
  const work = () => 5
  setTaskFactory((work, options) => {
    seen.push(work, options.name)
    return eagerTaskFactory(work, options)
  })
  const task = createTask(work, { name: 'made' })
  expect(getTaskFactory()).not.toBe(null)
  setTaskFactory(null)
  expect(seen).toEqual([work, 'made'])
  expect([task.done(), task.result(), task.getName()]).toEqual([true, 5, 'made'])
  expect(() => setTaskFactory(5 as never)).toThrow('got number')
})

behaviour('E1', 'an eager task runs to its first await at once', async ({ log }) => {
  allTasks()
  const outer = currentTask()
  const done: Task = createTask(
    () => {
      log.push(currentTask() !== outer)
      return 1
    },
    { eager: true },
  )
  expect([done.done(), allTasks().indexOf(done), currentTask() === outer, log]).toEqual([true, -1, true, [true]])
  const waits = createTask(() => sleep(1, 'value'), { eager: true })
  expect(allTasks()).toContain(waits)
  expect(await waits).toBe('value')
})

behaviour('C1', 'cancel throws at the await, in the next turn', async ({ idle, spawn }) => {
  const task = spawn(() => sleep(1000))
  await idle()
  expect([task.cancel('why'), task.cancelled(), task.done()]).toEqual([true, false, false])
  const error = (await errorOf(task)) as Error
  expect([error.name, error.message, error.cause]).toEqual(['CancelledError', 'why', 'why'])
  expect([task.cancelled(), task.cancel()]).toEqual([true, false])
})

behaviour('C2', 'cancelled before its first step, the body never runs', async ({ log, idle }) => {
  const task = createTask(() => log.push('ran'))
  task.cancel()
  await idle()
  expect([task.cancelled(), log]).toEqual([true, []])
})

behaviour('C3', 'cancelled in the step in which it returns, it ends cancelled', async ({ idle }) => {
  const task: Task = createTask(() => {
    task.cancel()
    return 1
  })
  await idle()
  expect(task.cancelled()).toBe(true)
})

behaviour('C4', 'who catches the cancel and returns is not cancelled', async ({ idle }) => {
  const task = createTask(async () => {
    try {
      await sleep(1000)
    } catch (error) {
      if (error instanceof CancelledError) return 'kept'
    }
  })
  await idle()
  task.cancel()
  expect(await task).toBe('kept')
  expect([task.cancelled(), task.cancelling()]).toEqual([false, 1])
})

behaviour('C5', 'uncancel withdraws a cancel that was not delivered', async ({ idle, log }) => {
  const task: Task = createTask(async () => {
    task.cancel()
    log.push(task.cancelling(), task.uncancel())
    await yieldNow()
    return 'on'
  })
  expect(await task).toBe('on')
  expect(log).toEqual([1, 0])
  await idle()
})

behaviour('C6', 'the inner task is cancelled first; it may absorb', async ({ idle, log }) => {
  const inner = createTask(async () => {
    try {
      await sleep(1000)
    } catch (error) {
      if (isCancelled(error)) return 'absorbed'
    }
  })
  const outer = createTask(async () => log.push(await inner))
  await idle()
  outer.cancel()
  await outer
  expect([log, outer.cancelled()]).toEqual([['absorbed'], false])
})

behaviour('C7', 'a task that cancels itself goes on to its next await', async ({ log, idle }) => {
  const task: Task = createTask(async () => {
    task.cancel()
    log.push('on')
    await yieldNow()
    log.push('never')
  })
  await idle()
  expect([task.cancelled(), log]).toEqual([true, ['on']])
})

behaviour('C8', 'the reason comes through tasks, gather and shield', async ({ idle }) => {
  const reasons: unknown[] = []
  const deep = async (): Promise<unknown> => sleep(1000)
  for (const work of [() => createTask(deep), () => gather([deep, deep]), () => deep()]) {
    const task = createTask(async () => await work())
    await idle()
    task.cancel('because')
    reasons.push(((await errorOf(task)) as Error).cause)
  }
  const inner = createTask(deep)
  const shielded = shield(inner)
  inner.cancel('because')
  reasons.push(((await errorOf(shielded)) as Error).cause)
  expect(reasons).toEqual(['because', 'because', 'because', 'because'])
})

behaviour('C9', 'resolved, then cancelled before it runs: the value is reclaimed once', async ({ idle, log }) => {
  const future = new Future<string>({ reclaim: (value) => log.push(value) })
  const task = createTask(async () => {
    await future
    log.push('never')
  })
  await idle()
  future.setResult('connection')
  task.cancel()
  await idle()
  expect([task.cancelled(), log]).toEqual([true, ['connection']])
})

behaviour('C10', 'a catch that does not mention the cancel does not end it', async ({ idle, log, now }) => {
  const task = createTask(async () => {
    try {
      await sleep(1000)
    } catch (error) {
      log.push('rollback')
      await sleep(5)
    } finally {
      await sleep(5)
      log.push('finally ' + now())
    }
    log.push('never')
  })
  await idle()
  task.cancel()
  await errorOf(task)
  expect([task.cancelled(), log]).toEqual([true, ['rollback', 'finally 10']])
})

behaviour('C10', 'in a scope, a finally fails when its grace period is over', async ({ log, now }) => {
  const result = await moveOnAfter(
    10,
    async () => {
      try {
        await sleep(1000)
      } finally {
        await sleep(50)
        log.push('cleaned ' + now())
        await sleep(1000)
        log.push('never')
      }
    },
    'cut',
    { grace: 100 },
  )
  expect([result, log, now()]).toEqual(['cut', ['cleaned 60'], 110])
})

behaviour('C11', 'in a cancelled scope every await throws, until it ends', async ({ log, now }) => {
  const scope = new CancelScope()
  const result = scope.run(async () => {
    while (log.length < 3) {
      try {
        await sleep(100)
      } catch (error) {
        if (error instanceof CancelledError) log.push(error.message)
      }
    }
    return 'left'
  })
  scope.cancel('stop')
  expect([await result, log, now()]).toEqual(['left', ['stop', 'stop', 'stop'], 0])
  await sleep(10)
  expect(now()).toBe(10)
})

behaviour('C13', 'cancelling a sleep removes its timer', async ({ idle, now }) => {
  const task = createTask(() => sleep(100_000))
  await idle()
  task.cancel()
  await errorOf(task)
  await sleep(1)
  expect(now()).toBe(1)
})

behaviour('T4', 'an await of oneself fails, the await of a plain value gives it', async ({ log }) => {
  const task: Task = createTask(async () => {
    try {
      await task
    } catch (error) {
      log.push((error as Error).message)
    }
  })
  expect((await errorOf(task)).message).toContain('itself')
  let direct!: Promise<number>
  direct = (async () => {
    await yieldNow()
    try {
      await direct
    } catch (error) {
      log.push((error as Error).name)
    }
    return await 5
  })()
  expect([await direct, log]).toEqual([5, ['A task cannot await itself.', 'TypeError']])
})

behaviour('T7', 'an error thrown after an await keeps its cause', async () => {
  const cause = new Error('first')
  const work = async () => {
    try {
      await Promise.reject(cause)
    } catch (error) {
      await yieldNow()
      throw new Error('second', { cause: error })
    }
  }
  expect(((await errorOf(work())) as Error).cause).toBe(cause)
})

behaviour('F1', 'a future is done once', async () => {
  const future = new Future<number>()
  expect(future.done()).toBe(false)
  future.setResult(1)
  expect(() => future.setResult(2)).toThrow(InvalidStateError)
  expect(() => future.setException(new Error())).toThrow(InvalidStateError)
  expect([future.cancel(), future.cancelled(), future.result()]).toEqual([false, false, 1])
})

behaviour('F2', 'result and exception of what is not done, and of what is cancelled', async () => {
  const future = new Future<number>()
  expect(() => future.result()).toThrow(InvalidStateError)
  expect(() => future.exception()).toThrow(InvalidStateError)
  future.cancel('gone')
  expect(() => future.result()).toThrow('gone')
  expect(() => future.exception()).toThrow(CancelledError)
})

behaviour('F3', 'callbacks run through the loop, in order, once', async ({ idle, log }) => {
  const future = new Future<number>()
  const twice = () => log.push('twice')
  future.addDoneCallback(() => log.push('a'))
  future.addDoneCallback(twice)
  future.addDoneCallback(twice)
  future.addDoneCallback(() => log.push('b'))
  expect(future.removeDoneCallback(twice)).toBe(2)
  future.setResult(1)
  expect(log).toEqual([])
  await idle()
  future.addDoneCallback(() => log.push('late'))
  expect(log).toEqual(['a', 'b'])
  await idle()
  expect(log).toEqual(['a', 'b', 'late'])
})

behaviour('F4', 'callbacks added and removed meanwhile skip nobody', async ({ idle, log }) => {
  const future = new Future<number>()
  const last = () => log.push('last')
  future.addDoneCallback(() => {
    log.push('first')
    future.addDoneCallback(() => log.push('added'))
    future.removeDoneCallback(last)
  })
  future.addDoneCallback(last)
  future.setResult(1)
  await idle()
  expect(log).toEqual(['first', 'last', 'added'])
})

behaviour('F5', 'a failure is reported once, unless somebody looks', async ({ idle, log, errors }) => {
  const loop = getEventLoop()
  loop.setExceptionHandler(({ error }) => log.push((error as Error).message))
  new Future<number>().setException(new Error('unseen'))
  for (const look of [(f: Future<number>) => f.exception(), (f: Future<number>) => errorOf(f)]) {
    const future = new Future<number>()
    future.setException(new Error('seen'))
    await look(future)
  }
  await sleep(1)
  await idle()
  loop.setExceptionHandler(null)
  expect([log, errors]).toEqual([['unseen'], []])
})

behaviour('F6', 'an await of what is done does not yield', async ({ log }) => {
  const future = new Future<number>()
  future.setResult(1)
  await yieldNow()
  getEventLoop().callSoon(() => log.push('other'))
  log.push(await future, await future)
  expect(log).toEqual([1, 1])
})

behaviour('F8', 'a cancel of an adopted promise ignores what comes late', async ({ idle, log }) => {
  let resolve!: (value: string) => void
  const promise = new Promise<string>((done) => (resolve = done))
  const task = createTask(async () => log.push(await promise))
  await idle()
  task.cancel()
  await idle()
  resolve('late')
  await idle()
  expect([task.cancelled(), log]).toEqual([true, []])
  const cancelled = new Future({ onCancel: (reason) => void log.push(reason) })
  const waiter = createTask(() => cancelled)
  await idle()
  waiter.cancel('told')
  await idle()
  expect(log).toEqual(['told'])
})

behaviour(
  'O1',
  'the TimeoutError has the cancel as its cause; an outer cancel stays one',
  async ({ idle, advance }) => {
    const error = (await errorOf(timeout(5, () => sleep(100)))) as Error
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error.cause).toBeInstanceOf(CancelledError)
    const task = createTask(async () => {
      await timeout(10, async () => {
        try {
          await sleep(100)
        } finally {
          await sleep(10)
        }
      })
    })
    await advance(12)
    task.cancel('outer')
    await idle()
    expect(task.cancelled()).toBe(true)
  },
)

behaviour('O2', 'no time left: at the first await, not before; null: never; reschedule', async ({ log, now }) => {
  for (const delay of [0, -5]) {
    const error = await errorOf(
      timeout(delay, async () => {
        log.push('started')
        await sleep(1)
        log.push('never')
      }),
    )
    expect(error).toBeInstanceOf(TimeoutError)
  }
  expect([log, now()]).toEqual([['started', 'started'], 0])
  expect(await timeout(null, () => sleep(50, 'done'))).toBe('done')
  const long = await timeout(10, async (scope) => {
    expect(scope.when()).toBe(60)
    scope.reschedule(scope.when()! + 100)
    await sleep(50)
    return scope
  })
  expect(long.expired()).toBe(false)
  expect(() => long.reschedule(1)).toThrow('over')
  expect(() => long.run(() => 1)).toThrow('once')
})

behaviour(
  'O3',
  'nested: the inner one blames itself, also when the loop was busy past both',
  async ({ log, advance }) => {
    const outer = createTask(() =>
      timeout(20, async () => {
        try {
          await timeout(10, () => sleep(1000))
        } catch (error) {
          log.push((error as Error).name)
        }
        await sleep(1000)
        log.push('never')
      }),
    )
    const ended = errorOf(outer)
    await advance(0)
    getEventLoop().callSoon(() => log.push('busy'))
    await advance(50)
    expect(await ended).toBeInstanceOf(TimeoutError)
    expect(log).toEqual(['busy', 'TimeoutError'])
  },
)

behaviour('O4', 'an error of the body wins', async () => {
  const error = (await errorOf(
    timeout(5, async () => {
      try {
        await sleep(100)
      } catch (error) {
        throw new Error('own', { cause: error })
      }
    }),
  )) as Error
  expect([error.message, error.cause instanceof CancelledError]).toEqual(['own', true])
})

behaviour('O5', 'a timeout inside a finally that a timeout has led into', async ({ log, now }) => {
  const error = await errorOf(
    timeout(10, async () => {
      try {
        await sleep(1000)
      } finally {
        log.push((await errorOf(timeout(20, () => sleep(1000)))) instanceof TimeoutError, now())
      }
    }),
  )
  expect([error instanceof TimeoutError, log]).toEqual([true, [true, 30]])
})
