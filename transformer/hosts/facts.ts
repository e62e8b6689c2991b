/**
 * What a subtree holds: suspensions of the function it stands in, leaps out of it.
 *
 * Law: nothing here looks behind the border of another function. Functions inside have been lowered
 * before the one around them, so a suspension that is left is ours.
 */

import type { LeapSite } from './host.js'
import { leapsOutOf, type Ground } from './leaps.js'

export abstract class SubtreeFacts<N extends object> {
  /** Set while an async generator is lowered: its `return value` awaits. */
  returnsSuspend = false
  private readonly suspending = new WeakMap<N, boolean>()

  /** The node itself, whatever is in it. */
  protected abstract isSuspension(node: N): boolean
  /** Children that are evaluated as part of the node: not the inside of functions, not types. */
  protected abstract someChild(node: N, test: (child: N) => boolean): boolean
  protected abstract ground(node: N): Ground<N>
  protected abstract isDirectEval(node: N): boolean
  /** Stands in a `with` or beside a direct eval: its names mean what they mean there. */
  abstract isInOpen(fn: N): boolean

  suspends(node: N): boolean {
    let known = this.suspending.get(node)
    if (known === undefined) {
      known = this.isSuspension(node) || this.someChild(node, (child) => this.suspends(child))
      this.suspending.set(node, known)
    }
    return known
  }

  /** `break`, `continue`, `return` and `throw` that lead out of `root`. */
  leaps(root: N): LeapSite<N>[] {
    const each = (node: N, visit: (child: N) => void) =>
      this.someChild(node, (child) => {
        visit(child)
        return false
      })
    return leapsOutOf<N>(root, (node) => this.ground(node), each)
  }

  /** A direct eval of the body itself. */
  ownEval(node: N): N | undefined {
    if (this.isDirectEval(node)) return node
    let found: N | undefined
    this.someChild(node, (child) => (found = this.ownEval(child)) !== undefined)
    return found
  }
}

/** Globals that no program gives another value; what stands by their name in the text can be told (plugins/builtins.ts). */
export const CONSTANT_GLOBALS: ReadonlySet<string> = new Set([
  'undefined',
  ...['Array', 'Math', 'Number', 'Object', 'Reflect', 'String'],
  ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
])

/** Assignments that name an anonymous function or class. */
export const NAMING_ASSIGNMENTS = /^(=|&&=|\|\|=|\?\?=)$/
