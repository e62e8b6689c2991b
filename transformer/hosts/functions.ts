/**
 * The function that the user calls, which makes the frame and starts it, and the step beside it: as
 * far as that is the same for any tree.
 */

import type { Binding, Scope } from '../scope.js'
import type { FunctionShape } from '../shapes.js'
import type { Entry, HostMake, Lowered } from './host.js'
import type { Reach } from './reach.js'
import { outermostScope } from './step-place.js'
import type { SymbolTable } from './symbol-table.js'

export interface Placement<N> {
  /** Where the step is declared; undefined: inside the function. */
  container: N | undefined
  /** The step has to be an arrow function to see `super` and `new.target`. */
  arrow: boolean
  /** The step leaves what makes its function strict, a class or a directive, and has to say so itself. */
  strict: boolean
}

export abstract class Functions<N, F extends N> {
  protected abstract readonly make: HostMake<N>

  constructor(
    protected readonly scopes: SymbolTable<N>,
    /** Statement lists that may take a step. */
    private readonly containers: ReadonlyMap<Scope, N>,
    protected readonly fresh: (hint: string) => string,
  ) {}

  /** `shape`: of `fn`. The step is undefined where it stands inside the function. */
  abstract replace(
    fn: F,
    shape: FunctionShape<N>,
    lowered: Lowered<N>,
    placement: Placement<N>,
  ): { fn: N; step: N | undefined }
  /** An async function that cannot suspend. */
  abstract immediate(fn: F, shape: FunctionShape<N>, names: { done: string; failed: string }): N
  protected abstract isStrict(node: N): boolean
  /** The one stands in the other. */
  protected abstract isIn(node: N, container: N): boolean

  /** Is it a name of this file? */
  isDeclared(node: N): boolean {
    return this.scopes.of(node) !== undefined
  }

  /**
   * A step goes as far out as the names it uses allow, so that a call makes no closure. Where names
   * of an inner scope, `super`, a private name or `new.target` tie it down, it stays inside.
   */
  place(fn: F, shape: FunctionShape<N>, reach: Reach, isInOpen: boolean): Placement<N> {
    const arrow = reach.super || shape.lexicalThis || shape.open
    if (arrow || reach.private || isInOpen || shape.mapped || this.make.places) {
      return { container: undefined, arrow, strict: false }
    }
    const used = [...reach.bindings].map((binding) => this.scopes.sameOutside(binding))
    const container = this.containers.get(outermostScope(this.scopes.file, used))
    // From a default of a parameter the body is not to be seen.
    if (!container || !this.isIn(fn, container)) return { container: undefined, arrow, strict: false }
    return { container, arrow, strict: shape.strict && !this.isStrict(container) }
  }

  /** A debug build tells the runtime where the states of a step come from, and shows it the variables. */
  protected located(shape: FunctionShape<N>, lowered: Lowered<N>, step: N): N {
    const { make } = this
    if (!make.places) return step
    const parameters = shape.params.slice(0, lowered.entry.formal).flatMap(({ binding }) => binding?.name ?? [])
    const names = [...new Set([...parameters, ...lowered.variables])].filter((name) => name !== 'arguments')
    const show = make.giving(make.object(names.map((name) => ({ name, value: make.name(name) }))))
    const places = make.object(
      lowered.places.map(({ state, position }) => ({ name: String(state), value: make.literal(position) })),
    )
    const texts = [shape.name || 'anonymous', make.places.file].map((text) => make.literal(text))
    return make.call(make.runtime('located'), [step, ...texts, places, show])
  }

  /** The parameters that `length` counts. */
  protected formal(shape: FunctionShape<N>): string[] {
    const optional = shape.params.findIndex((param) => param.initial !== undefined || param.rest)
    return this.named(shape, optional < 0 ? shape.params.length : optional)
  }

  private named({ params }: FunctionShape<N>, count: number): string[] {
    return params.slice(0, count).map(({ binding }) => (binding ? binding.name : this.fresh('arg')))
  }

  /** The parameters of the call and, where it takes more, its rest; what it hands to the frame. */
  protected entered(shape: FunctionShape<N>, entry: Entry): { formal: string[]; rest: string | undefined; args: N[] } {
    const needsRest = shape.isArrow || entry.packed || shape.params.some(({ binding }) => binding?.name === 'arguments')
    const rest = entry.formal < shape.params.length && needsRest ? this.fresh('args') : undefined
    const formal = this.named(shape, entry.formal)
    return { formal, rest, args: entry.handed.map((binding) => this.given(binding, shape, entry, formal, rest)) }
  }

  private given(
    binding: Binding,
    shape: FunctionShape<N>,
    entry: Entry,
    formal: readonly string[],
    rest: string | undefined,
  ): N {
    const { make } = this
    if (binding === entry.packed) {
      const plain = formal.slice(entry.packedFrom).map((name) => make.name(name))
      if (plain.length === 0) return make.name(rest!)
      return make.array(rest === undefined ? plain : [...plain, make.spread(make.name(rest))])
    }
    const position = entry.raw.get(binding)
    if (position !== undefined) {
      if (position < formal.length) return make.name(formal[position]!)
      return rest === undefined
        ? make.element(make.name('arguments'), make.literal(position))
        : make.element(make.name(rest), make.literal(position - formal.length))
    }
    if (binding === shape.self) return make.self()
    if (binding === shape.newTarget) return make.newTarget()
    return make.name(binding === shape.arguments ? 'arguments' : binding.name)
  }

  /** `self`: the name by which a generator function finds itself, to ask for its `prototype`. */
  protected start(
    shape: FunctionShape<N>,
    { driver, entry }: Lowered<N>,
    step: N,
    args: readonly N[],
    self: string | undefined,
    origin: N,
  ): N {
    const { make } = this
    const first = shape.kind === 'async' ? [] : [self === undefined ? make.literal(null) : make.name(self)]
    const started = make.call(make.runtime(driver), [...first, step, ...args], origin)
    return entry.prologue ? make.call(make.runtime('begin'), [started]) : started
  }
}
