import { performThen, type NativePromise } from '../hosts/native.js'
import { CancelledError } from './errors.js'
import { push, turn, turnOf } from './loop.js'
import { enqueue, type Runnable } from './ready.js'
import { loop, type LoopState } from './running.js'
import { CANCELLED, FAILED, PENDING, RESULT } from './states.js'

/**
 * A task's wait for promises of the engine: made at its first, used for all.
 *
 * To the task it looks like a future. A cancel leaves the promise at once, and
 * this with it: what comes late finds nobody.
 */
export class ForeignWait {
  declare _state: number
  declare _value: unknown
  declare _reclaim: null
  declare _task: Runnable & { _foreign: ForeignWait | null }
  declare _onValue: (value: unknown) => void
  declare _onError: (error: unknown) => void

  constructor(task: Runnable & { _foreign: ForeignWait | null }) {
    const state = loop
    this._state = PENDING
    this._value = void 0
    this._reclaim = null
    this._task = task
    this._onValue = (value) => arrive(this, RESULT, value, state)
    this._onError = (error) => arrive(this, FAILED, error, state)
  }

  cancel(reason: unknown): boolean {
    this._state = CANCELLED
    this._value = new CancelledError(reason)
    this._task._foreign = null
    push(this._task)
    return true
  }
}

export function awaitNative(wait: ForeignWait, promise: NativePromise): void {
  wait._state = PENDING
  performThen(promise, wait._onValue, wait._onError)
}

function arrive(wait: ForeignWait, outcome: number, value: unknown, state: LoopState): void {
  if (wait._state !== PENDING) return
  wait._state = outcome
  wait._value = value
  // A job of the engine: nobody is below us on the stack, so a loop that sleeps can run at once.
  if (!state._awake && !state._host.isGuest) {
    turn(state, -1, wait._task)
    return
  }
  enqueue(state, wait._task)
  if (!state._awake) {
    state._awake = true
    state._host.soon(turnOf(state))
  }
}
