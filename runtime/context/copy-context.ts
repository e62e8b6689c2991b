import type { Context, ContextVar } from '../core/context.js'
import { CURRENT, SCOPE } from '../core/context-keys.js'
import { loop, track } from '../core/running.js'

track()

/** The values of all context variables as they are now: asyncio's `copy_context`. */
export function copyContext(): ContextCopy {
  return new ContextCopy(valuesOf(loop._context))
}

/** What `run` sets inside stays in the copy, and is there again at its next `run`. */
export class ContextCopy {
  /** @internal */
  declare _context: Context | null

  constructor(context: Context | null) {
    this._context = context
  }

  get<T>(variable: ContextVar<T>): T | undefined {
    return this.run(() => variable.get())
  }

  run<T>(action: () => T): T {
    const state = loop
    const outer = state._context
    state._context = this._context
    try {
      return action()
    } finally {
      this._context = valuesOf(state._context)
      state._context = outer
    }
  }
}

/** Without what belongs to one task or scope alone. */
function valuesOf(context: Context | null): Context | null {
  const kept: Context[] = []
  let entry = context
  for (; entry !== null; entry = entry.before) {
    const key: unknown = entry.variable
    if (key !== CURRENT && key !== SCOPE) kept.push(entry)
  }
  let copy: Context | null = null
  for (let i = kept.length; i-- > 0;) copy = { variable: kept[i].variable, value: kept[i].value, before: copy }
  return copy
}
