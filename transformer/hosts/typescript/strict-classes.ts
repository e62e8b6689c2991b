/**
 * The code of a class is strict; the function that TypeScript makes of it below ES2015 is as sloppy as what is around.
 *
 *   (function () { function C() {} … return C }())   →   (function () { "use strict"; function C() {} … return C }())
 *
 * Law: substituted as TypeScript prints. A function declared in a block stays out: strict code of ES5 has none.
 */

import type * as TS from 'typescript'
import { isStrict } from './facts.js'

/** To be called while the context still takes hooks; what it gives is told of each file. */
export function beStrict(ts: typeof TS, context: TS.TransformationContext): (source: TS.SourceFile) => void {
  const { factory } = ts
  /** Where the classes end that are to say so: all that TypeScript's function still tells of its class. */
  const ends = new Set<number>()
  const before = context.onSubstituteNode
  context.enableSubstitution(ts.SyntaxKind.PartiallyEmittedExpression)
  context.onSubstituteNode = (hint, printed) => {
    const node = before(hint, printed)
    if (!ts.isPartiallyEmittedExpression(node) || !ends.has(node.end)) return node
    const { expression: fn } = node
    if (!ts.isFunctionExpression(fn) || fn.pos >= 0) return node
    const directive = factory.createExpressionStatement(factory.createStringLiteral('use strict'))
    const body = factory.updateBlock(fn.body, [directive, ...fn.body.statements])
    const { modifiers, name, parameters } = fn
    const strict = factory.updateFunctionExpression(
      fn,
      modifiers,
      undefined,
      name,
      undefined,
      parameters,
      undefined,
      body,
    )
    return factory.updatePartiallyEmittedExpression(node, strict)
  }

  return (source) => {
    const visit = (node: TS.Node): void => {
      if (!ts.isClassLike(node)) ts.forEachChild(node, visit)
      else if (isStrict(ts, source, node.parent)) return
      else if (!declaresInBlock(ts, node)) ends.add(node.end)
    }
    visit(source)
  }
}

function declaresInBlock(ts: typeof TS, node: TS.Node): boolean {
  if (ts.isFunctionDeclaration(node)) {
    const { parent: home } = node.parent
    if (!ts.isFunctionLike(home) && !ts.isClassStaticBlockDeclaration(home)) return true
  }
  return ts.forEachChild(node, (child) => declaresInBlock(ts, child) || undefined) ?? false
}
