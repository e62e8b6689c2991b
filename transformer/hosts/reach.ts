/**
 * What each function of a file reaches for outside of itself: names of others, and what its call gives it.
 * Functions inside count as part of it. Collected while the names are read, so that nobody has to look for it again.
 */

import type { Binding, Scope } from '../scope.js'

export class Reach {
  /** What is used and declared further out. */
  readonly bindings = new Set<Binding>()
  /** Every name but those that the function declares for itself: what is made for it must not hide one, nor be hidden. */
  readonly names = new Set<string>()
  // Of its own call: arrow functions inside take them from here.
  self = false
  arguments = false
  newTarget = false
  super = false
  // Here or in any function inside.
  private = false
  /** A direct eval or a `with`. */
  open = false
}

export class Reaches {
  private readonly reaches = new Map<Scope, Reach>()
  private readonly arrows = new Set<Scope>()

  /** `fn`: of a function, or the file. */
  of(fn: Scope): Reach {
    let reach = this.reaches.get(fn)
    if (!reach) this.reaches.set(fn, (reach = new Reach()))
    return reach
  }

  isArrow(fn: Scope): void {
    this.arrows.add(fn)
  }

  declared({ name, kind, scope }: Binding): void {
    const { home } = scope!
    if (kind === 'param') this.of(home).names.add(name)
    for (let fn = home; fn.parent;) {
      fn = fn.parent.home
      this.of(fn).names.add(name)
    }
  }

  /** `binding`: undefined for a global. */
  named(name: string, binding: Binding | undefined, within: Scope): void {
    const home = binding?.scope!.home
    let isFree = binding !== undefined
    for (let fn = within.home; fn.parent; fn = fn.parent.home) {
      if (fn === home) isFree = false
      else {
        const { names, bindings } = this.of(fn)
        names.add(name)
        if (isFree) bindings.add(binding!)
      }
    }
  }

  given(what: 'self' | 'arguments' | 'newTarget' | 'super', within: Scope): void {
    let fn = within.home
    this.of(fn)[what] = true
    while (this.arrows.has(fn)) {
      fn = fn.parent!.home
      this.of(fn)[what] = true
    }
  }

  holds(what: 'private' | 'open', within: Scope): void {
    for (let fn: Scope | undefined = within.home; fn; fn = fn.parent?.home) this.of(fn)[what] = true
  }
}
