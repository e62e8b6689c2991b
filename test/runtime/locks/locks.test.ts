/** Locks beyond asyncio's behaviours: order, cancels before and after the grant, misuse. */
import { expect, it } from 'vitest'
import {
  BrokenResourceError,
  CapacityLimiter,
  ClosedResourceError,
  createTask,
  EndOfChannel,
  Lock,
  openChannel,
  Queue,
  QueueEmpty,
  QueueFull,
  RuntimeError,
  RwLock,
  sleep,
} from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

it(
  'RwLock: readers together, writers alone, first come first served',
  virtual(async ({ log, spawn, idle }) => {
    const lock = new RwLock()
    const hold = (side: 'reader' | 'writer', name: string) =>
      spawn(() =>
        lock[side].with(async () => {
          log.push(name)
          await sleep(10)
          log.push('-' + name)
        }),
      )
    hold('reader', 'r1')
    hold('reader', 'r2')
    hold('writer', 'w')
    hold('reader', 'r3')
    await idle()
    expect(log).toEqual(['r1', 'r2'])
    await sleep(50)
    expect(log).toEqual(['r1', 'r2', '-r1', '-r2', 'w', '-w', 'r3', '-r3'])
    expect([lock.reader.locked(), lock.writer.locked()]).toEqual([false, false])
    expect(() => lock.writer.release()).toThrow(RuntimeError)
    expect(() => lock.reader.release()).toThrow('no reader')
  }),
)

it(
  'RwLock: a cancelled writer lets the readers behind it in, a granted one passes on',
  virtual(async ({ log, spawn, idle }) => {
    const lock = new RwLock()
    await lock.reader.acquire()
    const writer = spawn(() => lock.writer.acquire())
    spawn(async () => {
      await lock.reader.acquire()
      log.push('reader in')
    })
    await idle()
    expect(log).toEqual([])
    writer.cancel()
    await idle()
    expect(log).toEqual(['reader in'])
    const granted = spawn(async () => {
      await lock.writer.acquire()
      log.push('never')
    })
    await idle()
    lock.reader.release()
    lock.reader.release()
    granted.cancel()
    await idle()
    expect([granted.cancelled(), lock.writer.locked(), log]).toEqual([true, false, ['reader in']])
  }),
)

it(
  'CapacityLimiter: as many as it says now',
  virtual(async ({ log, spawn, idle }) => {
    const limiter = new CapacityLimiter(1)
    for (const name of ['a', 'b', 'c']) {
      spawn(() =>
        limiter.with(async () => {
          log.push(name)
          await sleep(10)
        }),
      )
    }
    await idle()
    expect([log, limiter.borrowed(), limiter.available(), limiter.total()]).toEqual([['a'], 1, 0, 1])
    limiter.setTotal(2)
    await idle()
    expect(log).toEqual(['a', 'b'])
    await sleep(30)
    expect([log, limiter.borrowed()]).toEqual([['a', 'b', 'c'], 0])
    expect(() => limiter.release()).toThrow(RuntimeError)
    expect(() => new CapacityLimiter(0)).toThrow('got 0')
    const waiting = new CapacityLimiter(1)
    await waiting.acquire()
    const first = spawn(() => waiting.acquire())
    await idle()
    waiting.release()
    first.cancel()
    await idle()
    expect(waiting.borrowed()).toBe(first.cancelled() ? 0 : 1)
  }),
)

it(
  'a Lock is released by using',
  virtual(async () => {
    const lock = new Lock()
    {
      using held = await lock.acquire()
      expect(held.locked()).toBe(true)
    }
    expect(lock.locked()).toBe(false)
  }),
)

it(
  'channels: handed over, buffered, closed',
  virtual(async ({ log, spawn, idle }) => {
    const [send, receive] = openChannel<number>(0)
    spawn(async () => {
      for (let i = 0; i < 3; i++) {
        await send.send(i)
        log.push('sent ' + i)
      }
      send.close()
    })
    await idle()
    expect(log).toEqual([])
    for await (const item of receive) log.push(item)
    expect(log.slice().sort()).toEqual([0, 1, 2, 'sent 0', 'sent 1', 'sent 2'])
    expect(() => send.sendNowait(1)).toThrow(ClosedResourceError)
    expect(() => receive.receiveNowait()).toThrow(EndOfChannel)

    const [out, into] = openChannel<string>(1)
    const second = out.clone()
    out.sendNowait('a')
    expect(() => second.sendNowait('b')).toThrow(QueueFull)
    const waiting = spawn(() => second.send('b'))
    const cancelled = spawn(() => second.send('never'))
    await idle()
    cancelled.cancel()
    expect(into.receiveNowait()).toBe('a')
    await waiting
    out.close()
    expect(await into.receive()).toBe('b')
    expect(() => into.receiveNowait()).toThrow(QueueEmpty)
    const receiver = createTask(async () => {
      try {
        await into.receive()
      } catch (error) {
        log.push((error as Error).name)
      }
    })
    await idle()
    second.close()
    await receiver
    expect(log.slice(-1)).toEqual(['EndOfChannel'])
    const [lonely, nobody] = openChannel<string>(0)
    nobody.close()
    expect(() => lonely.sendNowait('x')).toThrow(BrokenResourceError)
    expect(() => openChannel(-1)).toThrow('got -1')
  }),
)

it(
  'a receiver that is cancelled with an item in hand gives it back',
  virtual(async ({ log, spawn, idle }) => {
    const [send, receive] = openChannel<string>(0)
    const first = spawn(async () => {
      await receive.receive()
      log.push('never')
    })
    await idle()
    await send.send('item')
    const second = spawn(async () => log.push(await receive.receive()))
    await idle()
    expect(log).toEqual(['never'])
    await send.send('again')
    await second
    expect([first.done(), log]).toEqual([true, ['never', 'again']])
    const third = spawn(() => receive.receive())
    await idle()
    send.sendNowait('kept')
    third.cancel()
    await idle()
    expect([third.cancelled(), receive.receiveNowait()]).toEqual([true, 'kept'])
  }),
)

it(
  'a queue is iterated until it is shut down, and loses nothing to a cancel',
  virtual(async ({ log, spawn, idle }) => {
    const queue = new Queue<number>()
    const reader = () =>
      spawn(async () => {
        for await (const item of queue) log.push(item)
        log.push('over')
      })
    const first = reader()
    await idle()
    queue.putNowait(1)
    first.cancel()
    await idle()
    expect([first.cancelled(), queue.qsize()]).toEqual([true, 1])
    reader()
    queue.putNowait(2)
    queue.shutdown()
    await idle()
    expect(log).toEqual([1, 2, 'over'])
    expect(() => new Queue(NaN)).toThrow('got NaN')
  }),
)
