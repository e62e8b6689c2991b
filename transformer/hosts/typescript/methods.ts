/**
 * Methods of classes below ES2015: hidden and named, as the language has them. TypeScript assigns
 * them, which shows them to `for in` and fails for a static method called `name`.
 *
 *   C.prototype.m = function () {}   →   $gf.method(C.prototype, "m", function () {})
 *
 * Law: substituted as TypeScript prints, for only then have its own transforms made the assignment.
 */

import type * as TS from 'typescript'

/** To be called while the context still takes hooks; what it gives is told of each file. */
export function defineMethods(
  ts: typeof TS,
  context: TS.TransformationContext,
): (source: TS.SourceFile, method: () => TS.Expression) => void {
  const callees = new Map<TS.SourceFile, TS.Expression>()
  const before = context.onSubstituteNode
  context.enableSubstitution(ts.SyntaxKind.ExpressionStatement)
  context.onSubstituteNode = (hint, printed) => {
    const node = before(hint, printed)
    const member = ts.getOriginalNode(node)
    if (!ts.isExpressionStatement(node) || !isDefined(ts, member)) return node
    const callee = callees.get(member.getSourceFile())
    const { expression } = node
    if (!callee || !ts.isBinaryExpression(expression)) return node
    const target = expression.left as TS.PropertyAccessExpression | TS.ElementAccessExpression
    const key = ts.isPropertyAccessExpression(target)
      ? ts.setTextRange(ts.factory.createStringLiteral(target.name.text), target.name)
      : target.argumentExpression
    const call = ts.factory.createCallExpression(callee, undefined, [target.expression, key, expression.right])
    return ts.factory.updateExpressionStatement(node, call)
  }

  return (source, method) => {
    if (holdsMethod(ts, source)) callees.set(source, method())
  }
}

function holdsMethod(ts: typeof TS, node: TS.Node): boolean {
  return isDefined(ts, node) || (ts.forEachChild(node, (child) => holdsMethod(ts, child) || undefined) ?? false)
}

/** A class is TypeScript's own matter until a method of it suspends, or is one that cannot be assigned. */
function isDefined(ts: typeof TS, node: TS.Node): boolean {
  const owner = node.parent as TS.Node | undefined
  if (!owner || !ts.isMethodDeclaration(node) || !node.body || !ts.isClassLike(owner)) return false
  return (
    owner.members.some((member) => ts.isMethodDeclaration(member) && suspends(ts, member)) || isFunctionKey(ts, node)
  )
}

function suspends(ts: typeof TS, method: TS.MethodDeclaration): boolean {
  return method.asteriskToken !== undefined || hasModifier(method, ts.SyntaxKind.AsyncKeyword)
}

/** A static `name` or `length`: every function has one already, and it is read-only. */
function isFunctionKey(ts: typeof TS, method: TS.MethodDeclaration): boolean {
  return (
    hasModifier(method, ts.SyntaxKind.StaticKeyword) &&
    ts.isIdentifier(method.name) &&
    /^(name|length|arguments|caller)$/.test(method.name.text)
  )
}

function hasModifier(method: TS.MethodDeclaration, kind: TS.SyntaxKind): boolean {
  return method.modifiers?.some((modifier) => modifier.kind === kind) ?? false
}
