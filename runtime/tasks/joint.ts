import { CancelledError } from '../core/errors.js'
import { Future, listen, settle } from '../core/future.js'
import { kept } from '../core/kept.js'
import { CANCELLED, PENDING } from '../core/states.js'
import { onBehalf } from './awaited-by.js'
import { cancelFromOutside, type CancelScope, close, isOver, open } from './cancel-scope.js'
import { thenCancel, type Cancel } from './late-cancel.js'

/** What a joint tells its owner. */
export interface JointOwner {
  /** The first cancel from outside, while the outcome is open. */
  _stopped?(): void
  /** All work has ended: time to call `settle`, if there was no such cancel. */
  _ended(): void
}

/**
 * Several pieces of work in one scope, and the one result that is known when
 * the last of them has ended: what task groups and races have in common.
 *
 * Law: a cancel from outside takes place once. While the outcome is open it
 * ends the result; when the outcome is known it comes after the result.
 */
export class Joint {
  declare scope: CancelScope
  declare result: Future<unknown>
  /** The outcome is known; what runs still is only waited for. */
  declare decided: boolean
  declare _owner: JointOwner
  declare _left: number
  declare _cancel: Cancel | null
  /** The cancel came when the outcome was known. */
  declare _late: boolean

  constructor(scope: CancelScope, owner: JointOwner) {
    open(scope)
    this.scope = scope
    this.decided = this._late = false
    this._owner = owner
    this._left = 0
    this._cancel = null
    this.result = new Future<unknown>({
      onCancel: (reason) => {
        const first = this._cancel === null
        this._cancel = { reason }
        if (first) {
          this._late = this.decided || isOver(scope)
          if (!this._late && owner._stopped) owner._stopped()
        }
        cancelFromOutside(scope, reason)
        return true
      },
      reclaim: kept,
    })
  }

  /** There was a cancel from outside. */
  cancelled(): boolean {
    return this._cancel !== null
  }

  /** It came in time: there is no outcome but this. */
  stopped(): boolean {
    return this._cancel !== null && !this._late
  }

  /** Calls `ended(work)` when the work has; the last one ends the joint. */
  watch<T>(work: Future<T>, ended: (work: Future<T>) => void): void {
    this._left++
    const handle = listen(work as Future<unknown>, () => {
      this._left--
      ended(work)
      if (this._left === 0) this.end()
    })
    onBehalf(handle, this.result)
  }

  end(): void {
    close(this.scope)
    if (this.result._state === PENDING) this._owner._ended()
  }

  settle(state: number, value: unknown): void {
    thenCancel(this.result, this._cancel, () => settle(this.result, state, value))
  }

  settleStopped(): void {
    settle(this.result, CANCELLED, new CancelledError(this._cancel!.reason))
  }
}
