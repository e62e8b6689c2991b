/**
 * Opaque code as it reads inside a step: names that moved to the frame, parts that were computed
 * ahead, `this` and `arguments` of the call, leaps that now lead to a state.
 *
 * Closures are rewritten in place. One that keeps a variable of an iteration is made by a small
 * function that is given that variable: `(url => () => fetch(url))(frame.b)`.
 */

import type * as T from '@babel/types'
import type { ErrorId } from '../../errors.js'
import type { Binding } from '../../scope.js'
import type { FunctionShape } from '../../shapes.js'
import type { View } from '../host.js'
import { impliedName, isComputed, isField, isReference } from './facts.js'
import type { BabelMake } from './make.js'
import type { Scopes } from './scopes.js'
import type { Fn, Node, Tree } from './tree.js'

/** Where the visitor stands: inside a closure, and whether `this` is still that of the call. */
interface Place {
  closure: boolean
  own: boolean
}

export class Rewrite {
  constructor(
    private readonly tree: Tree,
    private readonly make: BabelMake,
    private readonly scopes: Scopes,
    private readonly shape: FunctionShape<Node>,
    private readonly view: View<Node>,
    private readonly report: (id: ErrorId, node: Node) => never,
  ) {}

  node(node: Node): Node {
    return this.asValue(this.inner(node, { closure: false, own: true }))
  }

  declaration(node: Node): Node {
    return this.inside(node, { closure: false, own: true })
  }

  /** A pattern or target, assigned from `value`. */
  destructure(target: Node, value: Node): Node {
    // Nothing is taken, but what cannot be destructured is refused.
    if (target.type === 'ObjectPattern' && target.properties.length === 0) {
      return this.make.call(this.make.runtime('object'), [value])
    }
    if (target.type === 'ArrayPattern' && target.elements.length === 0) {
      return this.make.call(this.make.property(this.make.call(this.make.runtime('iterate'), [value]), 'close'), [])
    }
    const place = { closure: false, own: true }
    const name = this.nameIn(target)
    const write = name && this.write(name, '', () => value as T.Expression, place)
    return write ?? this.make.assign(this.target(name ?? target, place), value)
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
    if (tree.isFunction(node) || tree.isClass(node)) return this.closure(node, place)
    switch (node.type) {
      case 'Identifier':
        return this.read(node, place)
      case 'JSXIdentifier':
        return this.tag(node, place)
      case 'ThisExpression':
        return (place.own && this.given(this.shape.self, node)) || node
      case 'MetaProperty':
        return (place.own && node.meta.name === 'new' && this.given(this.shape.newTarget, node)) || node
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
        return this.updated(node, { body: this.visit(node.body, place) as T.Statement })
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.updated(node, {
          object: this.value(node.object, place),
          ...(node.computed ? { property: this.value(node.property, place) } : {}),
        })
      case 'ObjectProperty':
        return this.property(node, place)
      case 'CallExpression':
      case 'OptionalCallExpression': {
        const callee = this.callee(node.callee, place)
        return this.updated(
          this.tree.map(node, (child) => (child === node.callee ? child : this.visit(child, place))),
          {
            callee,
          },
        )
      }
      case 'TaggedTemplateExpression':
        return this.updated(node, {
          tag: this.callee(node.tag, place),
          quasi: this.visit(node.quasi, place) as T.TemplateLiteral,
        })
      case 'AssignmentExpression':
        return this.assignment(node, place)
      case 'UpdateExpression': {
        const name = this.nameIn(node.argument)
        const binding = name && this.scopes.of(name)
        if (this.isConstant(binding)) {
          const read = this.make.t.unaryExpression('+', this.read(name!, place) as T.Expression)
          return this.make.t.sequenceExpression([read, this.constant(binding)])
        }
        const target = this.target(name ?? node.argument, place) as T.Expression
        return this.checked(name, this.updated(node, { argument: target }), place)
      }
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type === 'VariableDeclaration') break
        return this.updated(node, {
          left: this.inPattern(node.left, place) as T.LVal,
          right: this.value(node.right, place),
          body: this.visit(node.body, place) as T.Statement,
        })
      case 'VariableDeclarator':
        return this.updated(node, {
          id: this.target(node.id, place) as T.LVal,
          init: node.init && this.value(node.init, place),
        })
      case 'CatchClause':
        return this.updated(node, {
          param: node.param && (this.target(node.param, place) as T.Identifier),
          body: this.visit(node.body, place) as T.BlockStatement,
        })
      case 'VariableDeclaration':
        return this.variables(node, place)
      case 'BlockStatement':
        return place.closure ? this.each(node, place) : this.block(node, place)
      case 'ObjectExpression':
        return node.properties.some((property) => property.type === 'ObjectMethod')
          ? this.closure(node, place)
          : this.each(node, place)
    }
    return this.each(node, place)
  }

  private updated<N extends Node>(node: N, fields: Partial<N>): N {
    const isSame = Object.entries(fields).every(
      ([key, value]) => (node as unknown as Record<string, unknown>)[key] === value,
    )
    return isSame ? node : this.tree.copy(node, fields)
  }

  // Names

  private read(node: T.Identifier, place: Place): Node {
    if (node.name === 'arguments' && place.own && !this.scopes.of(node) && isReference(this.tree, node)) {
      return this.given(this.shape.arguments, node) ?? node
    }
    const binding = this.scopes.of(node)
    const found = binding && this.place(binding, place)
    if (!found) return node
    const read = this.make.at(found, node)
    return this.scopes.isEarly(node) ? this.alive(read, binding) : read
  }

  /** `<Name />` where the name moved: `<frame.a />`. */
  private tag(node: T.JSXIdentifier, place: Place): Node {
    if (node.name === 'this' && this.isTagName(node)) {
      const self = place.own && this.given(this.shape.self, node)
      return self ? this.asTag(self, node) : node
    }
    const binding = this.scopes.of(node)
    const found = binding && this.place(binding, place)
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

  private place(binding: Binding, place: Place): Node | undefined {
    if (place.closure) {
      const capture = this.view.capture(binding)
      if (capture) {
        const name = this.make.name(capture.parameter)
        return capture.field === undefined ? name : this.make.property(name, capture.field)
      }
    }
    return this.view.home(binding)
  }

  private given(binding: Binding | undefined, node: Node): Node | undefined {
    const home = binding && this.view.home(binding)
    return home && this.make.at(home, node)
  }

  /** In an object literal or a pattern. */
  private property(node: T.ObjectProperty, place: Place): Node {
    const { t } = this.make
    const isPattern = this.tree.parent(node)?.type === 'ObjectPattern'
    const value = isPattern ? this.inPattern(node.value, place) : this.visit(node.value, place)
    const key = node.computed ? this.value(node.key, place) : node.key
    if (value === node.value || !node.shorthand) return this.updated(node, { key, value: value as T.Expression })
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
    const name = this.nameIn(node.left)
    const left = this.target(name ?? node.left, place) as T.LVal
    // `x = () => …` where x moved to the frame: the function is named x all the same.
    const keeps = name && left.type === 'Identifier' && left.name === name.name
    const loses = operator === '' && name === node.left && !keeps && this.tree.isNameless(node.right)
    const right = () => {
      const value = this.value(node.right, place)
      return loses ? this.make.named(value, name!.name) : value
    }
    const write = name && this.write(name, operator, right, place)
    return write ?? this.checked(name, this.updated(node, { left, right: right() }), place)
  }

  /** `x`, `(x)`, `x as any`, `x!` */
  private nameIn(node: Node): T.Identifier | undefined {
    const inner = this.tree.unwrapped(node)
    return inner.type === 'Identifier' ? inner : undefined
  }

  /**
   * `x = e` where x may be dead still, any write to a constant of ours: e is evaluated first, and where the old value is
   * read, that comes before it (ECMAScript 13.15.2).
   */
  private write(name: T.Identifier, operator: string, right: () => T.Expression, place: Place): Node | undefined {
    const { t } = this.make
    const binding = this.scopes.of(name)
    const found = binding && this.place(binding, place)
    if (!found) return undefined
    const isEarly = this.scopes.isEarly(name)
    const read = () => this.read(name, place) as T.Expression
    if (!this.isConstant(binding)) {
      if (operator !== '' || !isEarly) return undefined
      return this.make.assign(found, this.make.element(this.make.array([right(), read()]), this.make.literal(0)))
    }
    const refused = this.constant(binding)
    if (operator === '') return t.sequenceExpression([right(), ...(isEarly ? [read()] : []), refused])
    return LOGICAL.test(operator)
      ? t.logicalExpression(
          operator as T.LogicalExpression['operator'],
          read(),
          t.sequenceExpression([right(), refused]),
        )
      : t.sequenceExpression([this.make.binary(operator, read(), right()), refused])
  }

  /** A write that reads first: the name must be alive. */
  private checked(name: T.Identifier | undefined, write: T.Expression, place: Place): Node {
    const binding = name && this.scopes.of(name)
    if (!binding || !this.scopes.isEarly(name) || !this.place(binding, place)) return write
    return this.make.t.sequenceExpression([this.read(name, place) as T.Expression, write])
  }

  private alive(read: Node, binding: Binding): T.Expression {
    return this.make.call(this.make.runtime('tdz'), [read, this.make.literal(binding.name)])
  }

  private isConstant(binding: Binding | undefined): binding is Binding {
    return binding?.kind === 'const' && this.view.home(binding) !== undefined
  }

  private constant(binding: Binding): T.Expression {
    return this.make.call(this.make.runtime('constant'), [this.make.literal(binding.name)])
  }

  /** What is written to: a name, a member, a pattern of them. Not checked, not read. */
  private target(node: Node, place: Place): Node {
    const { tree } = this
    if (this.view.replaced.has(node)) return this.visit(node, place)
    switch (node.type) {
      case 'Identifier': {
        const binding = this.scopes.of(node)
        if (!binding) return this.read(node, place)
        const found = this.place(binding, place)
        return found ? this.make.at(found, node) : node
      }
      case 'ArrayPattern':
        return tree.map(node, (element) => (tree.isType(element) ? null : this.inPattern(element, place)))
      case 'ObjectPattern':
        return tree.map(node, (property) => {
          if (tree.isType(property)) return null
          return property.type === 'RestElement' ? this.target(property, place) : this.visit(property, place)
        })
      case 'RestElement':
        return this.updated(node, { argument: this.inPattern(node.argument, place) as T.Identifier })
      case 'AssignmentPattern': {
        const left = this.inPattern(node.left, place) as T.LVal
        const right = this.value(node.right, place)
        const keeps = left.type === 'Identifier' && this.make.places === undefined
        const loses = !keeps && node.left.type === 'Identifier' && tree.isNameless(node.right)
        const value = loses ? this.make.named(right, (node.left as T.Identifier).name) : right
        return this.updated(node, { left: left as T.AssignmentPattern['left'], right: value })
      }
    }
    return this.visit(node, place)
  }

  /** A name that cannot be written to throws when it is written to, not before. */
  private inPattern(node: Node, place: Place): Node {
    const { t } = this.make
    const name = this.nameIn(node)
    const write = name && this.scopes.isWrittenAt(name) && this.write(name, '', () => this.make.name(GIVEN), place)
    if (!write) return this.target(name ?? node, place)
    const set = t.arrowFunctionExpression([this.make.name(GIVEN)], this.make.block([this.make.expression(write)]))
    return this.make.property(this.make.call(this.make.runtime('target'), [set]), 'value')
  }

  // `var`s of the function that stand inside opaque statements

  private variables(node: T.VariableDeclaration, place: Place): Node {
    if (place.closure || !this.moves(node)) return this.each(node, place)
    const parent = this.tree.parent(node)
    const isHead =
      (parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement') &&
      parent.left === this.tree.original(node)
    if (isHead) return this.target(node.declarations[0]!.id, place)
    const assigned = node.declarations
      .filter((declaration) => declaration.init)
      .map(({ id, init }) => this.make.assign(this.target(id, place), this.named(init!, id, place)))
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

  // Closures

  /** A block whose functions keep a variable of the iteration: they become values, still first. Classes where they stand. */
  private block(node: T.BlockStatement, place: Place): Node {
    const { t } = this.make
    const keeps = (statement: Node) => this.captures(statement).size > 0
    const isKeeper = (statement: Node): statement is T.FunctionDeclaration =>
      statement.type === 'FunctionDeclaration' && keeps(statement)
    const isClass = (statement: Node): statement is T.ClassDeclaration =>
      statement.type === 'ClassDeclaration' && keeps(statement)
    const setsVar = (statement: Node): T.Statement[] => {
      const outer = this.scopes.varOf(statement)
      const home = outer && this.view.home(outer)
      if (!home || home.type === 'Identifier') return []
      const name = this.make.name((statement as T.FunctionDeclaration).id!.name)
      return [this.make.expression(this.make.assign(home, name))]
    }
    if (!node.body.some((s) => isKeeper(s) || isClass(s) || this.scopes.varOf(s))) return this.each(node, place)
    const asVariable = (declaration: T.FunctionDeclaration | T.ClassDeclaration) =>
      t.variableDeclaration('let', [
        t.variableDeclarator(this.make.name(declaration.id!.name), this.value(declaration, place)),
      ])
    const first = node.body.filter(isKeeper).map(asVariable)
    const rest = node.body.flatMap((s): T.Statement[] => {
      if (isKeeper(s)) return setsVar(s)
      return [isClass(s) ? asVariable(s) : (this.visit(s, place) as T.Statement), ...setsVar(s)]
    })
    return this.tree.copy(node, { body: [...first, ...rest] })
  }

  private closure(node: Node, place: Place): Node {
    const { t } = this.make
    if (place.closure) return this.inside(node, place)
    const captures = this.captures(node)
    if (captures.size === 0) return this.inside(node, place)
    const made = this.asValue(this.inside(node, { ...place, closure: true })) as T.Expression
    const name = this.tree.isNameless(node) ? impliedName(this.tree, node) : undefined
    const body = name ? this.make.named(made, name) : made
    const maker = t.arrowFunctionExpression(
      [...captures.values()].map(({ parameter }) => this.make.name(parameter)),
      body,
    )
    return this.make.call(
      maker,
      [...captures.values()].map(({ argument }) => argument),
    )
  }

  /** Declarations stand where a value is wanted: the core gives it to the name. */
  private asValue(node: Node): Node {
    if (node.type === 'FunctionDeclaration') {
      return this.tree.copy(node as unknown as T.FunctionExpression, { type: 'FunctionExpression' })
    }
    if (node.type === 'ClassDeclaration') {
      return this.tree.copy(node as unknown as T.ClassExpression, { type: 'ClassExpression' })
    }
    return node
  }

  private captures(node: Node): Map<Binding, { parameter: string; argument: Node }> {
    const found = new Map<Binding, { parameter: string; argument: Node }>()
    const search = (n: Node): void => {
      const isName = n.type === 'Identifier' || n.type === 'JSXIdentifier'
      const binding = isName ? this.scopes.of(n) : undefined
      const capture = binding && this.view.capture(binding)
      if (capture) found.set(capture.key, { parameter: capture.parameter, argument: capture.argument })
      this.tree.each(n, search)
    }
    search(node)
    return found
  }

  /** The inside of a closure, class or object with methods. */
  private inside(node: Node, place: Place): Node {
    const { tree } = this
    if (tree.isClass(node)) {
      // Heritage and computed keys are evaluated here; the members are closures.
      return tree.map(node, (child) => {
        if (child === node.id) return child
        return child === node.body
          ? tree.map(node.body, (member) => this.member(member, place))
          : this.visit(child, place)
      })
    }
    if (node.type === 'ObjectExpression') {
      return tree.map(node, (child) =>
        child.type === 'ObjectMethod' ? this.member(child, place) : this.visit(child, place),
      )
    }
    const inner = { closure: true, own: place.own && node.type === 'ArrowFunctionExpression' }
    return this.parts(node, inner, inner)
  }

  private member(member: Node, place: Place): Node {
    const inner: Place = { closure: true, own: false }
    if (isMethod(member) || isField(member)) return this.parts(member, place, inner)
    return this.tree.map(member, (child) => this.visit(child, inner))
  }

  /** Key and decorators are evaluated outside; parameters are targets. */
  private parts(node: Node, outside: Place, inner: Place): Node {
    const key = 'key' in node ? (node.key as Node) : undefined
    const id = 'id' in node ? node.id : undefined
    const params: readonly Node[] = 'params' in node ? (node.params as Node[]) : []
    return this.tree.map(node, (child) => {
      if (child === id) return child
      if (child === key) return isComputed(node) ? this.visit(child, outside) : child
      if (child.type === 'Decorator') return this.visit(child, outside)
      return params.includes(child) ? this.target(child, inner) : this.visit(child, inner)
    })
  }
}

/** What a target is given, in a setter of its own. */
const GIVEN = '$given'

const LOGICAL = /^(&&|\|\||\?\?)$/

function isMethod(node: Node): node is Fn {
  return node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod' || node.type === 'ObjectMethod'
}
