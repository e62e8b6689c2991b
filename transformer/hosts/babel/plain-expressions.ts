/** What expressions of Babel's tree are sure to give, and the console that does for a place of it. */

import type { Binding } from '../../scope.js'
import { isPlainOperator, PlainValues, type ConsoleName, type Plain } from '../plain-values.js'
import type { Scopes } from './scopes.js'
import type { Node, Tree } from './tree.js'

export class PlainExpressions extends PlainValues<Node> {
  private declarations: Map<Binding, Node & { type: 'VariableDeclarator' }> | undefined

  constructor(
    private readonly tree: Tree,
    private readonly scopes: Scopes,
  ) {
    super()
  }

  /** For the name `console`, as it was parsed. */
  consoleAt(name: Node): ConsoleName {
    const member = this.tree.parent(name)
    if (member?.type !== 'MemberExpression' || member.computed || member.property.type !== 'Identifier')
      return 'console'
    const call = this.tree.parent(member)
    const isCall = call?.type === 'CallExpression' && call.callee === member
    return this.consoleFor(member.property.name, isCall ? call.arguments : undefined)
  }

  protected read(wrapped: Node): Plain<Node> {
    const node = this.tree.unwrapped(wrapped)
    switch (node.type) {
      case 'StringLiteral':
        return { is: 'text', fixed: node.value }
      case 'TemplateLiteral':
        return node.expressions.length > 0 ? { is: 'text' } : { is: 'text', fixed: node.quasis[0]!.value.raw }
      case 'ConditionalExpression':
        return { is: 'either', of: [node.consequent, node.alternate] }
      case 'LogicalExpression':
        return { is: 'either', of: [node.left, node.right] }
      case 'BinaryExpression':
        if (node.operator === '+') return { is: 'sum', of: [node.left, node.right] }
        return isPlainOperator(node.operator) ? { is: 'word' } : undefined
      case 'UnaryExpression':
        return /^(!|typeof)$/.test(node.operator) ? { is: 'word' } : undefined
      case 'NumericLiteral':
      case 'BooleanLiteral':
      case 'NullLiteral':
        return { is: 'word' }
      case 'MemberExpression':
        return !node.computed && this.propertyOf(node) === 'length' ? { is: 'word' } : undefined
      case 'CallExpression':
        return this.call(node)
      case 'Identifier':
        return node.name === 'undefined' ? { is: 'word' } : this.name(node)
    }
    return undefined
  }

  private propertyOf(node: Node): string | undefined {
    const isNamed = node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier'
    return isNamed ? (node.property as Node & { type: 'Identifier' }).name : undefined
  }

  private call({ callee, arguments: [argument] }: Node & { type: 'CallExpression' }): Plain<Node> {
    if (callee.type === 'Identifier' && callee.name === 'String' && !this.scopes.of(callee)) return { is: 'text' }
    const name = this.propertyOf(callee)
    if (name === undefined) return undefined
    const separator = argument ? (argument.type === 'StringLiteral' ? argument.value : undefined) : ''
    return { is: 'call', name, separator }
  }

  private name(node: Node): Plain<Node> {
    const binding = this.scopes.of(node)
    const declaration = binding && this.declarationOf(binding)
    if (!declaration?.init) return undefined
    if (!binding!.written) return { is: 'name', of: declaration.init }
    return this.isCounter(declaration, binding!) ? { is: 'word' } : undefined
  }

  private declarationOf(binding: Binding) {
    if (!this.declarations) {
      const found = (this.declarations = new Map())
      const search = (node: Node): void => {
        const declared = node.type === 'VariableDeclarator' && this.scopes.of(node.id)
        if (declared && declared.kind !== 'var') found.set(declared, node)
        this.tree.each(node, search)
      }
      search(this.tree.program)
    }
    return this.declarations.get(binding)
  }

  /** `for (let i = 0; …; i++)`, and nobody else writes it. */
  private isCounter(declaration: Node & { type: 'VariableDeclarator' }, binding: Binding): boolean {
    const { tree, scopes } = this
    const list = tree.parent(declaration)
    const loop = list && tree.parent(list)
    if (loop?.type !== 'ForStatement' || declaration.init?.type !== 'NumericLiteral') return false
    const isOtherWrite = (node: Node): boolean =>
      (node.type === 'Identifier' &&
        scopes.of(node) === binding &&
        scopes.isWrittenAt(node) &&
        tree.parent(node)?.type !== 'UpdateExpression') ||
      tree.some(node, isOtherWrite)
    return !isOtherWrite(loop)
  }
}
