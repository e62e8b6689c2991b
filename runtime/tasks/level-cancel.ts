import { CancelledError } from '../core/errors.js'
import { Future } from '../core/future.js'
import type { TaskSet } from '../core/running.js'
import { CANCELLED, PENDING } from '../core/states.js'
import { inwards, Task } from '../core/task.js'
import { callLater, type Timer } from '../core/timers.js'
import { ENDED } from './scope-states.js'

/**
 * A cancel that stays: once a scope is cancelled, each await inside of it
 * throws, until the scope ends.
 *
 * A task remembers each scope whose cancel has reached it in a mark, and the
 * mark where the throw has led: awaits of that handler are cleanup and work.
 */
export interface Leveled {
  readonly grace: number
  readonly _work: TaskSet<Future<unknown>>
  readonly _state: number
  readonly _cancelled: boolean
  readonly _reason: unknown
  _hard: boolean
  _timer: Timer | null
}

/** The scope whose cancel is on its way inwards just now. */
export let delivering: Leveled | null = null

/** Cancels what runs in the scope, and once more without regard for cleanup when the grace is over. */
export function deliver(scope: Leveled): void {
  const outer = delivering
  const work = scope._work.pending()
  delivering = scope
  try {
    for (let i = 0; i < work.length; i++) work[i].cancel(scope._reason)
  } finally {
    delivering = outer
  }
  if (scope._timer === null && work.length > 0 && scope.grace < Infinity) {
    scope._timer = callLater(scope.grace, () => {
      scope._hard = true
      deliver(scope)
    })
  }
}

/** That a task was reached by the cancel of a scope. */
interface Mark {
  scope: Leveled
  /** What it waited for then. Cancelled, it has thrown the cancel into the task. */
  awaited: { _state: number } | null
  /** The cancel was, or is just about to be, thrown into the task. */
  thrown: boolean
  /** The handler the task had then: where a throw has led it. */
  handler: number
  /** How many of the task's cancels are the scope's. */
  cancels: number
  next: Mark | null
}

interface Marked extends Task {
  _mark?: Mark | null
}

const cancel = Task.prototype.cancel

// A cancel goes inwards along the awaits; so the tasks are known that have to throw again. It hooks in
// from here, so that programs without scopes carry nothing of it.
Task.prototype.cancel = function (reason) {
  if (delivering !== null) {
    const reached = inwards(this)
    for (let i = 0; i < reached.length; i++) mark(reached[i], delivering).cancels++
  }
  return cancel.call(this, reason)
}

function mark(task: Marked, scope: Leveled): Mark {
  const awaited = task._awaits
  let known = task._mark || null
  while (known !== null && known.scope !== scope) known = known.next
  if (known === null) {
    known = { scope, awaited: null, thrown: false, handler: 0, cancels: 0, next: task._mark || null }
    task._mark = known
    task.wait = waitAgain
  }
  known.awaited = awaited
  known.thrown = awaited === null ? task.at >= 0 : awaited._state !== PENDING
  known.handler = task.handler
  return known
}

/** The frame leaves the scope: it has nothing to do with its cancels any more. */
export function release(task: Marked, scope: Leveled): void {
  let before: Mark | null = null
  for (let it = task._mark || null; it !== null; it = it.next) {
    if (it.scope === scope) {
      if (before === null) task._mark = it.next
      else before.next = it.next
      for (let left = it.cancels; left > 0; left--) task.uncancel()
    } else before = it
  }
}

/** `wait` of a task that the cancel of a scope has reached. */
function waitAgain(this: Marked, value: unknown, at: number): boolean {
  let scope: Leveled | null = null
  let before: Mark | null = null
  for (let it = this._mark || null; it !== null; it = it.next) {
    if (it.scope._state === ENDED) {
      if (before === null) this._mark = it.next
      else before.next = it.next
    } else {
      before = it
      if (it.scope._hard || !cleans(this, it, at)) scope = it.scope
    }
  }
  const suspended = Task.prototype.wait.call(this, value, at)
  if (scope === null) return suspended
  if (!suspended) {
    if (value instanceof Future && value._reclaim && value._reclaim(this.sent) === true) return false
    mark(this, scope)
    throw new CancelledError(scope._reason)
  }
  const outer = delivering
  delivering = scope
  try {
    this.cancel(scope._reason)
  } finally {
    delivering = outer
  }
  return true
}

/**
 * Is the task in the handler that the cancel has led it into? It has left it
 * when it awaits something that stands before that handler, or under it once more.
 */
function cleans(task: Task, mark: Mark, at: number): boolean {
  if (mark.awaited !== null && mark.awaited._state === CANCELLED) mark.thrown = true
  if (mark.thrown && at > 0 && (at < mark.handler || task.handler === mark.handler)) {
    mark.thrown = false
    mark.awaited = null
  }
  return mark.thrown
}
