/**
 * `arguments` inside an arrow function is that of the function around it. TypeScript's ES5 lowering
 * makes a function of the arrow and leaves the name, which then means another object (TS2496), so
 * the function around keeps its own: `var args = arguments`.
 */

import type * as TS from 'typescript'
import { directiveCount, isReference } from './facts.js'

interface Around {
  /** Set once an arrow inside asked. */
  name: string | undefined
}

export function keepArguments(ts: typeof TS, file: TS.SourceFile, fresh: (hint: string) => string): TS.SourceFile {
  if (!/\barguments\b/.test(file.text)) return file
  const { factory } = ts

  const visit = (node: TS.Node, around: Around | undefined, inArrow: boolean): TS.Node => {
    const each = (inside: Around | undefined, arrow: boolean) =>
      ts.visitEachChild(node, (child) => visit(child, inside, arrow), undefined)

    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node
    if (ts.isIdentifier(node) && node.text === 'arguments' && inArrow && around && isReference(ts, node)) {
      around.name ??= fresh('args')
      return ts.setTextRange(factory.createIdentifier(around.name), node)
    }
    if (ts.isArrowFunction(node)) return each(around, true)
    if (ts.isFunctionLike(node)) {
      const own: Around = { name: undefined }
      const visited = each(own, false)
      return own.name === undefined ? visited : withArguments(visited as TS.FunctionLikeDeclaration, own.name)
    }
    if (ts.isClassStaticBlockDeclaration(node) || ts.isPropertyDeclaration(node)) return each(undefined, false)
    return each(around, inArrow)
  }

  const withArguments = (fn: TS.FunctionLikeDeclaration, name: string): TS.Node =>
    ts.visitEachChild(
      fn,
      (child) => {
        if (child !== fn.body || !ts.isBlock(child)) return child
        const at = directiveCount(ts, child.statements)
        const keep = factory.createVariableStatement(undefined, [
          factory.createVariableDeclaration(name, undefined, undefined, factory.createIdentifier('arguments')),
        ])
        return factory.updateBlock(child, [...child.statements.slice(0, at), keep, ...child.statements.slice(at)])
      },
      undefined,
    )

  return ts.visitEachChild(file, (node) => visit(node, undefined, false), undefined)
}
