import { ReturnSignal } from '../core/signal.js'
import type { Held } from '../tasks/scope-block.js'
import { isObject } from './define.js'
import type { Method } from './iterator.js'
import { asyncDisposeSymbol, disposeSymbol } from './symbols.js'

/**
 * The resources of one scope with `using` or `await using`.
 *
 * At the scope's end emitted code calls `fail` if the body threw, then
 * `dispose()`. With `await using`: `step()` as long as it gives true, awaiting
 * `pending` each time (a rejection goes to `fail`), then `finish()`.
 *
 * A scope of the runtime (tasks/scope-block.ts) is told of its beginning and
 * takes the error of the block over.
 */
export interface Disposables {
  /** What has to be awaited next. */
  pending: unknown
  use<T>(value: T): T
  useAsync<T>(value: T): T
  /** An error of the body or of a disposer. A ReturnSignal only counts when no error comes. */
  fail(error: unknown): void
  dispose(): void
  step(): boolean
  finish(): void
}

export function disposables(frame?: unknown): Disposables {
  return new Stack(frame)
}

/** The disposer of a scope. */
interface Holding {
  held?: boolean
}

interface Resource {
  value: unknown
  method: Method | null
  async: boolean
}

class Stack implements Disposables {
  declare _resources: Resource[]
  declare pending: unknown
  /** A generator was asked to return while the scope was open. */
  declare _signal: ReturnSignal | null
  declare _failed: boolean
  declare _error: unknown
  /** A null `await using` has still to be awaited once. */
  declare _owes: boolean
  declare _awaited: boolean
  declare _frame: unknown

  constructor(frame: unknown) {
    this._resources = []
    this.pending = void 0
    this._signal = null
    this._failed = false
    this._error = void 0
    this._owes = false
    this._awaited = false
    this._frame = frame
  }

  use<T>(value: T): T {
    if (value !== null && value !== void 0) {
      this._resources.push({ value, method: methodOf(value, disposeSymbol), async: false })
    }
    return value
  }

  useAsync<T>(value: T): T {
    let method: Method | null = null
    if (value !== null && value !== void 0) {
      // Read once, as every method of a protocol.
      method = read(value, asyncDisposeSymbol)
      if (method === null) {
        // A sync disposer's result is not awaited, only the turn is.
        const sync = methodOf(value, disposeSymbol)
        method = function (this: unknown) {
          sync.call(this)
        }
      } else if ((method as Holding).held) {
        const scope = value as unknown as Held
        scope._enter(this._frame)
        method = () => this._leave(scope)
      }
    }
    this._resources.push({ value, method, async: true })
    return value
  }

  fail(error: unknown): void {
    if (error instanceof ReturnSignal) this._signal = error
    else {
      this._error = this._failed ? suppressed(error, this._error) : error
      this._failed = true
    }
  }

  dispose(): void {
    while (this.step());
    this.finish()
  }

  step(): boolean {
    for (;;) {
      const resource = this._resources.pop()
      if (resource === void 0) return this._owes && !this._awaited && this._pay()
      if (!resource.async && this._owes && !this._awaited) {
        this._resources.push(resource)
        return this._pay()
      }
      if (resource.method === null) {
        this._owes = true
        continue
      }
      try {
        const result = resource.method.call(resource.value)
        if (resource.async) {
          this._awaited = true
          this.pending = result
          return true
        }
      } catch (error) {
        this.fail(error)
      }
    }
  }

  finish(): void {
    if (this._failed) throw this._error
    if (this._signal !== null) throw this._signal
  }

  /** What becomes of the error of the block is for the scope to say. */
  _leave(scope: Held): unknown {
    const failed = this._failed
    this._failed = false
    return scope._leave(failed, this._error)
  }

  /** One await for the nulls among `await using`. */
  _pay(): true {
    this._owes = false
    this.pending = void 0
    return true
  }
}

function methodOf(value: unknown, symbol: string): Method {
  const method = read(value, symbol)
  if (method === null) throw undisposable()
  return method
}

/** ECMAScript's GetMethod; null for none. */
function read(value: unknown, symbol: string): Method | null {
  if (!isObject(value)) throw undisposable()
  const method = (value as Record<string, unknown>)[symbol]
  if (method === null || method === void 0) return null
  if (typeof method !== 'function') throw undisposable()
  return method as Method
}

function undisposable(): TypeError {
  return new TypeError('The resource of `using` cannot be disposed of.')
}

declare const SuppressedError: (new (error: unknown, suppressed: unknown, message: string) => Error) | undefined

export function suppressed(error: unknown, before: unknown): Error {
  const message = 'An error was suppressed during disposal.'
  if (typeof SuppressedError === 'function') return new SuppressedError(error, before, message)
  const both = new Error(message) as Error & { error: unknown; suppressed: unknown }
  both.name = 'SuppressedError'
  both.error = error
  both.suppressed = before
  return both
}
