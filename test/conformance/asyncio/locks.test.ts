/** Locks, queues and channels: asyncio's behaviours by their numbers. */
import { expect } from 'vitest'
import {
  Barrier,
  BoundedSemaphore,
  BrokenBarrierError,
  CancelledError,
  Condition,
  createTask,
  Event,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  RuntimeError,
  Semaphore,
  sleep,
  type Task,
} from '../../../runtime/index.js'
import { behaviour, errorOf } from './behaviour.js'

const taker = (lock: Pick<Lock | Semaphore, 'acquire'>, log: unknown[], name: string) => async () => {
  await lock.acquire()
  log.push(name)
}

behaviour('K1', 'a Lock is first come, first served', async ({ log, spawn, idle }) => {
  const lock = new Lock()
  await lock.acquire()
  expect(lock.locked()).toBe(true)
  spawn(taker(lock, log, 'a'))
  const cancelled = spawn(taker(lock, log, 'b'))
  spawn(taker(lock, log, 'c'))
  await idle()
  cancelled.cancel()
  lock.release()
  await idle()
  expect(log).toEqual(['a'])
  lock.release()
  await idle()
  expect(log).toEqual(['a', 'c'])
  lock.release()
  expect(lock.locked()).toBe(false)
  expect(() => lock.release()).toThrow(RuntimeError)
})

behaviour('K2', 'the lock goes on when its new holder is cancelled before it runs', async ({ log, spawn, idle }) => {
  const lock = new Lock()
  await lock.acquire()
  const first = spawn(taker(lock, log, 'first'))
  spawn(taker(lock, log, 'second'))
  await idle()
  lock.release()
  first.cancel()
  await idle()
  expect(first.cancelled()).toBe(true)
  expect(log).toEqual(['second'])
})

behaviour('K2', 'the same where the lock was free', async ({ idle, spawn, log }) => {
  const lock = new Lock()
  const task = spawn(async () => {
    const acquired = lock.acquire()
    task.cancel()
    await acquired
    log.push('never')
  })
  await idle()
  expect(task.cancelled()).toBe(true)
  expect([lock.locked(), log]).toEqual([false, []])
})

behaviour('K3', 'an acquire does not overtake who is woken already', async ({ log, spawn, idle }) => {
  const lock = new Lock()
  await lock.acquire()
  spawn(taker(lock, log, 'woken'))
  await idle()
  lock.release()
  spawn(taker(lock, log, 'newcomer'))
  expect(lock.locked()).toBe(true)
  await idle()
  expect(log).toEqual(['woken'])
})

behaviour('K4', 'Event.set wakes all, a clear right after does not un-wake them', async ({ log, spawn, idle }) => {
  const event = new Event()
  for (const name of ['a', 'b']) {
    spawn(async () => {
      log.push([name, await event.wait()])
    })
  }
  const gone = spawn(async () => {
    await event.wait()
    log.push('never')
  })
  await idle()
  gone.cancel()
  event.set()
  event.clear()
  await idle()
  expect(log).toEqual([
    ['a', true],
    ['b', true],
  ])
  expect(event.isSet()).toBe(false)
  event.set()
  expect(await event.wait()).toBe(true)
})

behaviour('K5', 'Condition.wait takes the lock again, also when it is cancelled', async ({ log, spawn, idle }) => {
  const condition = new Condition()
  const task = spawn(() =>
    condition.with(async () => {
      try {
        await condition.wait()
      } catch (error) {
        log.push('locked ' + condition.locked())
        throw error
      }
    }),
  )
  await idle()
  expect(condition.locked()).toBe(false)
  await condition.acquire()
  task.cancel()
  await idle()
  expect(task.done()).toBe(false)
  condition.release()
  await idle()
  expect([task.cancelled(), log, condition.locked()]).toEqual([true, ['locked true'], false])
})

behaviour('K5', 'a notify is not swallowed by a cancelled waiter', async ({ log, spawn, idle }) => {
  const condition = new Condition()
  const waiter = (name: string) => () =>
    condition.with(async () => {
      await condition.wait()
      log.push(name)
    })
  const first = spawn(waiter('first'))
  spawn(waiter('second'))
  await idle()
  await condition.with(() => {
    condition.notify()
    first.cancel()
  })
  await idle()
  expect([first.cancelled(), log]).toEqual([true, ['second']])
  expect(() => condition.notify()).toThrow(RuntimeError)
  expect(() => condition.wait()).toThrow('needs the lock')
})

behaviour('K5', 'waitFor waits until it holds', async ({ spawn, idle, log }) => {
  const condition = new Condition()
  let count = 0
  spawn(() =>
    condition.with(async () => {
      log.push(await condition.waitFor(() => count > 1 && 'now ' + count))
    }),
  )
  for (let i = 0; i < 3; i++) {
    await condition.with(() => {
      count++
      condition.notifyAll()
    })
    await idle()
  }
  expect(log).toEqual(['now 2'])
})

behaviour('K6', 'a Semaphore is first come, first served; cancelled waiters take nothing', async (stage) => {
  const { log, spawn, idle } = stage
  const permits = new Semaphore(2)
  await permits.acquire()
  await permits.acquire()
  expect(permits.locked()).toBe(true)
  const first = spawn(taker(permits, log, 'first'))
  const second = spawn(taker(permits, log, 'second'))
  spawn(taker(permits, log, 'third'))
  await idle()
  second.cancel()
  permits.release()
  first.cancel()
  await idle()
  expect(log).toEqual(['third'])
  permits.release()
  permits.release()
  expect(permits.locked()).toBe(false)
})

behaviour('K6', 'a bounded one is not released too often; wrong numbers are refused', async () => {
  const permits = new BoundedSemaphore(1)
  expect(() => permits.release()).toThrow(RangeError)
  await permits.acquire()
  permits.release()
  expect(() => permits.release()).toThrow('Release once for each acquire()')
  expect(permits instanceof Semaphore).toBe(true)
  expect(() => new Semaphore(-1)).toThrow('got -1')
})

behaviour('K7', 'a Barrier releases all with distinct places, again and again', async ({ log, spawn, idle }) => {
  const barrier = new Barrier(3)
  const party = (name: string) =>
    spawn(async () => {
      const place = await barrier.wait()
      log.push(name + place)
    })
  party('a')
  party('b')
  await idle()
  expect([barrier.nWaiting(), barrier.parties(), log]).toEqual([2, 3, []])
  party('c')
  party('d')
  await idle()
  expect(log.slice().sort()).toEqual(['a0', 'b1', 'c2'])
  party('e')
  party('f')
  await idle()
  expect(log.length).toBe(6)
})

behaviour('K7', 'reset and abort break who waits', async ({ spawn, idle }) => {
  const barrier = new Barrier(2)
  const broken = spawn(async () => errorOf(barrier.wait()))
  await idle()
  barrier.reset()
  expect(await broken).toBeInstanceOf(BrokenBarrierError)
  expect(barrier.broken()).toBe(false)
  const aborted = spawn(async () => errorOf(barrier.wait()))
  await idle()
  barrier.abort()
  expect(await aborted).toBeInstanceOf(BrokenBarrierError)
  expect(await errorOf(barrier.wait())).toBeInstanceOf(BrokenBarrierError)
  barrier.reset()
  const left = spawn(async () => barrier.wait())
  await idle()
  left.cancel()
  await idle()
  expect(barrier.nWaiting()).toBe(0)
  expect(() => new Barrier(0)).toThrow('got 0')
})

behaviour('Q1', 'put waits when full, get when empty', async ({ log, spawn, idle }) => {
  const queue = new Queue<number>(1)
  expect([queue.empty(), queue.full(), queue.maxsize()]).toEqual([true, false, 1])
  spawn(async () => {
    for (let i = 0; i < 3; i++) {
      await queue.put(i)
      log.push('put ' + i)
    }
  })
  await idle()
  expect([log, queue.full(), queue.qsize()]).toEqual([['put 0'], true, 1])
  expect(() => queue.putNowait(9)).toThrow(QueueFull)
  expect(await queue.get()).toBe(0)
  await idle()
  expect(log).toEqual(['put 0', 'put 1'])
  expect([await queue.get(), await queue.get()]).toEqual([1, 2])
  expect(() => queue.getNowait()).toThrow(QueueEmpty)
  const waiting = spawn(() => queue.get())
  await idle()
  queue.putNowait(7)
  expect(await waiting).toBe(7)
})

behaviour('Q1', 'orders: last in first out, by priority; no size is no limit', async () => {
  const lifo = new LifoQueue<number>()
  const priority = new PriorityQueue<[number, string]>(-1)
  for (const [i, name] of [
    [3, 'c'],
    [1, 'a'],
    [2, 'x'],
    [1, 'b'],
    [2, 'y'],
  ] as [number, string][]) {
    lifo.putNowait(i)
    priority.putNowait([i, name])
  }
  expect([lifo.full(), priority.full()]).toEqual([false, false])
  expect([lifo.getNowait(), lifo.getNowait()]).toEqual([2, 1])
  const order: string[] = []
  while (!priority.empty()) order.push((await priority.get())[1])
  expect(order.join('')).toBe('abxyc')
  const longest = new PriorityQueue<string>(0, (a, b) => b.length - a.length)
  for (const word of ['a', 'ccc', 'bb', 'ddd']) longest.putNowait(word)
  expect([longest.getNowait(), longest.getNowait(), longest.getNowait()]).toEqual(['ccc', 'ddd', 'bb'])
})

behaviour('Q2', 'a cancelled get loses no item and leaves no ghost', async ({ spawn, idle, log }) => {
  const queue = new Queue<string>()
  const waiting = spawn(() => queue.get())
  await idle()
  waiting.cancel()
  queue.putNowait('kept')
  await idle()
  expect(queue.qsize()).toBe(1)
  const take = async () => {
    await queue.get()
    log.push('never')
  }
  const granted = take() as unknown as Task
  expect(queue.qsize()).toBe(0)
  granted.cancel()
  await idle()
  expect([granted.cancelled(), queue.qsize(), log]).toEqual([true, 1, []])
  expect(queue.getNowait()).toBe('kept')
})

behaviour('Q2', 'a cancelled put puts nothing and takes no room', async ({ spawn, idle }) => {
  const queue = new Queue<string>(1)
  queue.putNowait('a')
  const waiting = spawn(() => queue.put('waiting'))
  const woken = spawn(() => queue.put('woken'))
  const last = spawn(() => queue.put('last'))
  await idle()
  waiting.cancel()
  expect(queue.getNowait()).toBe('a')
  woken.cancel()
  await idle()
  expect([waiting.cancelled(), woken.cancelled(), last.done()]).toEqual([true, true, true])
  expect([queue.getNowait(), queue.qsize()]).toEqual(['last', 0])
  queue.putNowait('room again')
})

behaviour('Q3', 'the item of a woken and cancelled getter goes to the next', async ({ spawn, idle, log }) => {
  const queue = new Queue<string>()
  const getter = (name: string) =>
    spawn(async () => {
      const item = await queue.get()
      log.push(name + ' ' + item)
    })
  const first = getter('first')
  getter('second')
  await idle()
  queue.putNowait('item')
  first.cancel()
  await idle()
  expect([first.cancelled(), log]).toEqual([true, ['second item']])
})

behaviour('Q4', 'join waits for taskDone of every item', async ({ log, spawn, idle }) => {
  const queue = new Queue<number>()
  await queue.join()
  queue.putNowait(1)
  queue.putNowait(2)
  spawn(async () => {
    await queue.join()
    log.push('joined')
  })
  queue.getNowait()
  queue.getNowait()
  queue.taskDone()
  await idle()
  expect(log).toEqual([])
  queue.taskDone()
  await idle()
  expect(log).toEqual(['joined'])
  expect(() => queue.taskDone()).toThrow('more often')
})

behaviour('Q5', 'shutdown: puts fail, gets drain, then fail', async ({ spawn, idle }) => {
  const queue = new Queue<number>(1)
  queue.putNowait(1)
  const putter = spawn(async () => errorOf(queue.put(2)))
  await idle()
  queue.shutdown()
  expect(await putter).toBeInstanceOf(QueueShutDown)
  expect(() => queue.putNowait(3)).toThrow(QueueShutDown)
  expect(await errorOf(queue.put(3))).toBeInstanceOf(QueueShutDown)
  expect(await queue.get()).toBe(1)
  expect(await errorOf(queue.get())).toBeInstanceOf(QueueShutDown)
  expect(() => queue.getNowait()).toThrow(QueueShutDown)
})

behaviour('Q5', 'at once: it is emptied, getters fail, join is released', async ({ spawn, idle, log }) => {
  const empty = new Queue<number>()
  const getter = spawn(async () => errorOf(empty.get()))
  await idle()
  empty.shutdown(true)
  expect(await getter).toBeInstanceOf(QueueShutDown)
  const queue = new Queue<number>()
  queue.putNowait(1)
  createTask(async () => {
    await queue.join()
    log.push('joined')
  })
  await sleep(1)
  queue.shutdown(true)
  await idle()
  expect([queue.qsize(), log]).toEqual([0, ['joined']])
  expect(await errorOf(queue.get())).not.toBeInstanceOf(CancelledError)
})

behaviour(
  'K7',
  'who comes while the others are being released is the first of the next round',
  async ({ log, idle }) => {
    const barrier = new Barrier(2)
    const arrive = (name: string) =>
      createTask(async () => {
        log.push(name)
        log.push(await barrier.wait())
      })
    arrive('a')
    arrive('b')
    arrive('c')
    await idle()
    expect([log, barrier.nWaiting()]).toEqual([['a', 'b', 1, 'c', 0], 1])
    await arrive('d')
    await idle()
    expect(log.slice(5)).toEqual(['d', 1, 0])
  },
)
