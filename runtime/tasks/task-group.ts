/// <reference lib="esnext.disposable" preserve="true" />
import { CancelledError, RuntimeError } from '../core/errors.js'
import { Future, listen, seen, settle } from '../core/future.js'
import { CANCELLED, FAILED, PENDING, RESULT, SEEN } from '../core/states.js'
import type { Task } from '../core/task.js'
import { begin, CancelScope, include, type ScopeOptions } from './cancel-scope.js'
import { createTask, type TaskOptions, type Work } from './create-task.js'
import { ExceptionGroup } from './exception-group.js'
import { Joint, type JointOwner } from './joint.js'
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
export class TaskGroup implements JointOwner {
  declare _scope: CancelScope
  /** Null before the group has begun. */
  declare _joint: Joint | null
  declare _errors: unknown[]
  /** After an error: no more tasks are taken. */
  declare _aborting: boolean
  declare _body: Future<unknown> | null
  /** The body has ended by a cancel that is neither the group's nor from outside. */
  declare _broken: boolean
  /** Of `await using`: the rest of the block. */
  declare _block: Block | null

  constructor(options?: ScopeOptions) {
    this._scope = new CancelScope(options)
    this._joint = this._body = this._block = null
    this._errors = []
    this._aborting = this._broken = false
  }

  run<T>(body: (group: TaskGroup) => T | PromiseLike<T>): Future<T> {
    const joint = (this._joint = new Joint(this._scope, this))
    this._begin(begin(this._scope, () => body(this)) as Future<unknown>)
    return joint.result as Future<T>
  }

  /** @internal */
  _enter(frame: unknown): void {
    this._block = enterBlock(this._scope, frame)
    this._joint = new Joint(this._scope, this)
    include(this._scope, this._block.body)
    this._begin(this._block.body)
  }

  /** @internal */
  _leave(failed: boolean, error: unknown): Future<unknown> {
    return this._block!.leave(this._joint!.result, failed, error)
  }

  private _begin(body: Future<unknown>): void {
    this._body = body
    watch(this, body)
  }

  /** A task of the group. It starts in the next turn. */
  createTask<T>(work: Work<T>, options?: TaskOptions): Task<T> {
    if (this._joint === null) throw new RuntimeError('This TaskGroup has not begun. Create tasks inside its body.')
    if (this._joint.result._state !== PENDING) {
      throw new RuntimeError('This TaskGroup is over. Create tasks before its body ends.')
    }
    if (this._aborting || this._joint.cancelled())
      throw new RuntimeError('This TaskGroup is shutting down and takes no more tasks.')
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

  /** @internal */
  _ended(): void {
    const joint = this._joint!
    const body = this._body!
    if (this._errors.length > 0) {
      joint.settle(FAILED, new ExceptionGroup('Unhandled errors in a TaskGroup', this._errors))
    } else if (joint.stopped()) joint.settleStopped()
    else if (body._state === RESULT) joint.settle(RESULT, body._value)
    else if (this._scope.cancelled() && !this._broken) joint.settle(RESULT, void 0)
    else settle(joint.result, CANCELLED, body._value || new CancelledError())
  }
}

holdable(TaskGroup.prototype)

/** `await using group = new TaskGroup()`: the rest of the block is its body. */
export interface TaskGroup extends AsyncDisposable {}

/** Counts `work` in until it ends. */
function watch(group: TaskGroup, work: Future<unknown>): void {
  group._joint!.watch(work, () => {
    if (seen(work) === SEEN) {
      group._errors.push(work._value)
      group._aborting = true
      group._scope.cancel('An error in the task group.')
    } else if (work === group._body && work._state === CANCELLED && !group._scope.cancelled()) {
      group._broken = group._aborting = true
      group._scope.cancel('The body of the task group was cancelled.')
    }
  })
}
