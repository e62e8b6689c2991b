import type { Step } from '../core/frame-state.js'
import { newCapability, PromiseFrame4, reject, resolve, startPromise } from './promise-driver.js'

/** Calls of async functions, profile `promise`. */
export function promise(step: Step, a?: unknown, b?: unknown, c?: unknown, d?: unknown): Promise<unknown> {
  return startPromise(new PromiseFrame4(step, a, b, c, d), step)
}

/** An async function that cannot suspend has returned. */
export function resolved(value?: unknown): Promise<unknown> {
  const promise = newCapability()
  resolve(value)
  return promise
}

/** An async function that cannot suspend has thrown. */
export function rejected(error: unknown): Promise<unknown> {
  const promise = newCapability()
  reject(error)
  return promise
}
