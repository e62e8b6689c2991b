import { callerOf, noteCaller, tellCallers, type Call } from '../core/located.js'
import type { Step } from '../core/frame-state.js'
import { RESULT } from '../core/states.js'
import { nativePromise } from '../hosts/native.js'
import { PromiseFrame16 } from './promise-16.js'
import type { OwnPromise } from './promise.js'
import { drivePromise, PromiseFrame4, startPromise, type PromiseFrame } from './promise-driver.js'

/**
 * Profile `promise` in debug builds: a call knows its promise, so that an error is told who awaits
 * it, through promises of the engine and ours. What `then` makes of one is where it ends.
 */
export function locatedPromise(step: Step, ...slots: unknown[]): Promise<unknown> {
  const frame = new PromiseFrame16(step, ...slots) as LocatedFrame
  if (!frame._caller) hook()
  return (frame._promise = startPromise(frame, step))
}

type LocatedFrame = PromiseFrame & Call & { _promise?: unknown }

function hook(): void {
  const methods = PromiseFrame4.prototype as LocatedFrame
  const { wait, _run, _finish, _fail } = methods

  methods._caller = function (this: LocatedFrame) {
    const promise = (this._head ? this._head.answer.promise : this._promise) as OwnPromise | undefined
    if (!promise) return null
    const first = promise._waiter ? promise._waiter._next : null
    return first && 'step' in first ? (first as LocatedFrame) : callerOf(promise)
  }
  methods.wait = function (this: LocatedFrame, value, at) {
    noteCaller(value, this)
    if (nativePromise !== null && this._onError === null) {
      this._onValue = (value) => {
        this.sent = value
        drivePromise(this, this.at, false, void 0)
      }
      this._onError = (error) => {
        tellCallers(error, this)
        drivePromise(this, this.at, true, error)
      }
    }
    return wait.call(this, value, at)
  }
  methods._run = function (this: LocatedFrame) {
    const awaited = this._awaits
    if (awaited !== null && awaited._state > RESULT) tellCallers(awaited._value, this)
    _run.call(this)
  }
  methods._finish = function (this: LocatedFrame, value) {
    // `return promise`: who awaits the call awaits that.
    noteCaller(value, { step: this.step, at: this.at, _caller: () => this._caller!() })
    _finish.call(this, value)
  }
  methods._fail = function (this: LocatedFrame, error) {
    tellCallers(error, this._caller!())
    _fail.call(this, error)
  }
}
