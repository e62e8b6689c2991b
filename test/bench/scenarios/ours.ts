import { createTask, gather, Queue, run, yieldNow, type Task } from 'globeflower'

export async function recursion(depth: number): Promise<number> {
  if (depth > 1) return (await recursion(depth - 1)) + 1
  for (let i = 0; i < 100; i++) await Promise.resolve()
  return 1
}

export function events(depth: number): Promise<number> {
  return run(async () => {
    const first = new Queue<number>()
    let from = first
    for (let i = 0; i < depth; i++) createTask(relay(from, (from = new Queue())))
    let sum = 0
    for (let i = 1; i <= 100; i++) {
      first.putNowait(i)
      sum += await from.get()
    }
    return sum
  })
}

async function relay(from: Queue<number>, to: Queue<number>): Promise<void> {
  for (;;) to.putNowait(await from.get())
}

export function cancellation(count: number): Promise<number> {
  return run(async () => {
    const released = { count: 0 }
    const tasks: Task<void>[] = []
    for (let i = 0; i < count; i++) tasks.push(createTask(nested(10, released)))
    await yieldNow()
    for (const task of tasks) task.cancel()
    await gather(tasks, { returnExceptions: true })
    return released.count
  })
}

async function nested(depth: number, released: { count: number }): Promise<void> {
  try {
    if (depth > 1) await nested(depth - 1, released)
    else await new Promise(() => {})
  } finally {
    released.count++
  }
}

export function startup(): Promise<number> {
  return run(async () => 1)
}
