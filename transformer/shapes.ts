/**
 * Shapes: the constructs whose control flow or order of evaluation the core has to know.
 *
 * Law: a shape is one level deep. Its parts are host nodes, and whoever needs the inside of a
 * part asks the host again. A part without a suspension is never asked: it stays opaque.
 */

import type { Binding, Scope } from './scope.js'

export type Statement<N> =
  | { is: 'opaque'; node: N }
  | { is: 'block'; scope: Scope | undefined; body: readonly N[] }
  | { is: 'variables'; kind: VariableKind; declarations: readonly Declaration<N>[] }
  | { is: 'expression'; value: N }
  | { is: 'if'; test: N; then: N; otherwise: N | undefined }
  /** `test`: undefined for `true`. */
  | { is: 'while'; test: N | undefined; body: N }
  | { is: 'do'; body: N; test: N }
  | For<N>
  | Iterate<N>
  | Switch<N>
  | { is: 'label'; label: string; body: N }
  | { is: 'break' | 'continue'; label: string | undefined }
  | { is: 'return'; value: N | undefined }
  | { is: 'throw'; value: N }
  | Try<N>
  /** `outer`: in sloppy code the name of a function in a block is a `var` too, set where it stands. */
  | { is: 'function'; binding: Binding; node: N; outer: Binding | undefined }
  | { is: 'class'; binding: Binding; value: N }
  /** A declaration that only its host can make: an enum, a namespace, a decorated class. */
  | { is: 'declaration'; binding: Binding; node: N; operands: readonly Operand<N>[] }

export type VariableKind = 'var' | 'let' | 'const' | 'using' | 'await using'

/** One `target = value` of a declaration; `node` is the whole of it. */
export interface Declaration<N> {
  node: N
  target: N
  value: N | undefined
}

export interface For<N> {
  is: 'for'
  scope: Scope | undefined
  init: N | undefined
  test: N | undefined
  update: N | undefined
  body: N
}

/** `for (head of over)`, `for (head in over)`, `for await (head of over)`. */
export interface Iterate<N> {
  is: 'iterate'
  how: 'of' | 'in' | 'await'
  scope: Scope | undefined
  /** The kind of the declared variable; undefined when the head assigns to something that exists. */
  kind: VariableKind | undefined
  target: N
  over: N
  body: N
}

export interface Switch<N> {
  is: 'switch'
  scope: Scope | undefined
  subject: N
  cases: readonly { test: N | undefined; body: readonly N[] }[]
}

export interface Try<N> {
  is: 'try'
  block: N
  catch: { scope: Scope | undefined; param: N | undefined; body: N; mentionsCancel: boolean } | undefined
  finally: N | undefined
}

export type Expression<N> =
  | { is: 'opaque'; node: N }
  /** `unseen`: what is awaited, where it is a promise made on the spot. */
  | { is: 'await'; value: N; unseen: UnseenPromise<N> | undefined }
  | { is: 'yield'; value: N | undefined }
  | { is: 'delegate'; value: N }
  /** Evaluate the operands from left to right, then the node around their values. */
  | { is: 'operands'; node: N; operands: readonly Operand<N>[] }
  | Call<N>
  | { is: 'chain'; base: N; links: readonly Link<N>[]; deletes: boolean }
  | { is: 'logical'; operator: LogicalOperator; left: N; right: N }
  | { is: 'conditional'; test: N; then: N; otherwise: N }
  | { is: 'sequence'; items: readonly N[] }
  | { is: 'assign'; node: N; target: N; operator: string; value: N }
  /** Parentheses, type assertions: transparent to evaluation. */
  | { is: 'wrapped'; inner: N }

/** `new Promise(argument)`, `Promise.all(argument)`: nobody but the `await` around it will ever see the promise. */
export interface UnseenPromise<N> {
  how: 'new' | PromiseCombinator
  /** `Promise`, or `Promise.all` */
  callee: N
  argument: N
}

export const promiseCombinators = ['all', 'allSettled', 'any', 'race'] as const
export type PromiseCombinator = (typeof promiseCombinators)[number]

export type LogicalOperator = '&&' | '||' | '??'

/** How the value of an operand is kept while a later one suspends. */
export type Keeping = 'value' | 'spread' | 'copy' | 'string' | 'key'

export interface Operand<N> {
  node: N
  keep: Keeping
}

export interface Call<N> {
  is: 'call'
  node: N
  callee: N
  /** The object of a method call, and its computed key: `object.name(…)`, `object[key](…)`. */
  receiver: { object: N; key: N | undefined; isSuper: boolean } | undefined
  args: readonly Operand<N>[]
  template: boolean
}

/** One step of an optional chain: `.name`, `[key]` or `(args)`, perhaps behind `?.`. */
export interface Link<N> {
  node: N
  optional: boolean
  key: N | undefined
  args: readonly Operand<N>[] | undefined
}

/** A destructuring pattern, or the plain target at its leaves. */
export type Pattern<N> =
  | { is: 'target'; node: N; binding: Binding | undefined }
  | { is: 'array'; elements: readonly (Element<N> | undefined)[] }
  | { is: 'object'; properties: readonly (Element<N> & { key: N | undefined; name: string | undefined })[] }

export interface Element<N> {
  target: N
  initial: N | undefined
  rest: boolean
}

export type FunctionKind = 'async' | 'generator' | 'async generator'

export interface FunctionShape<N> {
  node: N
  kind: FunctionKind
  name: string
  scope: Scope
  /** Where a `var` of the body is not the parameter of its name. */
  bodyScope: Scope | undefined
  params: readonly Parameter<N>[]
  /** Statements of the body, directives left out; an expression body stands as one `return`. */
  body: readonly N[]
  /** What an arrow gives back without braces. */
  result: N | undefined
  isArrow: boolean
  strict: boolean
  /** What the call itself gives: made into bindings where the body (or an arrow in it) names them. */
  self: Binding | undefined
  /** An arrow function that must read `this` when it is reached: there may be none before `super()`. */
  lexicalThis: boolean
  arguments: Binding | undefined
  newTarget: Binding | undefined
  /** Sloppy mode, plain parameters: `arguments` and the parameters are the same variables. */
  mapped: boolean
  /**
   * Holds a direct eval or a `with`, which look up names while they run: parameters and variables
   * stay what they are, around a step that sees them.
   */
  open: boolean
}

export interface Parameter<N> {
  node: N
  target: N
  initial: N | undefined
  rest: boolean
  /** Set for a plain name without a default. */
  binding: Binding | undefined
}
