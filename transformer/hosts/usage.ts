/**
 * How the names of a file are used: captured by a closure, written, used before the declaration ran.
 *
 * A tree host finds declarations and references; what follows from where they stand is the same for
 * every tree. Law: ask only after `settle()`.
 */

import { hasDeadZone, type Binding, type Scope } from '../scope.js'

interface Reference<N> {
  node: N
  binding: Binding
  /** The function that the reference stands in, and its position. */
  within: Scope
  position: number
  write: boolean
}

export interface Range {
  start: number
  end: number
}

/** Where a name is dead still: before `end`, and in what its value is taken from, though that stands behind it. */
export interface Dead {
  end: number
  sources: readonly Range[]
}

interface Closure {
  /** A function declaration: it exists before anything in its scope has run. */
  isHoisted: boolean
  /** What a declaration is called by. */
  name: Binding | undefined
  start: number
  end: number
}

export class Usage<N> {
  private readonly references: Reference<N>[] = []
  private readonly referencesOf = new Map<Binding, Reference<N>[]>()
  private readonly dead = new Map<Binding, Dead>()
  private readonly clauses = new Map<Binding, Range>()
  private readonly closures = new Map<Scope, Closure>()
  private readonly early = new Set<N>()
  private readonly writes = new Set<N>()

  declared(binding: Binding, dead: Dead): void {
    this.dead.set(binding, dead)
  }

  /** Declared in one clause of a `switch`: from another the name may be dead still. */
  inClause(binding: Binding, clause: Range): void {
    this.clauses.set(binding, clause)
  }

  closure(scope: Scope, closure: Closure): void {
    this.closures.set(scope, closure)
  }

  refer(node: N, binding: Binding, within: Scope, position: number, write: boolean): void {
    const reference: Reference<N> = { node, binding, within: within.home, position, write }
    this.references.push(reference)
    const known = this.referencesOf.get(binding)
    if (known) known.push(reference)
    else this.referencesOf.set(binding, [reference])
  }

  settle(): void {
    for (const reference of this.references) this.note(reference)
  }

  isEarly(node: N): boolean {
    return this.early.has(node)
  }

  /** The identifier is assigned to, by itself or inside a pattern. */
  isWrittenAt(node: N): boolean {
    return this.writes.has(node)
  }

  private note({ node, binding, within, position, write }: Reference<N>): void {
    binding.used = true
    if (write) {
      binding.written = true
      this.writes.add(node)
    }
    const closures = this.functionsBetween(within, binding.scope!.home)
    if (closures.length > 0) {
      binding.captured = true
      if (this.isHoisted(closures[0]!)) binding.capturedByHoisted = true
    }
    if (hasDeadZone(binding) && this.isUsedEarly(binding, position, closures)) {
      binding.early = true
      this.early.add(node)
    }
  }

  /** Functions around the reference, outermost first, up to the one that declares. */
  private functionsBetween(within: Scope, home: Scope): Scope[] {
    const functions: Scope[] = []
    for (let s: Scope | undefined = within; s && s !== home; s = s.parent?.home) functions.unshift(s)
    return functions
  }

  private isHoisted(scope: Scope): boolean {
    return this.closures.get(scope)?.isHoisted ?? false
  }

  private isUsedEarly(binding: Binding, position: number, closures: Scope[]): boolean {
    const { end, sources } = this.dead.get(binding) ?? ALIVE
    if (position < end || sources.some((range) => position >= range.start && position < range.end)) return true
    const clause = this.clauses.get(binding)
    if (clause && (position < clause.start || position >= clause.end)) return true
    const outermost = closures[0]
    return outermost !== undefined && this.isHoisted(outermost) && this.mayRunBefore(outermost, end, new Set())
  }

  /** A hoisted function that is named before `end`, itself or by another that is. */
  private mayRunBefore(scope: Scope, end: number, seen: Set<Scope>): boolean {
    if (seen.has(scope)) return false
    seen.add(scope)
    const closure = this.closures.get(scope)!
    const { name } = closure
    if (!name) return true
    return (this.referencesOf.get(name) ?? []).some(({ position, within }) => {
      if (position >= closure.start && position < closure.end) return false
      const around = this.functionsBetween(within, name.scope!.home)[0]
      if (around && this.isHoisted(around)) return this.mayRunBefore(around, end, seen)
      return position < end
    })
  }
}

export const ALIVE: Dead = { end: 0, sources: [] }
