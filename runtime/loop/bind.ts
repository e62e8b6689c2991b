import { RuntimeError } from '../core/errors.js'
import { Future } from '../core/future.js'
import { enter, loop, type LoopState } from '../core/running.js'
import { PENDING } from '../core/states.js'
import { Task } from '../core/task.js'

/**
 * Futures know their loop as soon as there are several: made by a loop, or
 * awaited for the first time, they are its own.
 *
 * Law: who waits is woken on the loop it runs on, whoever brings the result.
 * Programs with one loop carry nothing of this.
 */
export function bindToLoops(): void {
  const methods = Task.prototype
  const { wait } = methods
  if (bound) return
  bound = true

  methods.wait = function (value, at) {
    if (value instanceof Future && value._state === PENDING) {
      const own = (value as Bound)._loop
      if (own === void 0) bindTo(value as Future<unknown>, loop)
      else if (own !== loop) {
        throw new RuntimeError('This future belongs to another loop. Await it in a task of that loop.')
      }
    }
    return wait.call(this, value, at)
  }
  atHome(Future.prototype, 'setResult')
  atHome(Future.prototype, 'setException')
  atHome(Future.prototype, 'cancel')
}

let bound = false

interface Bound {
  _loop?: LoopState
}

export function bindTo(future: Future<unknown>, state: LoopState): void {
  ;(future as Bound)._loop = state
}

/** The method wakes those who wait on the future's own loop. */
function atHome(methods: Future<unknown>, name: 'setResult' | 'setException' | 'cancel'): void {
  const method = methods[name] as (argument: unknown) => never
  methods[name] = function (this: Future<unknown> & Bound, argument: unknown): never {
    const own = this._loop
    if (own === void 0 || own === loop) return method.call(this, argument)
    const before = enter(own)
    try {
      return method.call(this, argument)
    } finally {
      enter(before)
    }
  }
}
