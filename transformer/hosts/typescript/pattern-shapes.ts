/** What a pattern of TypeScript's takes apart: a binding pattern, or a literal that is assigned to. */

import type * as TS from 'typescript'
import type { ErrorId } from '../../errors.js'
import type { Element, Pattern } from '../../shapes.js'
import type { Scopes } from './scopes.js'
import { unwrapped } from './tree.js'

type Property = Extract<Pattern<TS.Node>, { is: 'object' }>['properties'][number]

export class PatternShapes {
  constructor(
    private readonly ts: typeof TS,
    private readonly scopes: Scopes,
    private readonly report: (id: ErrorId, node: TS.Node) => never,
  ) {}

  of(target: TS.Node): Pattern<TS.Node> {
    const { ts } = this
    const node = unwrapped(ts, target)
    if (ts.isArrayBindingPattern(node)) {
      return {
        is: 'array',
        elements: node.elements.map((e) => (ts.isOmittedExpression(e) ? undefined : bindingElement(e))),
      }
    }
    if (ts.isObjectBindingPattern(node)) {
      return {
        is: 'object',
        properties: node.elements.map((e) => ({ ...bindingElement(e), ...this.key(e.propertyName ?? e.name) })),
      }
    }
    if (ts.isArrayLiteralExpression(node)) {
      return {
        is: 'array',
        elements: node.elements.map((e) => (ts.isOmittedExpression(e) ? undefined : this.element(e))),
      }
    }
    if (ts.isObjectLiteralExpression(node))
      return { is: 'object', properties: node.properties.map((p) => this.targetProperty(p)) }
    return { is: 'target', node, binding: ts.isIdentifier(node) ? this.scopes.of(node) : undefined }
  }

  private element(node: TS.Expression): Element<TS.Node> {
    const { ts } = this
    if (ts.isSpreadElement(node)) return { target: node.expression, initial: undefined, rest: true }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return { target: node.left, initial: node.right, rest: false }
    }
    return { target: node, initial: undefined, rest: false }
  }

  private targetProperty(node: TS.ObjectLiteralElementLike): Property {
    const { ts } = this
    if (ts.isSpreadAssignment(node))
      return { target: node.expression, initial: undefined, rest: true, key: undefined, name: undefined }
    if (ts.isShorthandPropertyAssignment(node)) {
      return {
        target: node.name,
        initial: node.objectAssignmentInitializer,
        rest: false,
        key: undefined,
        name: node.name.text,
      }
    }
    if (!ts.isPropertyAssignment(node)) return this.report('unsupported', node)
    return { ...this.element(node.initializer), ...this.key(node.name) }
  }

  private key(name: TS.Node): Pick<Property, 'key' | 'name'> {
    const { ts } = this
    if (ts.isComputedPropertyName(name)) return { key: name.expression, name: undefined }
    const text =
      ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined
    return { key: undefined, name: text }
  }
}

function bindingElement(node: TS.BindingElement): Element<TS.Node> {
  return { target: node.name, initial: node.initializer, rest: node.dotDotDotToken !== undefined }
}
