/** What is handed over when a cancel comes, or another one wins: it reaches somebody, or goes back. */
import { expect } from 'vitest'
import {
  all,
  any,
  createTask,
  Future,
  gather,
  Lock,
  Queue,
  race,
  Semaphore,
  sleep,
  staggeredRace,
  type Task,
  taskGroup,
  TimeoutError,
  waitFor,
} from '../../../runtime/index.js'
import { behaviour, errorOf } from './behaviour.js'

behaviour('A3', 'a gather whose items have all come is cancelled too late: they arrive', async ({ idle, log }) => {
  const queue = new Queue<string>()
  const task = createTask(async () => {
    log.push(await gather([queue.get()]))
    await sleep(1000)
    log.push('never')
  })
  await idle()
  queue.putNowait('item')
  task.cancel()
  await idle()
  expect([log, task.cancelled(), task.cancelling()]).toEqual([[['item']], true, 1])
})

behaviour('A3', 'a gather that is cancelled gives back what has come', async ({ idle }) => {
  const queue = new Queue<string>()
  const lock = new Lock()
  const task = createTask(async () => gather([queue.get(), () => lock.acquire(), sleep(1000)]))
  await idle()
  queue.putNowait('item')
  await idle()
  task.cancel()
  await idle()
  expect([task.cancelled(), queue.qsize(), lock.locked()]).toEqual([true, 1, false])
})

behaviour('A3', 'a task in a gather that it waits for itself is cancelled', async ({ idle }) => {
  const task: Task = createTask(async () => gather([task]))
  await idle()
  task.cancel()
  await idle()
  expect(task.cancelled()).toBe(true)
})

for (const [name, combine] of [
  ['race', race],
  ['any', any],
] as const) {
  behaviour('Q2', `${name}: what the others have got in the same turn goes back`, async ({ idle }) => {
    for (const later of [false, true]) {
      const won = new Queue<string>()
      const lost = new Queue<string>()
      const first = later ? combine([() => won.get(), () => lost.get()]) : combine([won.get(), lost.get()])
      await idle()
      won.putNowait('a')
      lost.putNowait('b')
      expect(await first).toBe('a')
      await idle()
      expect([won.qsize(), lost.qsize()]).toEqual([0, 1])
    }
  })
}

behaviour('Q2', 'the same future twice is won once, and given back once', async ({ idle }) => {
  const queue = new Queue<string>()
  const permits = new Semaphore(1)
  const get = queue.get()
  const first = race([get, get])
  queue.putNowait('item')
  expect(await first).toBe('item')
  const acquired = permits.acquire()
  await errorOf(all([acquired, acquired, () => Promise.reject(new Error('x'))]))
  await idle()
  expect(queue.qsize()).toBe(0)
  await permits.acquire()
  expect(permits.locked()).toBe(true)
})

behaviour('K2', 'all: when one fails, the permits of the others go back', async ({ idle }) => {
  const lock = new Lock()
  const permits = new Semaphore(1)
  const late = async () => {
    await sleep(1)
    throw new Error('late')
  }
  expect((await errorOf(all([lock.acquire(), () => permits.acquire(), late]))).message).toBe('late')
  await idle()
  expect([lock.locked(), permits.locked()]).toEqual([false, false])
})

behaviour('W3', 'decided, and cancelled while the losers clean up: neither is lost', async ({ log, advance, idle }) => {
  const slow = async () => {
    try {
      return await sleep(1000, 'lost')
    } finally {
      await sleep(50)
    }
  }
  for (const decided of [race([() => sleep(1, 'won'), slow]), staggeredRace([() => sleep(1, 'won'), slow], 0)]) {
    const task = createTask(async () => {
      log.push(await decided)
      await sleep(1000)
      log.push('never')
    })
    await advance(10)
    task.cancel()
    await idle()
    expect([log.length, task.cancelled(), task.cancelling()]).toEqual([1, true, 1])
    log.length = 0
  }
})

behaviour('W3', 'a group that has its result is cancelled too late', async ({ idle, log }) => {
  const future = new Future<string>()
  const task = createTask(async () => {
    log.push(await taskGroup(() => future))
    await sleep(1000)
    log.push('never')
  })
  await idle()
  future.setResult('value')
  task.cancel()
  await idle()
  expect([log, task.cancelled()]).toEqual([['value'], true])
})

behaviour('W1', 'waitFor without time cancels the future, which leaves its queue', async () => {
  const queue = new Queue<string>()
  expect(await errorOf(waitFor(queue.get(), 0))).toBeInstanceOf(TimeoutError)
  queue.putNowait('item')
  expect(queue.qsize()).toBe(1)
  expect(await waitFor(queue.get(), 0)).toBe('item')
})

behaviour('C2', 'the task of a future is cancelled before it starts, and the future with it', async ({ idle }) => {
  const queue = new Queue<string>()
  const task = createTask(queue.get())
  task.cancel()
  queue.putNowait('item')
  await idle()
  expect([task.cancelled(), queue.qsize()]).toEqual([true, 1])
  const taken = createTask(queue.get())
  expect(taken.done()).toBe(false)
  expect(await taken).toBe('item')
  const granted = createTask(queue.get())
  await idle()
  queue.putNowait('next')
  granted.cancel()
  await idle()
  expect([granted.cancelled(), queue.qsize()]).toEqual([true, 1])
})
