/** The host as the core sees it while it lowers one function: the parts of a tree host put together. */

import type { ErrorId } from '../errors.js'
import { settledNames, type Semantics } from '../runtime-names.js'
import type { FunctionShape, Operand } from '../shapes.js'
import type { SubtreeFacts } from './facts.js'
import type { Functions, Placement } from './functions.js'
import type { Found, Host, HostMake, Lowered, Make, View } from './host.js'
import { invoke } from './invoke.js'

type Classify<N> = Pick<Host<N>, 'statement' | 'expression' | 'pattern' | 'isStable' | 'named' | 'assigns'>
type Rewrite<N> = { node(node: N): N; declaration(node: N): N; destructure(pattern: N, value: N): N }

/** A function on its way: what was read, what comes in its place, and where its step goes. */
export interface Lowering<N, F extends N> {
  shape: FunctionShape<N>
  fn: F
  placement: Placement<N>
  addStep: (step: N) => void
  /** Refuses the function. */
  report: (id: ErrorId, node: N) => never
}

export abstract class FunctionHost<N extends object, F extends N> implements Host<N> {
  readonly make: Make<N>
  readonly places: Host<N>['places']
  readonly report: Lowering<N, F>['report']
  protected readonly shape: FunctionShape<N>
  private last: { view: View<N>; rewrite: Rewrite<N> } | undefined

  constructor(
    private readonly lowering: Lowering<N, F>,
    private readonly facts: SubtreeFacts<N>,
    private readonly functions: Functions<N, F>,
    private readonly classify: Classify<N>,
    nodes: HostMake<N>,
  ) {
    const { shape, report } = lowering
    this.shape = shape
    this.report = report
    this.places = nodes.places
    // To read a name that nobody declares may throw.
    const isInert = (node: N) => classify.isStable(node) || functions.isDeclared(node)
    this.make = Object.assign(Object.create(nodes) as HostMake<N>, {
      destructure: (pattern: N, value: N, view: View<N>) => this.rewriterOf(view).destructure(pattern, value),
      invoke: (callee: N, self: N | undefined, args: readonly Operand<N>[], view: View<N>, origin: N) =>
        invoke(nodes, callee, self, args, view, (node) => this.rewrite(node, view), isInert, origin),
      thisValue: (view: View<N>) => (shape.self && view.home(shape.self)) ?? nodes.self(),
    })
  }

  protected abstract rewriter(view: View<N>): Rewrite<N>
  abstract isAnonymousFunction(node: N): boolean
  abstract references(node: N, replaced: Parameters<Host<N>['references']>[1], found: Found<N>): void
  abstract text(node: N, instead: (part: N) => string | undefined): string
  abstract range(node: N): { start: number; end: number } | undefined

  /** A function is emitted in one view, and asks for each of its nodes. */
  private rewriterOf(view: View<N>): Rewrite<N> {
    if (this.last?.view !== view) this.last = { view, rewrite: this.rewriter(view) }
    return this.last.rewrite
  }

  suspends = (node: N) => this.facts.suspends(node)
  leaps = (node: N) => this.facts.leaps(node)
  statement = (node: N) => this.classify.statement(node)
  expression = (node: N) => this.classify.expression(node)
  pattern = (node: N) => this.classify.pattern(node)
  isStable = (node: N) => this.classify.isStable(node)
  named = (node: N) => this.classify.named(node)
  assigns = (statement: N) => this.classify.assigns(statement)

  rewrite(node: N, view: View<N>): N {
    return this.rewriterOf(view).node(node)
  }

  rewriteDeclaration(node: N, view: View<N>): N {
    return this.rewriterOf(view).declaration(node)
  }

  replace(shape: FunctionShape<N>, lowered: Lowered<N>): N {
    const { fn, placement, addStep } = this.lowering
    const made = this.functions.replace(fn, shape, lowered, placement)
    if (made.step) addStep(made.step)
    return made.fn
  }

  replaceImmediate(shape: FunctionShape<N>, semantics: Semantics): N {
    return this.functions.immediate(this.lowering.fn, shape, settledNames(semantics))
  }
}
