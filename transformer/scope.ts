/**
 * Scopes and bindings: who declares a name, who keeps it, and whether a closure may outlive it.
 *
 * A tree host builds these from its syntax; the core adds temporaries. Law: a binding has one home
 * (a local of the step, a slot of the frame, a box), the same for every reference to it.
 */

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'param' | 'catch' | 'temp' | 'fixed'

export interface Binding {
  name: string
  kind: BindingKind
  scope: Scope | undefined
  /** A function inside the declaring one refers to it. */
  captured: boolean
  /** One of these functions is hoisted: it exists before the binding has its value. */
  capturedByHoisted: boolean
  used: boolean
  /** Assigned to after its declaration. */
  written: boolean
  /** Some reference may run before the declaration does. */
  early: boolean
}

export interface Scope {
  kind: 'file' | 'function' | 'block' | 'loop' | 'class' | 'catch' | 'namespace' | 'name'
  parent: Scope | undefined
  bindings: Map<string, Binding>
  /** The innermost function scope, itself for one. */
  home: Scope
}

export function makeBinding(name: string, kind: BindingKind, scope?: Scope): Binding {
  return { name, kind, scope, captured: false, capturedByHoisted: false, used: false, written: false, early: false }
}

export function makeScope(kind: Scope['kind'], parent: Scope | undefined): Scope {
  const scope: Scope = { kind, parent, bindings: new Map(), home: undefined as unknown as Scope }
  scope.home = kind === 'file' || kind === 'function' || kind === 'namespace' || !parent ? scope : parent.home
  return scope
}

export function lookup(scope: Scope | undefined, name: string): Binding | undefined {
  for (let s = scope; s; s = s.parent) {
    const found = s.bindings.get(name)
    if (found) return found
  }
  return undefined
}

/** True when a declaration of this kind is dead until it runs (ECMAScript's temporal dead zone). */
export function hasDeadZone(binding: Binding): boolean {
  return DEAD_ZONES.test(binding.kind)
}

const DEAD_ZONES = /^(let|const|class|param|catch)$/

/** Assigning to it is a TypeError (a constant) or does nothing: left to the host to spell out. */
export function isFixed(binding: Binding): boolean {
  return binding.kind === 'const' || binding.kind === 'fixed'
}

/** Nobody assigns to it once it has its value. */
export function isSettled(binding: Binding): boolean {
  return !binding.written && binding.kind !== 'var' && binding.kind !== 'let'
}
