/** Methods that are marked, in TypeScript's tree. */

import type * as TS from 'typescript'
import { MethodMarks, type Key } from '../method-marks.js'
import { containsSuper } from './functions.js'
import type { TypeScriptMake } from './make.js'
import { unwrapped } from './tree.js'

export class TypeScriptMethodMarks extends MethodMarks<TS.Node> {
  constructor(
    private readonly ts: typeof TS,
    make: TypeScriptMake,
    variable: (hint: string) => string,
    /** Static blocks do not stay; TypeScript then names a class that has no name, whatever its static `name` is. */
    private readonly lowersBlocks: boolean,
  ) {
    super(make, variable)
  }

  ofClass(node: TS.ClassLikeDeclaration): TS.ClassLikeDeclaration {
    const { ts } = this
    const { factory } = ts
    const isRenamed = this.lowersBlocks && ts.isClassExpression(node) && !node.name
    if (isRenamed && node.members.some((member) => this.isStatic(member) && this.isCalled(member, 'name'))) return node
    const found = this.inClass(node.members)
    if (!found) return node
    const block = factory.createClassStaticBlockDeclaration(
      factory.createBlock(found.block as TS.Statement[], found.block.length > 1),
    )
    const members = ts.setTextRange(
      factory.createNodeArray([block, ...(found.members as TS.ClassElement[])]),
      node.members,
    )
    const { modifiers, name, typeParameters, heritageClauses } = node
    return ts.isClassDeclaration(node)
      ? factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members)
      : factory.updateClassExpression(node, modifiers, name, typeParameters, heritageClauses, members)
  }

  ofObject(node: TS.ObjectLiteralExpression): TS.Expression {
    const { ts } = this
    const literal = (properties: TS.Node[]) =>
      ts.factory.updateObjectLiteralExpression(
        node,
        ts.setTextRange(
          ts.factory.createNodeArray(properties as TS.ObjectLiteralElementLike[], node.properties.hasTrailingComma),
          node.properties,
        ),
      )
    const made = this.inObject(node.properties, literal) as TS.Expression | undefined
    return made ? ts.setOriginalNode(made, node) : node
  }

  protected keyOf(member: TS.Node): Key<TS.Node> | undefined {
    const { ts } = this
    const { name } = member as TS.NamedDeclaration
    if (!name || ts.isPrivateIdentifier(name)) return undefined
    if (!ts.isComputedPropertyName(name)) {
      return { text: ts.isBigIntLiteral(name) ? name.text.replace(/n$/, '') : (name as TS.Identifier).text }
    }
    const key = unwrapped(ts, name.expression)
    if (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return { text: key.text }
    if (ts.isIdentifier(key)) return { again: this.copy(key) }
    if (ts.isPropertyAccessExpression(key) && ts.isIdentifier(key.expression) && key.expression.text === 'Symbol') {
      const again = ts.factory.createPropertyAccessExpression(this.copy(key.expression), key.name.text)
      return { again: ts.setTextRange(ts.setOriginalNode(again, key), key) }
    }
    return { once: name.expression }
  }

  private isCalled(member: TS.Node, text: string): boolean {
    const key = this.keyOf(member)
    return key !== undefined && 'text' in key && key.text === text
  }

  private copy(name: TS.Identifier): TS.Identifier {
    const { ts } = this
    return ts.setTextRange(ts.setOriginalNode(ts.factory.createIdentifier(name.text), name), name)
  }

  protected withKey(member: TS.Node, key: TS.Node): TS.Node {
    const { ts } = this
    const { name } = member as TS.NamedDeclaration
    const computed = ts.factory.updateComputedPropertyName(name as TS.ComputedPropertyName, key as TS.Expression)
    return ts.visitEachChild(member, (child) => (child === name ? computed : child), undefined)
  }

  protected methodOf(member: TS.Node): TS.Node {
    const { ts } = this
    return ts.isPropertyAssignment(member) ? unwrapped(ts, member.initializer) : member
  }

  protected isStatic(member: TS.Node): boolean {
    return this.has(member, this.ts.SyntaxKind.StaticKeyword)
  }

  protected isDecorated(member: TS.Node): boolean {
    return this.has(member, this.ts.SyntaxKind.Decorator)
  }

  private has(member: TS.Node, kind: TS.SyntaxKind): boolean {
    return (member as TS.MethodDeclaration).modifiers?.some((modifier) => modifier.kind === kind) ?? false
  }

  protected isSpread(member: TS.Node): boolean {
    return this.ts.isSpreadAssignment(member)
  }

  protected saysSuper(member: TS.Node): boolean {
    const { ts } = this
    return ts.isMethodDeclaration(member) && containsSuper(ts, member)
  }

  protected object(properties: readonly TS.Node[]): TS.Node {
    return this.ts.factory.createObjectLiteralExpression(properties as TS.ObjectLiteralElementLike[], false)
  }
}

/** The literal in `$gf.marked({ … }, …)`, which the transform made: nothing else in it is evaluated that could change. */
export function markedLiteral(ts: typeof TS, node: TS.Node): TS.Node | undefined {
  if (!ts.isCallExpression(node) || node.pos >= 0) return undefined
  const { expression } = node
  if (expression.pos >= 0 || !ts.isPropertyAccessExpression(expression) || expression.name.text !== 'marked')
    return undefined
  const [home] = node.arguments
  return home && (ts.isObjectLiteralExpression(home) ? home : markedLiteral(ts, home))
}
