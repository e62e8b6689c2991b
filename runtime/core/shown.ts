import { nativePromise } from '../hosts/native.js'
import { PENDING, RESULT } from './states.js'

/** Node's console shows of our objects what they are, not what is in them: `show` gives a text, or what stands for it. */
export function showAs(prototype: object, show: (this: Outcome) => unknown): void {
  if (typeof Symbol === 'function' && Symbol['for'])
    (prototype as Record<symbol, unknown>)[Symbol['for']('nodejs.util.inspect.custom')] = show
}

interface Outcome {
  _state: number
  _value: unknown
}

/** A future is shown as the promise that has come as far. */
export function asPromise(this: Outcome): unknown {
  const Promise = nativePromise!
  if (this._state === RESULT) return Promise.resolve(this._value)
  if (this._state <= PENDING) return new Promise(nothing)
  const failed = Promise.reject(this._value)
  failed.then(nothing, nothing)
  return failed
}

function nothing(): void {}
