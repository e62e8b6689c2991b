/** What an expression of TypeScript's evaluates before itself, in order. */

import type * as TS from 'typescript'
import type { ErrorId } from '../../errors.js'
import type { Keeping, Operand } from '../../shapes.js'
import type { Facts } from './facts.js'
import { isUpdate, unwrapped } from './tree.js'

export class Operands {
  constructor(
    private readonly ts: typeof TS,
    private readonly facts: Facts,
    private readonly report: (id: ErrorId, node: TS.Node) => never,
  ) {}

  of(node: TS.Node): Operand<TS.Node>[] {
    const { ts } = this
    if (ts.isPropertyAccessExpression(node))
      return node.expression.kind === ts.SyntaxKind.SuperKeyword ? [] : [value(node.expression)]
    if (ts.isElementAccessExpression(node)) {
      const key = value(node.argumentExpression)
      return node.expression.kind === ts.SyntaxKind.SuperKeyword ? [key] : [value(node.expression), key]
    }
    if (ts.isNewExpression(node)) return [value(node.expression), ...this.args(node.arguments ?? [])]
    if (ts.isTemplateExpression(node))
      return node.templateSpans.map((span) => ({ node: span.expression, keep: 'string' }))
    if (ts.isArrayLiteralExpression(node))
      return this.args(node.elements.filter((element) => !ts.isOmittedExpression(element)))
    if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((property) => this.property(property))
    if (isUpdate(ts, node)) return this.reference(node.operand)
    if (ts.isPrefixUnaryExpression(node)) return [value(node.operand)]
    if (ts.isDeleteExpression(node)) return this.reference(node.expression)
    if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return [value(node.expression)]
    if (ts.isClassLike(node)) return this.classParts(node)
    if (ts.isJsxElement(node)) return [...this.attributes(node.openingElement), ...this.children(node.children)]
    if (ts.isJsxSelfClosingElement(node)) return this.attributes(node)
    if (ts.isJsxFragment(node)) return this.children(node.children)
    if (!this.facts.suspends(node)) return []
    return this.report('unsupported', node)
  }

  private reference(node: TS.Node): Operand<TS.Node>[] {
    const target = unwrapped(this.ts, node)
    if (this.ts.isOptionalChain(target)) return this.report('unsupported', node)
    return this.of(target)
  }

  private property(property: TS.ObjectLiteralElementLike): Operand<TS.Node>[] {
    const { ts } = this
    if (ts.isSpreadAssignment(property)) return [{ node: property.expression, keep: 'copy' }]
    const key =
      property.name && ts.isComputedPropertyName(property.name)
        ? [{ node: property.name.expression, keep: 'key' as Keeping }]
        : []
    if (ts.isPropertyAssignment(property)) return [...key, value(property.initializer)]
    if (ts.isShorthandPropertyAssignment(property)) return [value(property.name)]
    return key
  }

  classParts(node: TS.ClassLikeDeclaration): Operand<TS.Node>[] {
    const { ts } = this
    const decorators = (n: TS.Node) =>
      ts.canHaveDecorators(n) ? (ts.getDecorators(n) ?? []).map((decorator) => value(decorator.expression)) : []
    const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
    const keys = node.members.flatMap((member) => [
      ...decorators(member),
      ...(member.name && ts.isComputedPropertyName(member.name)
        ? [{ node: member.name.expression, keep: 'key' as Keeping }]
        : []),
    ])
    return [...decorators(node), ...(heritage ? [value(heritage.expression)] : []), ...keys]
  }

  private attributes(element: TS.JsxOpeningLikeElement): Operand<TS.Node>[] {
    const { ts } = this
    return element.attributes.properties.flatMap((attribute): Operand<TS.Node>[] => {
      if (ts.isJsxSpreadAttribute(attribute)) return [{ node: attribute.expression, keep: 'copy' }]
      const init = attribute.initializer
      return init && ts.isJsxExpression(init) && init.expression
        ? [value(init.expression)]
        : init && !ts.isStringLiteral(init)
          ? [value(init)]
          : []
    })
  }

  private children(children: readonly TS.JsxChild[]): Operand<TS.Node>[] {
    const { ts } = this
    return children.flatMap((child): Operand<TS.Node>[] => {
      if (ts.isJsxText(child)) return []
      if (!ts.isJsxExpression(child)) return [value(child)]
      if (!child.expression) return []
      return [{ node: child.expression, keep: child.dotDotDotToken ? 'spread' : 'value' }]
    })
  }

  args(nodes: readonly TS.Expression[]): Operand<TS.Node>[] {
    return nodes.map((node) =>
      this.ts.isSpreadElement(node) ? { node: node.expression, keep: 'spread' } : value(node),
    )
  }
}

export function value(node: TS.Node): Operand<TS.Node> {
  return { node, keep: 'value' }
}
