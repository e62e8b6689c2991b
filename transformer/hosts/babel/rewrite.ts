/**
 * Opaque code as it reads inside a step: names that moved to the frame, parts that were computed
 * ahead, `this` and `arguments` of the call, leaps that now lead to a state.
 */

import type * as T from '@babel/types'
import type { ErrorId } from '../../errors.js'
import type { FunctionShape } from '../../shapes.js'
import type { View } from '../host.js'
import { MovedNames, OUTSIDE, type Place } from '../moved-names.js'
import { Closures } from './closures.js'
import { isReference } from './facts.js'
import type { BabelMake } from './make.js'
import { Patterns } from './patterns.js'
import type { Scopes } from './scopes.js'
import type { Node, Tree } from './tree.js'

export class Rewrite {
  private readonly names: MovedNames<Node>
  private readonly patterns: Patterns
  private readonly closures: Closures

  constructor(
    private readonly tree: Tree,
    private readonly make: BabelMake,
    private readonly scopes: Scopes,
    private readonly shape: FunctionShape<Node>,
    private readonly view: View<Node>,
    private readonly report: (id: ErrorId, node: Node) => never,
  ) {
    const visit = (node: Node, place: Place) => this.visit(node, place)
    const names = {
      nameOf: (node: Node) => (node.type === 'Identifier' ? node.name : undefined),
      isReference: (node: Node) => isReference(tree, node),
      each: (node: Node, each: (child: Node) => void) => tree.each(node, each),
    }
    this.names = new MovedNames<Node>(names, make, scopes, shape, view)
    this.patterns = new Patterns(tree, make, scopes, this.names, view, visit)
    this.closures = new Closures(tree, make, scopes, this.names, this.patterns, view, visit)
  }

  node(node: Node): Node {
    return this.closures.asValue(this.inner(node, OUTSIDE))
  }

  declaration(node: Node): Node {
    return this.closures.inside(node, OUTSIDE)
  }

  destructure(target: Node, value: Node): Node {
    return this.patterns.destructure(target, value)
  }

  private each<N extends Node>(node: N, place: Place): N {
    return this.tree.map(node, (child) => this.visit(child, place))
  }

  private visit<N extends Node>(node: N, place: Place): Node {
    const ahead = this.view.replaced.get(node)
    return ahead ? this.view.build(ahead) : this.inner(node, place)
  }

  private value(node: Node, place: Place): T.Expression {
    return this.visit(node, place) as T.Expression
  }

  /** The node itself: what was computed ahead are parts of it. */
  private inner(node: Node, place: Place): Node {
    const { tree } = this
    if (tree.isType(node)) return node
    if (tree.isFunction(node) || tree.isClass(node)) return this.closures.closure(node, place)
    switch (node.type) {
      case 'Identifier':
        return this.names.read(node, place)
      case 'JSXIdentifier':
        return this.tag(node, place)
      case 'ThisExpression':
        return (place.own && this.names.given(this.shape.self, node)) || node
      case 'MetaProperty':
        return (place.own && node.meta.name === 'new' && this.names.given(this.shape.newTarget, node)) || node
      case 'PrivateName':
        return node
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'BreakStatement':
      case 'ContinueStatement': {
        const leap = place.closure ? undefined : this.view.leap(node)
        if (leap) return leap.length === 1 ? leap[0]! : this.make.block(leap)
        // A label is no variable.
        return node.type === 'ReturnStatement' || node.type === 'ThrowStatement' ? this.each(node, place) : node
      }
      case 'LabeledStatement':
        return this.tree.updated(node, { body: this.visit(node.body, place) as T.Statement })
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.tree.updated(node, {
          object: this.value(node.object, place),
          ...(node.computed ? { property: this.value(node.property, place) } : {}),
        })
      case 'ObjectProperty':
        return this.property(node, place)
      case 'CallExpression':
      case 'OptionalCallExpression': {
        const callee = this.callee(node.callee, place)
        return this.tree.updated(
          this.tree.map(node, (child) => (child === node.callee ? child : this.visit(child, place))),
          {
            callee,
          },
        )
      }
      case 'TaggedTemplateExpression':
        return this.tree.updated(node, {
          tag: this.callee(node.tag, place),
          quasi: this.visit(node.quasi, place) as T.TemplateLiteral,
        })
      case 'AssignmentExpression':
        return this.assignment(node, place)
      case 'UpdateExpression': {
        const name = this.patterns.nameIn(node.argument)
        const updated = () =>
          tree.updated(node, { argument: this.patterns.target(name ?? node.argument, place) as T.Expression })
        return name ? this.names.update(name, updated, place) : updated()
      }
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type === 'VariableDeclaration') break
        return this.tree.updated(node, {
          left: this.patterns.inPattern(node.left, place) as T.LVal,
          right: this.value(node.right, place),
          body: this.visit(node.body, place) as T.Statement,
        })
      case 'VariableDeclarator':
        return this.tree.updated(node, {
          id: this.patterns.target(node.id, place) as T.LVal,
          init: node.init && this.value(node.init, place),
        })
      case 'CatchClause':
        return this.tree.updated(node, {
          param: node.param && (this.patterns.target(node.param, place) as T.Identifier),
          body: this.visit(node.body, place) as T.BlockStatement,
        })
      case 'VariableDeclaration':
        return this.variables(node, place)
      case 'BlockStatement':
        return place.closure ? this.each(node, place) : this.closures.block(node, place)
      case 'SwitchStatement':
        return place.closure ? this.each(node, place) : this.closures.switch(node, place)
      case 'ObjectExpression':
        return node.properties.some((property) => property.type === 'ObjectMethod')
          ? this.closures.closure(node, place)
          : this.each(node, place)
    }
    return this.each(node, place)
  }

  /** `<Name />` where the name moved: `<frame.a />`. */
  private tag(node: T.JSXIdentifier, place: Place): Node {
    if (node.name === 'this' && this.isTagName(node)) {
      const self = place.own && this.names.given(this.shape.self, node)
      return self ? this.asTag(self, node) : node
    }
    const binding = this.scopes.of(node)
    const found = binding && this.names.home(binding, place)
    return found ? this.asTag(found, node) : node
  }

  private isTagName(node: T.JSXIdentifier): boolean {
    const parent = this.tree.parent(node)
    return parent?.type === 'JSXMemberExpression' && parent.object === this.tree.original(node)
  }

  private asTag(value: Node, origin: T.JSXIdentifier): T.JSXIdentifier | T.JSXMemberExpression {
    const { t } = this.make
    if (value.type === 'Identifier') return t.jsxIdentifier(value.name)
    if (value.type !== 'MemberExpression' || value.property.type !== 'Identifier' || value.computed) {
      return this.report('unsupported', origin)
    }
    return t.jsxMemberExpression(this.asTag(value.object, origin), t.jsxIdentifier(value.property.name))
  }

  /** In an object literal or a pattern. */
  private property(node: T.ObjectProperty, place: Place): Node {
    const { t } = this.make
    const isPattern = this.tree.parent(node)?.type === 'ObjectPattern'
    const value = isPattern ? this.patterns.inPattern(node.value, place) : this.visit(node.value, place)
    const key = node.computed ? this.value(node.key, place) : node.key
    if (value === node.value || !node.shorthand) return this.tree.updated(node, { key, value: value as T.Expression })
    // `{ __proto__ }` makes a property; `{ __proto__: x }` would set the prototype.
    const { name } = node.key as T.Identifier
    const computed = name === '__proto__'
    const made = computed ? t.stringLiteral(name) : t.identifier(name)
    return this.tree.copy(node, { key: made, computed, shorthand: false, value: value as T.Expression })
  }

  // Calls: a function that moved to the frame must not get the frame as its `this`

  private callee(node: Node, place: Place): T.Expression {
    const { tree } = this
    const callee = this.value(node, place)
    const moved = tree.isMember(callee) && (!tree.isMember(tree.unwrapped(node)) || this.view.replaced.has(node))
    return moved ? this.make.detached(callee) : callee
  }

  // Writes

  private assignment(node: T.AssignmentExpression, place: Place): Node {
    const operator = node.operator.slice(0, -1)
    const name = this.patterns.nameIn(node.left)
    const left = this.patterns.target(name ?? node.left, place) as T.LVal
    // `x = () => …` where x moved to the frame: the function is named x all the same.
    const keeps = name && left.type === 'Identifier' && left.name === name.name
    const loses = operator === '' && name === node.left && !keeps && this.tree.isNameless(node.right)
    const right = () => {
      const value = this.value(node.right, place)
      return loses ? this.make.named(value, name!.name) : value
    }
    const write = name && this.names.write(name, operator, right, place)
    if (write) return write
    const whole = this.tree.updated(node, { left, right: right() })
    return name ? this.names.checked(name, whole, place) : whole
  }

  // `var`s of the function that stand inside opaque statements

  private variables(node: T.VariableDeclaration, place: Place): Node {
    if (place.closure || !this.moves(node)) return this.each(node, place)
    const parent = this.tree.parent(node)
    const isHead =
      (parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement') &&
      parent.left === this.tree.original(node)
    if (isHead) return this.patterns.target(node.declarations[0]!.id, place)
    const assigned = node.declarations
      .filter((declaration) => declaration.init)
      .map(({ id, init }) => this.make.assign(this.patterns.target(id, place), this.named(init!, id, place)))
    const whole = assigned.length > 1 ? this.make.t.sequenceExpression(assigned) : assigned[0]
    if (parent?.type === 'ForStatement' && parent.init === this.tree.original(node)) {
      // A head without a value left: nothing happens there.
      return whole ?? this.make.literal(undefined)
    }
    return whole ? this.make.expression(whole, node) : this.make.t.emptyStatement()
  }

  private named(init: Node, id: Node, place: Place): T.Expression {
    const value = this.value(init, place)
    return id.type === 'Identifier' && this.tree.isNameless(init) ? this.make.named(value, id.name) : value
  }

  private moves(node: T.VariableDeclaration): boolean {
    if (node.kind !== 'var') return false
    const search = (name: Node): boolean => {
      if (name.type !== 'Identifier') return this.tree.some(name, search)
      const binding = this.scopes.of(name)
      return binding !== undefined && this.view.home(binding) !== undefined
    }
    return node.declarations.some((declaration) => search(declaration.id))
  }
}
