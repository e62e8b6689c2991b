/** Four tasks contend for one lock made of deferreds. */
import { deferred, type Deferred } from '../deferred/promise.js'

export async function run(n: number): Promise<number> {
  const lock = new Lock()
  let shared = 0
  await Promise.all([work(1), work(2), work(3), work(4)])
  return shared

  async function work(step: number): Promise<void> {
    for (let i = 0; i < n; i++) {
      await lock.acquire()
      try {
        const before = shared
        await null
        shared = before + step
      } finally {
        lock.release()
      }
    }
  }
}

class Lock {
  private held = false
  private waiters: Deferred[] = []

  async acquire(): Promise<void> {
    if (!this.held) {
      this.held = true
      return
    }
    const waiter = deferred()
    this.waiters.push(waiter)
    await waiter.wait
  }

  release(): void {
    const next = this.waiters.shift()
    if (next) next.give(0)
    else this.held = false
  }
}
