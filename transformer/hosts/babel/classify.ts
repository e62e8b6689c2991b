/** Babel's nodes as shapes, one level at a time. */

import type * as T from '@babel/types'
import type { ErrorId } from '../../errors.js'
import { isSettled, type Binding } from '../../scope.js'
import type {
  Declaration,
  Element,
  Expression,
  Link,
  LogicalOperator,
  Pattern,
  Statement,
  UnseenPromise,
} from '../../shapes.js'
import { promiseCombinators } from '../../shapes.js'
import { CONSTANT_GLOBALS } from '../facts.js'
import { isComputed, keyText, type Facts } from './facts.js'
import { decoratorsOf, Operands, value } from './operands.js'
import type { Scopes } from './scopes.js'
import { markedLiteral } from './method-marks.js'
import type { Node, Tree } from './tree.js'

export class Classify {
  private readonly operands: Operands

  constructor(
    private readonly tree: Tree,
    private readonly facts: Facts,
    private readonly scopes: Scopes,
    private readonly report: (id: ErrorId, node: Node) => never,
  ) {
    this.operands = new Operands(tree, facts, report)
  }

  // Statements

  statement(node: Node): Statement<Node> {
    if (this.tree.isType(node) || ('declare' in node && node.declare)) return nothing
    switch (node.type) {
      case 'EmptyStatement':
        return nothing
      case 'FunctionDeclaration':
        return { is: 'function', binding: this.scopes.of(node.id!)!, node, outer: this.scopes.varOf(node) }
      case 'ClassDeclaration': {
        const binding = this.scopes.of(node.id!)!
        if (!isDecorated(node)) return { is: 'class', binding, value: node }
        return {
          is: 'declaration',
          binding,
          node,
          operands: this.facts.suspends(node) ? this.operands.classParts(node) : [],
        }
      }
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
        return { is: 'declaration', binding: this.scopes.of(node.id)!, node, operands: [] }
      case 'VariableDeclaration':
        return this.variables(node)
      case 'BreakStatement':
      case 'ContinueStatement':
        return { is: node.type === 'BreakStatement' ? 'break' : 'continue', label: node.label?.name }
      case 'ReturnStatement':
        return { is: 'return', value: node.argument ?? undefined }
      case 'ThrowStatement':
        return { is: 'throw', value: node.argument }
    }
    if (this.tree.t.isExpression(node)) return { is: 'expression', value: node }
    // A block that declares nothing is its statements.
    const isPlain = node.type === 'BlockStatement' && !this.scopes.scopeOf(node)?.bindings.size
    if (!this.facts.suspends(node) && !isPlain) return { is: 'opaque', node }
    return this.suspendingStatement(node)
  }

  private suspendingStatement(node: Node): Statement<Node> {
    const scope = this.scopes.scopeOf(node)
    switch (node.type) {
      case 'BlockStatement':
        return { is: 'block', scope, body: node.body }
      case 'ExpressionStatement':
        return { is: 'expression', value: node.expression }
      case 'IfStatement':
        return { is: 'if', test: node.test, then: node.consequent, otherwise: node.alternate ?? undefined }
      case 'WhileStatement': {
        const { test, body } = node
        return { is: 'while', test: test.type === 'BooleanLiteral' && test.value ? undefined : test, body }
      }
      case 'DoWhileStatement':
        return { is: 'do', body: node.body, test: node.test }
      case 'ForStatement': {
        const { init, test, update, body } = node
        return { is: 'for', scope, init: init ?? undefined, test: test ?? undefined, update: update ?? undefined, body }
      }
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.iterate(node)
      case 'SwitchStatement': {
        const cases = node.cases.map((clause) => ({ test: clause.test ?? undefined, body: clause.consequent }))
        return { is: 'switch', scope, subject: node.discriminant, cases }
      }
      case 'LabeledStatement':
        return { is: 'label', label: node.label.name, body: node.body }
      case 'TryStatement': {
        const clause = node.handler
        return {
          is: 'try',
          block: node.block,
          catch: clause
            ? {
                scope: this.scopes.scopeOf(clause),
                param: clause.param ?? undefined,
                body: clause.body,
                mentionsCancel: this.mentions(clause.body, /^(CancelledError|isCancelled)$/),
              }
            : undefined,
          finally: node.finalizer ?? undefined,
        }
      }
      case 'WithStatement':
        return this.report('with-statement', node)
    }
    return this.report('unsupported', node)
  }

  private mentions(node: Node, name: RegExp): boolean {
    if (node.type === 'Identifier') return name.test(node.name)
    return this.tree.some(node, (child) => this.mentions(child, name))
  }

  private variables(node: T.VariableDeclaration): Extract<Statement<Node>, { is: 'variables' }> {
    const declarations = node.declarations.map((declaration): Declaration<Node> => ({
      node: declaration,
      target: declaration.id,
      value: declaration.init ?? undefined,
    }))
    return { is: 'variables', kind: node.kind, declarations }
  }

  private iterate(node: T.ForXStatement): Statement<Node> {
    const { left } = node
    const declared = left.type === 'VariableDeclaration' ? left : undefined
    return {
      is: 'iterate',
      how: node.type === 'ForInStatement' ? 'in' : node.await ? 'await' : 'of',
      scope: this.scopes.scopeOf(node),
      kind: declared?.kind,
      target: declared ? declared.declarations[0]!.id : left,
      over: node.right,
      body: node.body,
    }
  }

  // Expressions

  expression(node: Node): Expression<Node> {
    const { tree } = this
    if (tree.isWrapper(node)) return { is: 'wrapped', inner: node.expression }
    switch (node.type) {
      case 'AwaitExpression':
        return { is: 'await', value: node.argument, unseen: this.unseenPromise(node.argument) }
      case 'YieldExpression':
        return node.delegate
          ? { is: 'delegate', value: node.argument! }
          : { is: 'yield', value: node.argument ?? undefined }
      case 'LogicalExpression':
        return { is: 'logical', operator: node.operator as LogicalOperator, left: node.left, right: node.right }
      case 'AssignmentExpression':
        return { is: 'assign', node, target: node.left, operator: node.operator, value: node.right }
      case 'SequenceExpression':
        return { is: 'sequence', items: node.expressions }
      case 'ConditionalExpression':
        return { is: 'conditional', test: node.test, then: node.consequent, otherwise: node.alternate }
      case 'OptionalMemberExpression':
      case 'OptionalCallExpression':
        return this.chain(node)
      case 'UnaryExpression':
        if (node.operator === 'delete' && tree.isOptional(tree.unwrapped(node.argument))) {
          return { ...this.chain(tree.unwrapped(node.argument)), deletes: true }
        }
        break
      case 'CallExpression':
        return this.call(node)
      case 'TaggedTemplateExpression': {
        const args = node.quasi.expressions.map((expression) => value(expression))
        return { is: 'call', node, callee: node.tag, receiver: this.receiver(node.tag), args, template: true }
      }
    }
    return { is: 'operands', node, operands: this.operands.of(node) }
  }

  private unseenPromise(value: Node): UnseenPromise<Node> | undefined {
    const node = this.tree.unwrapped(value)
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined
    const callee = node.type === 'NewExpression' ? undefined : node.callee
    if (callee && (callee.type !== 'MemberExpression' || callee.computed)) return undefined
    const how = callee
      ? promiseCombinators.find((name) => callee.property.type === 'Identifier' && callee.property.name === name)
      : 'new'
    const constructor = callee ? callee.object : node.callee
    const isPromise =
      constructor.type === 'Identifier' && constructor.name === 'Promise' && !this.scopes.of(constructor)
    const [argument, ...others] = node.arguments
    if (!how || !isPromise || !argument || argument.type === 'SpreadElement' || others.length > 0) return undefined
    return { how, callee: callee ?? constructor, argument }
  }

  private call(node: T.CallExpression): Expression<Node> {
    const marked = markedLiteral(node)
    if (marked) return { is: 'operands', node, operands: this.operands.of(marked) }
    const args = this.operands.args(node.arguments)
    if (node.callee.type === 'Import' || node.callee.type === 'Super') return { is: 'operands', node, operands: args }
    return { is: 'call', node, callee: node.callee, receiver: this.receiver(node.callee), args, template: false }
  }

  /** The object in front of a called property. */
  private receiver(callee: Node): { object: Node; key: Node | undefined; isSuper: boolean } | undefined {
    const node = this.tree.unwrapped(callee)
    if (node.type !== 'MemberExpression') return undefined
    return {
      object: node.object,
      key: node.computed ? node.property : undefined,
      isSuper: node.object.type === 'Super',
    }
  }

  /** All links from the first object on, so that a link knows the object it was read from. */
  private chain(node: Node): Extract<Expression<Node>, { is: 'chain' }> {
    const links: Link<Node>[] = []
    let base = node
    for (let isOpen = true; isOpen;) {
      if (base.type === 'OptionalCallExpression' || base.type === 'CallExpression') {
        if (base.callee.type === 'Super' || base.callee.type === 'Import') break
        links.unshift({
          node: base,
          optional: base.optional ?? false,
          key: undefined,
          args: this.operands.args(base.arguments),
        })
        isOpen = !this.endsChain(base, base.callee)
        base = base.callee
      } else if (this.tree.isMember(base)) {
        if (base.object.type === 'Super') break
        const key = base.computed ? base.property : undefined
        links.unshift({ node: base, optional: base.optional ?? false, key, args: undefined })
        isOpen = !this.endsChain(base, base.object)
        base = base.object
      } else if (base.type === 'TSNonNullExpression') {
        base = base.expression
      } else {
        break
      }
    }
    return { is: 'chain', base, links, deletes: false }
  }

  /** `(a?.b).c`: the parentheses are gone from the tree, the kind of the node tells. */
  private endsChain(link: Node, before: Node): boolean {
    return !this.tree.isOptional(link) && this.tree.isOptional(before)
  }

  // Patterns

  pattern(node: Node): Pattern<Node> {
    const target = this.tree.unwrapped(node)
    switch (target.type) {
      case 'ArrayPattern':
        return { is: 'array', elements: target.elements.map((e) => (e ? this.element(e) : undefined)) }
      case 'ObjectPattern': {
        const properties = target.properties.map((property) => {
          if (property.type === 'RestElement') return { ...this.element(property), key: undefined, name: undefined }
          if (isComputed(property))
            return { ...this.element(property.value), key: property.key as Node, name: undefined }
          return { ...this.element(property.value), key: undefined, name: keyText(property.key) }
        })
        return { is: 'object', properties }
      }
    }
    return { is: 'target', node: target, binding: target.type === 'Identifier' ? this.scopes.of(target) : undefined }
  }

  private element(node: Node): Element<Node> {
    if (node.type === 'RestElement') return { target: node.argument, initial: undefined, rest: true }
    if (node.type === 'AssignmentPattern') return { target: node.left, initial: node.right, rest: false }
    return { target: node, initial: undefined, rest: false }
  }

  // Small questions

  named(node: Node): Binding | undefined {
    const inner = this.tree.unwrapped(node)
    return inner.type === 'Identifier' ? this.scopes.of(inner) : undefined
  }

  isStable(node: Node): boolean {
    const inner = this.tree.unwrapped(node)
    switch (inner.type) {
      case 'Identifier': {
        const binding = this.scopes.of(inner)
        return binding ? isSettled(binding) && !this.scopes.isEarly(inner) : CONSTANT_GLOBALS.has(inner.name)
      }
      case 'ClassExpression':
        return this.isInertClass(inner)
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'ThisExpression':
      case 'Super':
        return true
      case 'TemplateLiteral':
        return inner.expressions.length === 0
    }
    return this.tree.t.isLiteral(inner)
  }

  /** Making it runs no code of the user. */
  private isInertClass(node: T.ClassExpression): boolean {
    if (node.superClass) return false
    return node.body.body.every((member) => {
      const isStatic = 'static' in member && member.static
      return !isStatic && !isComputed(member) && decoratorsOf(member).length === 0 && member.type !== 'StaticBlock'
    })
  }

  /** `x = …;` as a statement of its own: x has a new value whatever happens. */
  assigns(statement: Node): Binding[] {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined
    if (expression?.type !== 'AssignmentExpression' || expression.operator !== '=') return []
    const binding = expression.left.type === 'Identifier' ? this.scopes.of(expression.left) : undefined
    return binding ? [binding] : []
  }
}

const nothing = { is: 'block', scope: undefined, body: [] } as const

function isDecorated(node: T.Class): boolean {
  return [node, ...node.body.body].some((n) => decoratorsOf(n).length > 0)
}
