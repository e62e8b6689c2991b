/** Small questions about TypeScript's nodes. */

import type * as TS from 'typescript'

type Wrapper =
  | TS.ParenthesizedExpression
  | TS.AsExpression
  | TS.NonNullExpression
  | TS.SatisfiesExpression
  | TS.TypeAssertion
  | TS.PartiallyEmittedExpression

/** Parentheses and type assertions: nothing happens when they are evaluated. */
export function isWrapper(ts: typeof TS, node: TS.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    (ts.isNonNullExpression(node) && !ts.isOptionalChain(node)) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isPartiallyEmittedExpression(node)
  )
}

/** But for the `this` of TypeScript, which is a type. */
export function parametersOf(ts: typeof TS, fn: TS.FunctionLikeDeclaration): TS.ParameterDeclaration[] {
  return fn.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'))
}

export function unwrapped(ts: typeof TS, node: TS.Node): TS.Node {
  let inner = node
  while (isWrapper(ts, inner)) inner = inner.expression
  return inner
}

/** `=`, `+=`, `??=` … */
export function isAssignment(ts: typeof TS, node: TS.Node): node is TS.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false
  const { kind } = node.operatorToken
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** `++` or `--`. */
export function isUpdate(ts: typeof TS, node: TS.Node): node is TS.PrefixUnaryExpression | TS.PostfixUnaryExpression {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return false
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
}

/** A function or class that is named after what it is given to. */
export function isNameless(ts: typeof TS, node: TS.Node): boolean {
  let inner = node
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression
  return ts.isArrowFunction(inner) || ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name)
}
