/** Whether an identifier is written to where it stands: by itself or as a part of an assignment pattern. */

import type * as TS from 'typescript'
import { isAssignment, isUpdate } from './tree.js'

export function isWritten(ts: typeof TS, node: TS.Node): boolean {
  const { parent } = node
  if (ts.isBinaryExpression(parent) && parent.left === node) return isAssignment(ts, parent)
  if (isUpdate(ts, parent)) return true
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
  if (
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent)
  ) {
    return isWritten(ts, parent)
  }
  return isPatternTarget(ts, node)
}

/** Inside `[a, {b: c}] = …`: everything that is not a key or a default. */
function isPatternTarget(ts: typeof TS, node: TS.Node): boolean {
  const { parent } = node
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent))
    return isPattern(ts, parent)
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isPattern(ts, parent.parent)
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isPattern(ts, parent.parent)
  return false
}

function isPattern(ts: typeof TS, node: TS.Node): boolean {
  const { parent } = node
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return isPattern(ts, parent)
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return true
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
  return isPatternTarget(ts, node)
}
