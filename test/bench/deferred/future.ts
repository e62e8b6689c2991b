/** The same as promise.ts, as a program of our profile `task` has it. */
import { Future } from 'globeflower'
import type { Deferred } from './promise.js'

export function deferred(): Deferred {
  return new Waiting()
}

class Waiting implements Deferred {
  wait = new Future<number>()

  give(value: number): void {
    this.wait.setResult(value)
  }
}
