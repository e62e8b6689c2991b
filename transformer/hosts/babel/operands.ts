/** What an expression of Babel's evaluates before itself, in order. */

import type * as T from '@babel/types'
import type { ErrorId } from '../../errors.js'
import type { Operand } from '../../shapes.js'
import { isComputed, type Facts } from './facts.js'
import type { Node, Tree } from './tree.js'

export class Operands {
  constructor(
    private readonly tree: Tree,
    private readonly facts: Facts,
    private readonly report: (id: ErrorId, node: Node) => never,
  ) {}

  of(node: Node): Operand<Node>[] {
    switch (node.type) {
      case 'MemberExpression': {
        const key = node.computed ? [value(node.property)] : []
        return node.object.type === 'Super' ? key : [value(node.object), ...key]
      }
      case 'BinaryExpression':
        return node.left.type === 'PrivateName' ? [value(node.right)] : [value(node.left), value(node.right)]
      case 'NewExpression':
        return [value(node.callee), ...this.args(node.arguments)]
      case 'ImportExpression':
        return [value(node.source), ...(node.options ? [value(node.options)] : [])]
      case 'TemplateLiteral':
        return node.expressions.map((expression) => ({ node: expression, keep: 'string' }))
      case 'ArrayExpression':
        return this.args(node.elements.filter((element) => element !== null))
      case 'ObjectExpression':
        return node.properties.flatMap((property): Operand<Node>[] => {
          if (property.type === 'SpreadElement') return [{ node: property.argument, keep: 'copy' }]
          const key: Operand<Node>[] = isComputed(property) ? [{ node: property.key, keep: 'key' }] : []
          return property.type === 'ObjectProperty' ? [...key, value(property.value)] : key
        })
      case 'UpdateExpression':
        return this.reference(node.argument)
      case 'UnaryExpression':
        return node.operator === 'delete' ? this.reference(node.argument) : [value(node.argument)]
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.classParts(node)
      case 'JSXElement':
        return [...this.attributes(node.openingElement.attributes), ...this.children(node.children)]
      case 'JSXFragment':
        return this.children(node.children)
    }
    if (!this.facts.suspends(node)) return []
    return this.report('unsupported', node)
  }

  private reference(node: Node): Operand<Node>[] {
    const target = this.tree.unwrapped(node)
    if (this.tree.isOptional(target)) return this.report('unsupported', node)
    return this.of(target)
  }

  classParts(node: T.Class): Operand<Node>[] {
    const decorators = (n: Node) => decoratorsOf(n).map((decorator) => value(decorator.expression))
    const keys = node.body.body.flatMap((member): Operand<Node>[] => [
      ...decorators(member),
      ...(isComputed(member) ? [{ node: member.key, keep: 'key' as const }] : []),
    ])
    return [...decorators(node), ...(node.superClass ? [value(node.superClass)] : []), ...keys]
  }

  private attributes(attributes: readonly (T.JSXAttribute | T.JSXSpreadAttribute)[]): Operand<Node>[] {
    return attributes.flatMap((attribute): Operand<Node>[] => {
      if (attribute.type === 'JSXSpreadAttribute') return [{ node: attribute.argument, keep: 'copy' }]
      const init = attribute.value
      if (init?.type === 'JSXExpressionContainer') return [value(init.expression)]
      return init && init.type !== 'StringLiteral' ? [value(init)] : []
    })
  }

  private children(children: readonly Node[]): Operand<Node>[] {
    return children.flatMap((child): Operand<Node>[] => {
      switch (child.type) {
        case 'JSXText':
          return []
        case 'JSXExpressionContainer':
          return child.expression.type === 'JSXEmptyExpression' ? [] : [value(child.expression)]
        case 'JSXSpreadChild':
          return [{ node: child.expression, keep: 'spread' }]
      }
      return [value(child)]
    })
  }

  args(nodes: readonly Node[]): Operand<Node>[] {
    return nodes.map((node) => (node.type === 'SpreadElement' ? { node: node.argument, keep: 'spread' } : value(node)))
  }
}

export function value(node: Node): Operand<Node> {
  return { node, keep: 'value' }
}

export function decoratorsOf(node: Node): T.Decorator[] {
  return ('decorators' in node && (node.decorators as T.Decorator[] | null | undefined)) || []
}
