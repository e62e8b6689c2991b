/** What a subtree of Babel's holds, and what follows from where a node stands. */

import type * as T from '@babel/types'
import { NAMING_ASSIGNMENTS, SubtreeFacts } from '../facts.js'
import type { Ground } from '../leaps.js'
import type { Fn, Node, Tree } from './tree.js'

export class Facts extends SubtreeFacts<Node> {
  constructor(private readonly tree: Tree) {
    super()
  }

  protected isSuspension(node: Node): boolean {
    switch (node.type) {
      case 'AwaitExpression':
      case 'YieldExpression':
        return true
      case 'ForOfStatement':
        return node.await
      case 'VariableDeclaration':
        return node.kind === 'using' || node.kind === 'await using'
      case 'ReturnStatement':
        return !!node.argument && this.returnsSuspend
    }
    return false
  }

  protected someChild(node: Node, test: (child: Node) => boolean): boolean {
    const { tree } = this
    if (tree.isFunction(node) || isField(node)) return isComputed(node) && test(node.key)
    if (node.type === 'StaticBlock') return false
    return tree.some(node, (child) => !tree.isType(child) && test(child))
  }

  protected ground(node: Node): Ground<Node> {
    const { t } = this.tree
    switch (node.type) {
      case 'ReturnStatement':
        return { is: 'leap', kind: 'return', label: undefined, value: node.argument ?? undefined }
      case 'ThrowStatement':
        return { is: 'leap', kind: 'throw', label: undefined, value: node.argument }
      case 'BreakStatement':
        return { is: 'leap', kind: 'break', label: node.label?.name, value: undefined }
      case 'ContinueStatement':
        return { is: 'leap', kind: 'continue', label: node.label?.name, value: undefined }
      case 'SwitchStatement':
        return { is: 'switch' }
      case 'ForOfStatement':
        return { is: 'closing loop' }
      case 'TryStatement':
        return { is: 'try' }
      case 'LabeledStatement':
        return { is: 'label', label: node.label.name, body: node.body }
    }
    if (t.isLoop(node)) return { is: 'loop' }
    return t.isExpression(node) ? { is: 'expression' } : { is: 'other' }
  }

  isInOpen(fn: Node): boolean {
    for (let n = this.tree.parent(fn); n; n = this.tree.parent(n))
      if (n.type === 'WithStatement' || (this.tree.isFunction(n) && this.ownEval(n.body))) return true
    return false
  }

  protected isDirectEval(node: Node): boolean {
    return isDirectEval(node)
  }
}

export function isDirectEval(node: Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'eval'
}

export function isField(node: Node): node is T.ClassProperty | T.ClassAccessorProperty | T.ClassPrivateProperty {
  return node.type === 'ClassProperty' || node.type === 'ClassAccessorProperty' || node.type === 'ClassPrivateProperty'
}

/** Has a key that is evaluated. */
export function isComputed(node: Node): node is Node & { computed: true; key: Node } {
  return 'computed' in node && 'key' in node && node.computed === true
}

/** ECMAScript 11.2.2: modules, classes, and what stands under a 'use strict'. */
export function isStrict(tree: Tree, node: Node): boolean {
  if (tree.program.sourceType === 'module') return true
  for (let n: Node | undefined = node; n; n = tree.parent(n)) {
    if (tree.isClass(n)) return true
    const directives = n.type === 'Program' ? n.directives : tree.isFunction(n) ? directivesOf(n) : []
    if (directives.some((directive) => directive.value.value === 'use strict')) return true
  }
  return false
}

export function directivesOf(fn: Fn): T.Directive[] {
  return fn.body.type === 'BlockStatement' ? (fn.body.directives ?? []) : []
}

/**
 * The name an anonymous function or class gets from where it stands (ECMAScript NamedEvaluation);
 * '' where it gets none, undefined where only the running program knows: a computed key.
 */
export function impliedName(tree: Tree, fn: Node): string | undefined {
  let node = tree.original(fn)
  let parent = tree.parent(node)
  while (parent?.type === 'ParenthesizedExpression') {
    node = parent
    parent = tree.parent(node)
  }
  switch (parent?.type) {
    case 'ExportDefaultDeclaration':
      return 'default'
    case 'JSXExpressionContainer': {
      const attribute = tree.parent(parent)
      return attribute?.type === 'JSXAttribute' && attribute.name.type === 'JSXIdentifier' ? attribute.name.name : ''
    }
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
    case 'ClassPrivateProperty':
      if (parent.value !== node) return ''
      return isComputed(parent) ? undefined : keyText(parent.key as Node)
    case 'VariableDeclarator':
      return parent.init === node && parent.id.type === 'Identifier' ? parent.id.name : ''
    case 'AssignmentPattern':
      return parent.right === node && parent.left.type === 'Identifier' ? parent.left.name : ''
    case 'AssignmentExpression':
      if (parent.right !== node || parent.left.type !== 'Identifier') return ''
      return NAMING_ASSIGNMENTS.test(parent.operator) ? parent.left.name : ''
  }
  return ''
}

/** The name of a property that is not computed. */
export function keyText(key: Node): string | undefined {
  switch (key.type) {
    case 'Identifier':
      return key.name
    case 'StringLiteral':
      return key.value
    case 'NumericLiteral':
      return String(key.value)
    case 'BigIntLiteral':
      return key.value
    case 'PrivateName':
      return `#${key.id.name}`
  }
  return undefined
}

/** False for property names, labels and the like, which only look like an identifier in use. */
export function isReference(tree: Tree, node: Node): boolean {
  const parent = tree.parent(node)
  const own = tree.original(node)
  switch (parent?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === own || parent.computed
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
    case 'ObjectMethod':
    case 'ClassMethod':
      return parent.key !== own || (parent.computed ?? false)
    case 'TSEnumMember':
      return parent.id !== own
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportSpecifier':
    case 'MetaProperty':
    case 'PrivateName':
      return false
  }
  return true
}
