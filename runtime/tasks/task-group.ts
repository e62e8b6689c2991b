/// <reference lib="esnext.disposable" preserve="true" />
import { CancelledError, RuntimeError } from '../core/errors.js'
import { Future, listen, seen, settle } from '../core/future.js'
import { CANCELLED, FAILED, PENDING, RESULT, SEEN } from '../core/states.js'
import type { Task } from '../core/task.js'
import { onBehalf } from './awaited-by.js'
import {
  begin,
  cancelFromOutside,
  CancelScope,
  close,
  include,
  isKept,
  isOver,
  open,
  settleCancelled,
  settleThenCancel,
  type ScopeOptions,
} from './cancel-scope.js'
import { createTask, type TaskOptions, type Work } from './create-task.js'
import { ExceptionGroup } from './exception-group.js'
import { enterBlock, holdable, type Block } from './scope-block.js'

/**
 * Calls `body(group)`; done when the body and all tasks of the group are.
 *
 * The first error cancels everything else in the group; what has failed is
 * thrown as one ExceptionGroup. Nothing that was started in here outlives it.
 */
export function taskGroup<T>(body: (group: TaskGroup) => T | PromiseLike<T>, options?: ScopeOptions): Future<T> {
  return new TaskGroup(options).run(body)
}

/** What the body of a `taskGroup` is handed: asyncio's `TaskGroup`, without its `async with`. */
export class TaskGroup {
  declare _scope: CancelScope
  declare _errors: unknown[]
  /** Tasks that have not ended, the body among them. */
  declare _left: number
  /** An error, or a cancel from outside: no more tasks are taken. */
  declare _aborting: boolean
  declare _result: Future<unknown> | null
  declare _outside: { reason: unknown } | null
  /** The cancel from outside came when all had ended. */
  declare _late: boolean
  declare _body: Future<unknown> | null
  /** The body has ended by a cancel that is neither the group's nor from outside. */
  declare _broken: boolean
  /** Of `await using`: the rest of the block. */
  declare _block: Block | null

  constructor(options?: ScopeOptions) {
    this._scope = new CancelScope(options)
    this._errors = []
    this._left = 0
    this._aborting = false
    this._result = null
    this._outside = null
    this._late = false
    this._body = this._block = null
    this._broken = false
  }

  run<T>(body: (group: TaskGroup) => T | PromiseLike<T>): Future<T> {
    const result = this._open()
    this._begin(begin(this._scope, () => body(this)) as Future<unknown>)
    return result as Future<T>
  }

  /** @internal */
  _enter(frame: unknown): void {
    this._block = enterBlock(this._scope, frame)
    this._open()
    include(this._scope, this._block.body)
    this._begin(this._block.body)
  }

  /** @internal */
  _leave(failed: boolean, error: unknown): Future<unknown> {
    return this._block!.leave(this._result!, failed, error)
  }

  private _begin(body: Future<unknown>): void {
    this._body = body
    watch(this, body)
  }

  private _open(): Future<unknown> {
    open(this._scope)
    return (this._result = new Future<unknown>({
      onCancel: (reason) => {
        this._outside = { reason }
        this._late = isOver(this._scope)
        this._aborting = true
        cancelFromOutside(this._scope, reason)
        return true
      },
      reclaim: isKept,
    }))
  }

  /** A task of the group. It starts in the next turn. */
  createTask<T>(work: Work<T>, options?: TaskOptions): Task<T> {
    if (this._result === null) throw new RuntimeError('This TaskGroup has not begun. Create tasks inside its body.')
    if (this._result._state !== PENDING) {
      throw new RuntimeError('This TaskGroup is over. Create tasks before its body ends.')
    }
    if (this._aborting) throw new RuntimeError('This TaskGroup is shutting down and takes no more tasks.')
    const task = createTask(work, options)
    if (task._state !== RESULT) {
      include(this._scope, task)
      watch(this, task as Future<unknown>)
    }
    return task
  }

  /** Starts a task, and is done with what the task hands to `ready`, as soon as it does. */
  start<T>(work: (ready: (value: T) => void) => unknown, options?: TaskOptions): Future<T> {
    const value = new Future<T>({
      onCancel(reason) {
        task.cancel(reason)
      },
    })
    const task = this.createTask(
      () =>
        work((given) => {
          if (!value.done()) value.setResult(given)
        }),
      options,
    )
    listen(task as Future<unknown>, () => {
      if (value.done()) return
      if (task._state === RESULT) value.setException(new RuntimeError('The task ended without calling ready().'))
      else value.cancel('The task failed before it was ready.')
    })
    return value
  }

  /** Cancels what runs in the group. The group then ends without an error. */
  cancel(reason?: unknown): boolean {
    return this._scope.cancel(reason)
  }
}

holdable(TaskGroup.prototype)

/** `await using group = new TaskGroup()`: the rest of the block is its body. */
export interface TaskGroup extends AsyncDisposable {}

/** Counts `work` in until it ends. */
function watch(group: TaskGroup, work: Future<unknown>): void {
  group._left++
  const handle = listen(work, () => {
    if (seen(work) === SEEN) {
      group._errors.push(work._value)
      group._aborting = true
      group._scope.cancel('An error in the task group.')
    } else if (work === group._body && work._state === CANCELLED && !group._scope.cancelled()) {
      group._broken = group._aborting = true
      group._scope.cancel('The body of the task group was cancelled.')
    }
    if (--group._left === 0) finish(group)
  })
  onBehalf(handle, group._result!)
}

function finish(group: TaskGroup): void {
  const result = group._result!
  const body = group._body!
  const outside = group._outside
  const scope = group._scope
  close(scope)
  if (group._errors.length > 0) {
    const error = new ExceptionGroup('Unhandled errors in a TaskGroup', group._errors)
    settleThenCancel(result, FAILED, error, outside)
  } else if (outside !== null && !group._late) settleCancelled(result, outside.reason)
  else if (body._state === RESULT) settleThenCancel(result, RESULT, body._value, outside)
  else if (scope.cancelled() && !group._broken) settleThenCancel(result, RESULT, void 0, outside)
  else settle(result, CANCELLED, body._value || new CancelledError())
}
