/** n tasks at once; 50 times each waits until all have arrived. */
import { deferred } from '../deferred/promise.js'

export async function run(n: number): Promise<number> {
  let gate = deferred()
  let arrived = 0
  const tasks: Promise<number>[] = []
  for (let i = 0; i < n; i++) tasks.push(work(i))
  let sum = 0
  for (const task of tasks) sum += await task
  return sum

  async function work(seed: number): Promise<number> {
    let sum = 0
    for (let i = 0; i < 50; i++) {
      sum += seed + (await turn(i))
    }
    return sum
  }

  function turn(i: number): PromiseLike<number> {
    const current = gate
    if (++arrived === n) {
      arrived = 0
      gate = deferred()
      current.give(i)
    }
    return current.wait
  }
}
