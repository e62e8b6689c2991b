/** Two functions wake each other: every await really waits. */
import { deferred, type Deferred } from '../deferred/promise.js'

export async function run(n: number): Promise<number> {
  let ping = deferred()
  let pong = deferred()
  const other = answer()
  let sum = 0
  for (let i = 0; i < n; i++) {
    ping.give(i)
    sum += await pong.wait
    pong = deferred()
  }
  return sum + (await other)

  async function answer(): Promise<number> {
    let count = 0
    while (count < n) {
      const value = await ping.wait
      ping = deferred()
      const to: Deferred = pong
      to.give(value + 1)
      count++
    }
    return count
  }
}
