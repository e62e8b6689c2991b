import { isCancel } from '../core/errors.js'

/**
 * Is this the error that tells a task of its cancel? A `catch` that mentions
 * this name, or CancelledError, decides itself whether the cancel goes on.
 */
export function isCancelled(error: unknown): boolean {
  return isCancel(error)
}
