import type { Context } from '../core/context.js'
import { SCOPE } from '../core/context-keys.js'
import { CancelledError } from '../core/errors.js'
import { loop, track } from '../core/running.js'
import { inwards, Task } from '../core/task.js'
import type { CancelScope } from '../tasks/cancel-scope.js'
import { newController, type Controller } from './abort-controller.js'

track()

/**
 * An AbortSignal for what is called here: aborted when the call, or the scope,
 * that this code is part of is cancelled. It goes with them, so that no
 * listeners pile up.
 */
export function currentSignal(): AbortSignal {
  const task = loop._task as Listening | null
  const scope = scopeOf(loop._context)
  // Called as the body of a scope, and not as an async function of its own.
  if (scope !== null && (task === null || scopeOf(task._context) !== scope)) return signalOf(scope)
  if (task === null) return newController().signal
  return (task._controller || (task._controller = newController())).signal
}

/** The innermost scope. */
function scopeOf(context: Context | null): CancelScope | null {
  let entry = context
  while (entry !== null && (entry.variable as unknown) !== SCOPE) entry = entry.before
  return entry && (entry.value as CancelScope)
}

/** The signal of a scope. */
function signalOf(scope: CancelScope & { _controller?: Controller }): AbortSignal {
  if (!scope._controller) {
    const controller = (scope._controller = newController())
    if (scope._cancelled) abort(controller, scope._reason)
    else scope._onCancel.push((reason) => abort(controller, reason))
  }
  return scope._controller.signal
}

function abort(controller: Controller, reason: unknown): void {
  controller.abort(new CancelledError(reason))
}

interface Listening extends Task {
  _controller?: Controller
}

const cancel = Task.prototype.cancel

// All that a cancel reaches on its way inwards is told, after it has taken place.
Task.prototype.cancel = function (reason) {
  const reached = inwards(this)
  const cancelled = cancel.call(this, reason)
  for (let i = 0; i < reached.length; i++) {
    const { _controller } = reached[i] as Listening
    if (_controller) abort(_controller, reason)
  }
  return cancelled
}
