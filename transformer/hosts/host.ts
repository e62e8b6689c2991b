/**
 * What a syntax tree must offer to the core: classify, bindings, build, position.
 *
 * The core never looks into a node. It asks what a node is (one level at a time), which bindings it
 * touches, and hands back what should stand in its place.
 */

import type { Flow, Value } from '../blocks.js'
import type { ErrorId } from '../errors.js'
import type { Semantics } from '../runtime-names.js'
import type { Binding } from '../scope.js'
import type { Expression, FunctionShape, Operand, Pattern, Statement } from '../shapes.js'

export interface Host<N> {
  // classify
  suspends(node: N): boolean
  statement(node: N): Statement<N>
  expression(node: N): Expression<N>
  pattern(node: N): Pattern<N>
  /** `break`, `continue`, `return` and `throw` inside an opaque statement that lead out of it. */
  leaps(node: N): LeapSite<N>[]
  /** Evaluating it later, or twice, gives the same value and has no effect. */
  isStable(node: N): boolean
  /** What the node means, where it is a mere name. */
  named(node: N): Binding | undefined
  /** A function or class without a name of its own, which takes the name of what it is given to. */
  isAnonymousFunction(node: N): boolean

  // bindings
  /** Names that have a new value once the statement is done. */
  assigns(statement: N): Binding[]
  /** Every binding that evaluating the node reads or writes, closures included. */
  references(node: N, replaced: Flow<N>['replaced'], found: Found<N>): void

  // build
  make: Make<N>
  /** The node with bindings, replaced parts, `this` and leaps as the view tells. */
  rewrite(node: N, view: View<N>): N
  /** The same for a declaration that stays one. */
  rewriteDeclaration(node: N, view: View<N>): N
  /** Put a lowered function in the place of the one that was read. */
  replace(shape: FunctionShape<N>, lowered: Lowered<N>): N

  /** An async function that cannot suspend: it returns a finished task. */
  replaceImmediate(shape: FunctionShape<N>, semantics: Semantics): N

  // position
  /** The source text, with another in the place of some parts. */
  text(node: N, instead: (part: N) => string | undefined): string
  /** Where it stands in the source; undefined for nodes that were made. */
  range(node: N): { start: number; end: number } | undefined
  /** In a debug build: the file, and what a person calls a place in it, from 1. */
  readonly places: { file: string; at: (start: number) => { line: number; column: number } } | undefined
  report(id: ErrorId, node: N): never
}

export interface Found<N> {
  binding: (binding: Binding) => void
  /** A part that was computed ahead. */
  value: (value: Value<N>) => void
}

export interface LeapSite<N> {
  node: N
  /** `throw`: only where nothing in the statement catches it or acts on it. */
  kind: 'return' | 'break' | 'continue' | 'throw'
  label: string | undefined
  value: N | undefined
  /** Inside a loop of the opaque statement: the dispatch has to be named to be continued. */
  nested: boolean
}

/** How opaque code sees the frame. */
export interface View<N> {
  replaced: Map<N, Value<N>>
  build(value: Value<N>): N
  /** Where an owned binding is found; undefined for names that stay as they are. */
  home(binding: Binding): N | undefined
  /** What a leap becomes; undefined when it stays. */
  leap(node: N): N[] | undefined
  /** What a closure must be given to keep this binding: the name it sees, and what to hand over. */
  capture(binding: Binding): { key: Binding; parameter: string; argument: N; field: string | undefined } | undefined
}

export interface Lowered<N> {
  /** How the function starts: the driver's name in the runtime. */
  driver: string
  step: { frame: string; at: string; locals: string[]; body: N[] }
  /** Variables of the call itself: debug builds only. */
  variables: string[]
  /** Where the states come from: debug builds only. */
  places: Place[]
  entry: Entry
  /** Names that the call declares, for the step inside it. */
  kept: string[]
  /** ECMAScript to the letter, function objects too. */
  exact: boolean
  /** What makes a failed result of an error: the name in the runtime. */
  failed: string
}

/** A state, and the `line:column` of what leads to it. */
export interface Place {
  state: number
  position: string
}

/** What a call does before the step takes over. */
export interface Entry {
  /** Handed to the frame, in slot order. */
  handed: Binding[]
  /** Parameters before the first default or rest stay: they are the function's `length`. */
  formal: number
  /** What is handed for parameters that the step binds itself, with their positions. */
  raw: ReadonlyMap<Binding, number>
  /** Where that would be too many, or one takes the rest: those from `packedFrom` on in an array. */
  packed: Binding | undefined
  packedFrom: number
  /** The parameters are bound at the call, not at the first resumption: a generator's. */
  prologue: boolean
}

/** Node constructors, origin for the position. */
export interface Make<N> {
  name(text: string): N
  /** `origin`: what it stands for in the source. */
  runtime(name: string, origin?: N): N
  literal(value: number | string | boolean | undefined | null): N
  property(object: N, name: string, origin?: N): N
  /** A slot of the frame; a debug build says whose. */
  slot(frame: string, slot: string, variable: string): N
  element(object: N, key: N): N
  /** Reads the same property or private name as `link` does, from another object. */
  access(object: N, link: N, key: N | undefined): N
  call(callee: N, args: readonly N[], origin?: N): N
  binary(operator: string, left: N, right: N): N
  conditional(test: N, then: N, otherwise: N): N
  not(value: N): N
  delete(reference: N): N
  assign(target: N, value: N, origin?: N): N
  array(items: readonly N[]): N
  object(fields: readonly { name: string; value: N }[]): N
  kept(keep: 'spread' | 'copy' | 'string', value: N): N
  named(value: N, name: string): N
  /** `args` as they were written, spreads included. */
  invoke(callee: N, self: N | undefined, args: readonly Operand<N>[], view: View<N>, origin: N): N
  /** The pattern assigned from the value. */
  destructure(pattern: N, value: N, view: View<N>): N
  thisValue(view: View<N>): N
  expression(value: N, origin?: N): N
  return(value: N | undefined, origin?: N): N
  block(body: readonly N[]): N
  if(test: N, then: readonly N[]): N
  continue(label: string | undefined): N
  switch(subject: N, cases: readonly { state: number; body: readonly N[] }[]): N
  forever(label: string | undefined, body: N): N
}

/** What the parts of a tree host make that are the same for every tree. */
export interface HostMake<N> extends Omit<Make<N>, 'invoke' | 'destructure' | 'thisValue'> {
  readonly places: Host<N>['places']
  /** With the position of `origin`. */
  at(node: N, origin: N | undefined): N
  self(): N
  newTarget(): N
  spread(value: N): N
  sequence(items: readonly N[]): N
  /** `+value` */
  toNumber(value: N): N
  /** `(parameter) => { write }` */
  setter(parameter: string, write: N): N
  /** `function () { return value }` */
  giving(value: N): N
  /** `(0, frame.a)`: to be called without an object. */
  detached(callee: N): N
  isMember(node: N): boolean
}

export type Home =
  | { is: 'slot'; name: string }
  | { is: 'box'; box: Binding; name: string }
  /** A variable of the call, under its own name. */
  | { is: 'call' }
  /** A variable of the call, which the step closes over: debug builds only. */
  | { is: 'variable' }
