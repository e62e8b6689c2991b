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
  const context = loop._context
  const task = loop._task as Listening | null
  const isBody = context !== null && (context.variable as unknown) === SCOPE
  // Called as the body of a scope, and not as an async function of its own.
  if (isBody && (task === null || task._context !== context)) return signalOf(context.value as CancelScope)
  if (task === null) return newController().signal
  return (task._controller || (task._controller = newController())).signal
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
