/**
 * Names that the transform makes: none that the file uses already.
 *
 * `frame` and `at` are the same for all functions of one depth of nesting; locals of a step are as
 * near to the name in the source as can be.
 */

import type { Names } from '../emit.js'

export class FileNames {
  private readonly reserved = new Map<string, string>()

  /** `used`: every name in the file; grows. */
  constructor(private readonly used: Set<string>) {}

  /** A name that the file does not use. */
  fresh(hint: string): string {
    let name = hint
    for (let i = 1; this.used.has(name); i++) name = `${hint}$${i}`
    this.used.add(name)
    return name
  }

  /** `outer`: names that the function uses but does not declare; its locals must not hide them. */
  ofFunction(depth: number, outer: ReadonlySet<string>): Names {
    const suffix = depth === 0 ? '' : `$${depth}`
    const made = new Set<string>()
    return {
      frame: this.ofDepth(`frame${suffix}`),
      at: this.ofDepth(`at${suffix}`),
      dispatch: 'dispatch',
      local: (hint) => {
        const base = hint.replace(/[^\w$]/g, '_')
        const taken = (name: string) => made.has(name) || outer.has(name) || this.reserved.has(name)
        let name = base
        for (let i = 1; taken(name) || (i > 1 && this.used.has(name)); i++) name = `${base}$${i}`
        made.add(name)
        return name
      },
    }
  }

  private ofDepth(hint: string): string {
    let name = this.reserved.get(hint)
    if (name === undefined) this.reserved.set(hint, (name = this.fresh(hint)))
    return name
  }
}
