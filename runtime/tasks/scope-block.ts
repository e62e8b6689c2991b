import { isCancel, RuntimeError } from '../core/errors.js'
import type { Context } from '../core/context.js'
import { SCOPE } from '../core/context-keys.js'
import { fail, Future, settle } from '../core/future.js'
import { loop, tracking } from '../core/running.js'
import { RESULT } from '../core/states.js'
import { Task } from '../core/task.js'
import { asyncDisposeSymbol } from '../compat/symbols.js'
import type { CancelScope } from './cancel-scope.js'
import { release } from './level-cancel.js'

/**
 * A scope as a resource, `await using group = new TaskGroup()`: the rest of the block is its body, run by the frame
 * that holds it.
 *
 * Law: what the scope has cancelled in the frame ends with the block; a cancel from outside goes on.
 */
export interface Block {
  /** Pending as long as the block runs; a cancel of it is one of the frame. */
  body: Future<unknown>
  leave(result: Future<unknown>, failed: boolean, error: unknown): Future<unknown>
}

export function enterBlock(scope: CancelScope, frame: unknown): Block {
  if (!(frame instanceof Task) || '_body' in frame) {
    throw new RuntimeError('Only an async function of the profile task holds a scope open. Use its callback form here.')
  }
  const before = frame.cancelling()
  let left = false
  const body = new Future<unknown>({
    onCancel(reason) {
      if (!left) frame.cancel(reason)
      return true
    },
  })
  if (tracking) loop._context = { variable: SCOPE, value: scope, before: loop._context } as unknown as Context
  return {
    body,
    leave(result, failed, error) {
      left = true
      release(frame, scope)
      if (tracking) loop._context = outside(loop._context, scope)
      if (failed && frame.cancelling() > before) result.cancel(isCancel(error) ? (error as Error).cause : void 0)
      if (failed) fail(body, error)
      else settle(body, RESULT, void 0)
      return result
    },
  }
}

/** The context without the scope; what was set inside of it stays. */
function outside(context: Context | null, scope: CancelScope): Context | null {
  if (context === null) return null
  if (context.value === scope) return context.before
  return { variable: context.variable, value: context.value, before: outside(context.before, scope) }
}

/** A resource that is told how its block ends, by `compat/disposables.ts`. */
export interface Held {
  _enter(frame: unknown): void
  _leave(failed: boolean, error: unknown): Future<unknown>
}

/** Makes `await using` hold the scopes of a class open. */
export function holdable(methods: Held): void {
  const dispose = function (): never {
    throw new RuntimeError('A scope in `await using` needs a file that is compiled. Use its callback form here.')
  }
  dispose.held = true
  ;(methods as unknown as Record<string, unknown>)[asyncDisposeSymbol] = dispose
}
