import { RuntimeError } from './errors.js'
import { loop, track } from './running.js'

/**
 * Values that travel with a task: asyncio's `ContextVar`.
 *
 * A context is a list that is never changed, with one entry for each variable;
 * a task points at the head it was born with, so that to inherit is to copy
 * one pointer.
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
    const entry = entryOf(this)
    return entry === null ? this._default : (entry.value as T)
  }

  /** Seen by this task and by those it starts from now on. Gives back a token for `reset`. */
  set(value: T): Token<T> {
    const before = entryOf(this)
    loop._context = { variable: this as ContextVar<unknown>, value, before: without(this) }
    return { variable: this, before, used: false }
  }

  /** Has again the value it had before the `set` that gave this token, or none. Other variables keep theirs. */
  reset(token: Token<T>): void {
    if (token.variable !== this) throw new RangeError('This token is of another ContextVar, not of ' + this.name + '.')
    if (token.used) throw new RuntimeError('This token was used before. Each set() gives one for one reset().')
    token.used = true
    const { before } = token
    if (before === null) loop._context = without(this)
    else this.set(before.value as T)
  }
}

/** What `set` gives, to be used once. */
export interface Token<T> {
  /** @internal */
  readonly variable: ContextVar<T>
  /** @internal */
  readonly before: Context | null
  /** @internal */
  used: boolean
}

function entryOf(variable: ContextVar<any>): Context | null {
  let entry = loop._context
  while (entry !== null && entry.variable !== variable) entry = entry.before
  return entry
}

/** The context without the variable, so that it stays as long as there are variables. */
function without(variable: ContextVar<any>): Context | null {
  const kept: Context[] = []
  let entry = loop._context
  for (; entry !== null && entry.variable !== variable; entry = entry.before) kept.push(entry)
  if (entry === null) return loop._context
  let context = entry.before
  for (let i = kept.length; i-- > 0;) context = { variable: kept[i].variable, value: kept[i].value, before: context }
  return context
}
