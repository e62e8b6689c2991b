import { loop, track } from './running.js'

/**
 * Values that travel with a task: asyncio's `ContextVar`.
 *
 * A context is a list that only ever grows at its head; a task points at the
 * head it was born with, so that to inherit is to copy one pointer.
 */
export interface Context {
  readonly variable: ContextVar<unknown>
  readonly value: unknown
  readonly before: Context | null
}

/** A value that goes along with tasks: what a task sets, it and the tasks it starts see. Python's `ContextVar`. */
export class ContextVar<T> {
  readonly name: string
  private readonly _default: T | undefined

  constructor(name: string, value?: T) {
    track()
    this.name = name
    this._default = value
  }

  /** Its value here, else the default. */
  get(): T | undefined {
    for (let entry = loop._context; entry !== null; entry = entry.before) {
      if (entry.variable === (this as ContextVar<unknown>)) return entry.value as T
    }
    return this._default
  }

  /** Seen by this task and by those it starts from now on. Gives back a token for `reset`. */
  set(value: T): Context | null {
    const before = loop._context
    loop._context = { variable: this as ContextVar<unknown>, value, before }
    return before
  }

  /** The context as it was before the `set` that gave this token. */
  reset(token: Context | null): void {
    loop._context = token
  }
}
