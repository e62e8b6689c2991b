/**
 * Basic blocks: straight code, one way out.
 *
 * A `Value` is an expression not evaluated yet; an `Op` evaluates one. Host nodes stand in both
 * untouched; which of their parts have been computed before is noted in `Flow.replaced`.
 */

import type { LeapSite } from './hosts/host.js'
import type { Binding, Scope } from './scope.js'
import type { Operand } from './shapes.js'

export type Value<N> =
  /** `calm`: evaluating it does nothing but give a value. */
  | { is: 'node'; node: N; calm?: boolean }
  | { is: 'get'; binding: Binding }
  /** What the last suspension brought; in a handler, what was thrown. Good until the next suspension. */
  | { is: 'sent' }
  | { is: 'literal'; value: number | string | boolean | undefined }
  | { is: 'runtime'; name: string; args: Value<N>[]; origin?: N }
  | { is: 'constant'; name: 'null' | 'this' | 'frame' | 'TDZ' }
  | { is: 'method'; object: Value<N>; name: string; args: Value<N>[] }
  | { is: 'property'; object: Value<N>; name: string }
  | { is: 'element'; object: Value<N>; key: Value<N> }
  /** `link` read from `object`: the host copies the name or private name of the link. */
  | { is: 'access'; object: Value<N>; link: N; key: Value<N> | undefined }
  | { is: 'invoke'; callee: Value<N>; self: Value<N> | undefined; args: readonly Operand<N>[]; origin: N }
  | { is: 'binary'; operator: string; left: Value<N>; right: Value<N> }
  | { is: 'not'; value: Value<N> }
  /** `value`, which can be read twice; `otherwise` where it is undefined. */
  | { is: 'default'; value: Value<N>; otherwise: Value<N> }
  | { is: 'delete'; value: Value<N> }
  | { is: 'assign'; target: N; value: Value<N> }
  /** An operand kept as `[...x]`, `{...x}` or `${x}`. */
  | { is: 'kept'; keep: 'spread' | 'copy' | 'string'; value: Value<N> }
  /** A value about to be given to the name: an anonymous function is named after it. */
  | { is: 'named'; value: Value<N>; name: string }
  | { is: 'array'; items: Value<N>[] }

export type Op<N> =
  | { op: 'set'; binding: Binding; value: Value<N>; origin?: N }
  | { op: 'do'; value: Value<N>; origin?: N }
  /** An opaque statement; `leaps` says where the leaps out of it go. */
  | { op: 'statement'; node: N; leaps: Map<N, Leap<N>> }
  /** A declaration whose pattern has no suspension; its names have their value afterwards. */
  | { op: 'declare'; node: N; value: Value<N>; names: readonly Binding[] }
  /** The declaration as it is, then its value for the binding. */
  | { op: 'declaration'; node: N; binding: Binding }
  /** `if (test) { ops; end }`: made by `arrange` of a side of a branch that nothing else leads to. */
  | { op: 'if'; test: Value<N>; when: boolean; ops: Op<N>[]; end: Exit<N> | Goto<N> | undefined }
  /** From here on a throw goes to `handler`. */
  | { op: 'guard'; handler: Block<N> | undefined }
  /** A new box for the captured variables of a scope, some with their values; or a copy of the one before (next iteration). */
  | { op: 'box'; scope: Scope; copy: boolean; values?: Map<Binding, Value<N>> }

/** A leap out of an opaque statement: keep the returned value, then go. */
export interface Leap<N> {
  site: LeapSite<N>
  keep: Binding | undefined
  to: Block<N>
  /** Nobody else lands there: what is done there is done where the leap stands. */
  inside?: boolean
}

export type SuspendKind = 'await' | 'yield' | 'yield async' | 'delegate' | 'delegate async'

export type Terminator<N> =
  | Goto<N>
  | { is: 'branch'; test: Value<N>; then: Block<N>; otherwise: Block<N> }
  | { is: 'suspend'; kind: SuspendKind; value: Value<N>; to: Block<N>; origin?: N }
  | { is: 'return'; value: Value<N> | undefined; origin?: N }
  | { is: 'throw'; value: Value<N>; origin?: N }

export interface Goto<N> {
  is: 'goto'
  to: Block<N>
}

export type Exit<N> = Extract<Terminator<N>, { is: 'return' | 'throw' }>

export interface Block<N> {
  ops: Op<N>[]
  end: Terminator<N> | undefined
  /** Where a throw in this block goes. */
  handler: Block<N> | undefined
  /** Set by `arrange` for blocks that are entered other than from the block before. */
  state: number | undefined
}

/** Everything the flow pass found out about one function. */
export interface Flow<N> {
  entry: Block<N>
  blocks: Block<N>[]
  /** Parts of host nodes that have been computed before the node is evaluated. */
  replaced: Map<N, Value<N>>
  /** Names declared by the statements that were taken apart. */
  owned: Set<Binding>
  /** Scopes with captured variables inside a loop: a box per entry. */
  boxed: Map<Scope, Binding>
  /** Captured in a loop but never written: closures are given the value. */
  byValue: Set<Binding>
  temps: Set<Binding>
  /** Stay variables of the call, under their own names. */
  kept: Set<Binding>
  /** `throw` in opaque code with nothing of the engine's around it: the frame raises what is thrown. */
  raised: Map<N, N>
  /** Set by `arrange`: some jump leads to what does not stand next. */
  jumps: boolean
}

export function makeBlock<N>(handler: Block<N> | undefined): Block<N> {
  return { ops: [], end: undefined, handler, state: undefined }
}

export function successors<N>(block: Block<N>): Block<N>[] {
  return [...followers(block.end), ...block.ops.flatMap(leadsTo)]
}

export function followers<N>(end: Terminator<N> | undefined): Block<N>[] {
  if (end?.is === 'goto' || end?.is === 'suspend') return [end.to]
  return end?.is === 'branch' ? [end.then, end.otherwise] : []
}

function leadsTo<N>(op: Op<N>): Block<N>[] {
  if (op.op === 'statement') return [...op.leaps.values()].flatMap(({ to, inside }) => (inside ? successors(to) : [to]))
  if (op.op === 'if') return [...op.ops.flatMap(leadsTo), ...followers(op.end)]
  return []
}

/** The ops, and those inside of them. */
export function eachOp<N>(ops: readonly Op<N>[], visit: (op: Op<N>) => void): void {
  for (const op of ops) {
    visit(op)
    if (op.op === 'if') eachOp(op.ops, visit)
    if (op.op === 'statement') for (const { to, inside } of op.leaps.values()) if (inside) eachOp(to.ops, visit)
  }
}
