/**
 * What the names of a file mean, for any tree: filled by the host's walk over it, asked by all else.
 *
 * Our own analysis, not the parser's: it works on a file alone, and it knows what the lowering asks
 * for: captured by a closure, written, used before its declaration ran. Law: asked for a node that
 * was made, it answers for the one that stood there.
 */

import { lookup, makeBinding, makeScope, type Binding, type BindingKind, type Scope } from '../scope.js'
import { Reaches, type Reach } from './reach.js'
import { ALIVE, Usage, type Dead, type Range } from './usage.js'

export abstract class SymbolTable<N> {
  readonly file = makeScope('file', undefined)
  /** Every name in the file, so that made names avoid them. */
  readonly names = new Set<string>()
  protected readonly usage = new Usage<N>()
  protected readonly reaches = new Reaches()
  protected readonly bindings = new Map<N, Binding>()
  protected readonly scopes = new Map<N, Scope>()
  private readonly varOfFunction = new Map<N, Binding>()
  private readonly outerOf = new Map<Binding, Binding>()

  /** As it was parsed. */
  protected abstract original(node: N): N

  /** The binding an identifier refers to or declares; undefined for globals and property names. */
  of(node: N): Binding | undefined {
    return this.bindings.get(this.original(node))
  }

  scopeOf(node: N): Scope | undefined {
    return this.scopes.get(this.original(node))
  }

  reachOf(fn: Scope): Reach {
    return this.reaches.of(fn)
  }

  /** Seen from inside a class declaration its name is another binding; the same class unless somebody assigns to it. */
  sameOutside(binding: Binding): Binding {
    const outer = this.outerOf.get(binding)
    return outer && !outer.written ? outer : binding
  }

  /** The `var` that a function in a block of sloppy code sets. */
  varOf(fn: N): Binding | undefined {
    return this.varOfFunction.get(this.original(fn))
  }

  /** The identifier is assigned to, by itself or inside a pattern. */
  isWrittenAt(node: N): boolean {
    return this.usage.isWrittenAt(this.original(node))
  }

  isEarly(node: N): boolean {
    return this.usage.isEarly(this.original(node))
  }

  // For the walk

  protected open(kind: Scope['kind'], node: N, parent: Scope): Scope {
    const scope = makeScope(kind, parent)
    this.scopes.set(node, scope)
    return scope
  }

  protected declareName(node: N, name: string, kind: BindingKind, scope: Scope, dead: Dead = ALIVE): Binding {
    this.names.add(name)
    let binding = scope.bindings.get(name)
    if (!binding) {
      binding = makeBinding(name, kind, scope)
      scope.bindings.set(name, binding)
      this.usage.declared(binding, dead)
      this.reaches.declared(binding)
    } else if (kind === 'function') {
      // A function takes the name over from a `var`; a `var` leaves what is there.
      binding.kind = 'function'
    }
    this.bindings.set(node, binding)
    return binding
  }

  /** A class declaration has its name a second time, inside. */
  protected declareInside(node: N, name: string, scope: Scope): void {
    const inner = makeBinding(name, 'fixed', scope)
    scope.bindings.set(name, inner)
    const declared = this.bindings.get(node)
    if (declared) this.outerOf.set(inner, declared)
  }

  /** ECMAScript B.3.2: unless a lexical name of an outer block, or a parameter, is in the way. */
  protected alsoVar(fn: N, name: string, scope: Scope): void {
    const { home } = scope
    for (let s = scope.parent; s && s !== home; s = s.parent) if (s.bindings.has(name)) return
    const known = home.bindings.get(name)
    if (known && known.kind !== 'var' && known.kind !== 'function') return
    const binding = known ?? makeBinding(name, 'var', home)
    home.bindings.set(name, binding)
    binding.written = true
    this.varOfFunction.set(fn, binding)
  }

  /** `catch (e) { var e = 1 }` gives the value to the parameter (ECMAScript B.3.4). */
  protected passCatch(node: N, name: string, scope: Scope): void {
    const shadow = lookup(scope, name)
    if (shadow?.kind === 'catch' && shadow !== this.bindings.get(node)) {
      shadow.written = true
      this.bindings.set(node, shadow)
    }
  }

  /**
   * A `var` of the body with the name of a parameter is a variable of its own once parameters are
   * more than names: closures in defaults see the parameter (ECMAScript 10.2.11, step 28).
   */
  protected bodyScope(body: N, params: Scope, hoist: (scope: Scope) => void): Scope {
    const inner = makeScope('block', params)
    hoist(inner)
    const apart = [...inner.bindings].filter(([name]) => params.bindings.has(name))
    if (apart.length === 0) return params
    for (const [name, binding] of inner.bindings) {
      if (params.bindings.has(name)) continue
      binding.scope = params
      params.bindings.set(name, binding)
    }
    inner.bindings = new Map(apart)
    this.scopes.set(body, inner)
    return inner
  }

  /** A field initialiser or static block is a function of its own. */
  protected memberScope(member: N, range: Range, outer: Scope): Scope {
    const scope = this.open('function', member, outer)
    this.usage.closure(scope, { ...range, isHoisted: false, name: undefined })
    return scope
  }

  protected refer(node: N, name: string, scope: Scope, position: number, write: boolean): void {
    this.names.add(name)
    const binding = lookup(scope, name)
    this.reaches.named(name, binding, scope)
    if (name === 'arguments') this.reaches.given('arguments', scope)
    if (!binding) return
    this.bindings.set(node, binding)
    this.usage.refer(node, binding, scope, position, write)
  }
}
