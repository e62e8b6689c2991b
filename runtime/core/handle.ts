import { callExceptionHandler, push } from './loop.js'
import type { Context } from './context.js'
import type { Runnable } from './ready.js'
import { loop, tracking } from './running.js'

/**
 * A callback the loop will call once, unless it is cancelled first.
 *
 * `_callback` is null once it was cancelled, and `over` once it ran.
 */
export class Handle implements Runnable {
  declare _next: Runnable | null
  declare _callback: ((argument: never) => unknown) | null
  declare _argument: unknown
  /** What was current when it was made; only where somebody asks for contexts. */
  declare _context?: Context | null

  constructor(callback: (argument: never) => unknown, argument?: unknown) {
    this._next = null
    this._callback = callback
    this._argument = argument
    if (tracking) this._context = loop._context
  }

  /** It will not be called. */
  cancel(): void {
    this._callback = null
  }

  /** Was it taken back? */
  cancelled(): boolean {
    return this._callback === null
  }

  /** @internal */
  _run(): void {
    call(this)
  }
}

/** Calls `callback(argument)` in the loop's next turn. */
export function callSoon<A>(callback: (argument: A) => unknown, argument?: A): Handle {
  const handle = new Handle(callback as (argument: never) => unknown, argument)
  push(handle)
  return handle
}

function over(): void {}

/** Calls what a handle or a timer holds; its failure goes to the exception handler. */
export function call(handle: Pick<Handle, '_callback' | '_argument' | '_context'>): void {
  const callback = handle._callback as ((argument: unknown) => unknown) | null
  if (callback === null) return
  const state = loop
  const outer = state._context
  handle._callback = over
  if (tracking) state._context = handle._context || null
  try {
    callback(handle._argument)
  } catch (error) {
    callExceptionHandler({ message: 'A callback failed.', error })
  }
  if (tracking) state._context = outer
}
