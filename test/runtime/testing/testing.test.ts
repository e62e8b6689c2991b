/** The door globeflower/testing: schedules by seed, cancels at each step, deadlocks, leaks, hosts. */
import { test as nodeTest } from 'node:test'
import { describe, expect, it } from 'vitest'
import { createTask, Future, gather, Lock, Queue, sleep, taskGroup, yieldNow } from '../../../runtime/index.js'
import { nodeHost } from '../../../runtime/hosts/node.js'
import {
  cancelAtEach,
  checkLeaks,
  explore,
  hostBehaviours,
  inVirtualTime,
  rehearse,
  virtualHost,
} from '../../../runtime/testing/index.js'

/** Adds with a gap between reading and writing. */
async function counter(): Promise<void> {
  let count = 0
  const add = async () => {
    const before = count
    await yieldNow()
    count = before + 1
  }
  const one = createTask(add)
  await yieldNow()
  await yieldNow()
  await yieldNow()
  await gather([one, createTask(add)])
  if (count !== 2) throw new Error('lost an update')
}

it('finds the order that fails, and replays it by its seed', async () => {
  let found: { seed?: number; message: string } = { message: '' }
  await explore(counter, { seeds: 200 }).catch((error) => (found = error))
  expect(found.message).toMatch(/^Seed \d+ fails: lost an update/)
  await expect(explore(counter, { seeds: [found.seed!] })).rejects.toThrow('lost an update')
})

it('H2 gives the same order for the same seed, and others for others', async () => {
  const orders: string[] = []
  for (const seed of [1, 2, 1]) {
    const log: number[] = []
    const program = () =>
      taskGroup((group) => {
        for (let i = 0; i < 100; i++) {
          group.createTask(async () => {
            await sleep(10)
            log.push(i)
          })
        }
      })
    await explore(program, { seeds: [seed] })
    orders.push(log.join())
  }
  expect(orders[0]).toBe(orders[2])
  expect(orders[0]).not.toBe(orders[1])
  expect(
    orders[0]
      .split(',')
      .map(Number)
      .sort((a, b) => a - b),
  ).toEqual(Array.from({ length: 100 }, (_, i) => i))
})

it('cancels at each step and finds what leaks', async () => {
  let held = 0
  const careful = async () => {
    await sleep(5)
    held++
    try {
      await sleep(5)
      await yieldNow()
    } finally {
      held--
    }
    await sleep(1)
  }
  const { steps } = await cancelAtEach(careful, () => expect(held).toBe(0))
  expect(steps).toBeGreaterThan(6)
  const careless = async () => {
    await sleep(5)
    held++
    await sleep(5)
    held--
  }
  const error = await cancelAtEach(careless, () => expect(held).toBe(0)).then(
    () => null,
    (error) => error,
  )
  expect(error.message).toMatch(/^Cancelled before step \d+: expected 1 to be/)
})

it('shows that locks and queues lose nothing wherever they are cancelled', async () => {
  let lock = new Lock()
  let queue = new Queue<number>(1)
  let taken: number[] = []
  let put: number[] = []
  const program = async () => {
    lock = new Lock()
    queue = new Queue<number>(1)
    taken = []
    put = []
    await taskGroup((group) => {
      group.createTask(async () => {
        for (let i = 0; i < 3; i++) {
          await queue.put(i)
          put.push(i)
        }
      })
      group.createTask(async () => {
        for (let i = 0; i < 3; i++) await lock.with(async () => taken.push(await queue.get()))
      })
    })
  }
  await cancelAtEach(program, () => {
    expect(lock.locked()).toBe(false)
    while (!queue.empty()) taken.push(queue.getNowait())
    expect(taken).toEqual(put)
  })
})

it('H1 reports a deadlock: who waits for what', async () => {
  const program = async () => {
    const one = new Lock()
    const other = new Lock()
    const grab = async (first: Lock, second: Lock) => {
      await first.acquire()
      await sleep(1)
      await second.acquire()
    }
    await gather([
      createTask(() => grab(one, other), { name: 'left' }),
      createTask(() => grab(other, one), { name: 'right' }),
    ])
  }
  const error = await checkLeaks(program).then(
    () => null,
    (error) => error,
  )
  expect(error.message).toContain('these tasks will never end')
  expect(error.message).toMatch(/\n {2}left grab \(.*testing.test.ts:\d+\), waits for a future/)
  expect(error.message).toMatch(/\n {2}right grab/)
})

it('finds tasks and timers that are left behind', async () => {
  await checkLeaks(async () => sleep(5))
  await expect(
    checkLeaks(() => {
      createTask(() => new Future<void>())
    }),
  ).rejects.toThrow('never end')
  const outcome = await rehearse(() => void sleep(1000))
  expect([outcome.timers, outcome.stuck]).toEqual([1, null])
})

describe.each([
  ['node', nodeHost],
  ['virtual', virtualHost],
] as const)('a host: %s', (_name, newHost) => {
  for (const { name, run } of hostBehaviours(newHost)) it(name, () => run().toPromise())
})

const test = inVirtualTime(it)

test('runs bodies in simulated time', async ({ now }) => {
  await sleep(1000)
  expect(now()).toBe(1000)
})

it('is usable with node:test', () => {
  const names: string[] = []
  const wrapped = inVirtualTime((name) => names.push(name))
  wrapped('named', () => {})
  expect([names, typeof nodeTest]).toEqual([['named'], 'function'])
})
