/**
 * Opaque code as it reads inside a step: names that moved to the frame, parts that were computed
 * ahead, `this` and `arguments` of the call, leaps that now lead to a state.
 *
 * Closures are rewritten in place. One that keeps a variable of an iteration is made by a small
 * function that is given that variable: `(url => () => fetch(url))(frame.b)`.
 */

import type * as TS from 'typescript'
import type { Binding } from '../../scope.js'
import type { FunctionShape } from '../../shapes.js'
import type { View } from '../host.js'
import { impliedName, isReference } from './facts.js'
import { operatorToken, type TypeScriptMake } from './make.js'
import type { Scopes } from './scopes.js'
import { isAssignment, isNameless, isUpdate, unwrapped } from './tree.js'

/** Where the visitor stands: inside a closure, and whether `this` is still that of the call. */
interface Place {
  closure: boolean
  own: boolean
}

export class Rewrite {
  constructor(
    private readonly ts: typeof TS,
    private readonly make: TypeScriptMake,
    private readonly scopes: Scopes,
    private readonly shape: FunctionShape<TS.Node>,
    private readonly view: View<TS.Node>,
  ) {}

  node(node: TS.Node): TS.Node {
    return this.asValue(this.inner(node, { closure: false, own: true }))
  }

  declaration(node: TS.Node): TS.Node {
    return this.inside(node, { closure: false, own: true })
  }

  /** A pattern or target, assigned from `value`. */
  destructure(target: TS.Node, value: TS.Node): TS.Node {
    const { ts } = this
    const { factory } = this.make
    // Nothing is taken, but what cannot be destructured is refused.
    const empty = emptyPattern(this.ts, target)
    if (empty === 'object') return this.make.call(this.make.runtime('object'), [value])
    if (empty === 'array')
      return this.make.call(this.make.property(this.make.call(this.make.runtime('iterate'), [value]), 'close'), [])
    const place = { closure: false, own: true }
    const name = nameIn(ts, target)
    const write = name && this.write(name, '', () => value as TS.Expression, place)
    return (
      write ?? factory.createAssignment(this.target(name ?? target, place) as TS.Expression, value as TS.Expression)
    )
  }

  private each(node: TS.Node, place: Place): TS.Node {
    return this.ts.visitEachChild(node, (child) => this.visit(child, place), undefined)
  }

  private visit(node: TS.Node, place: Place): TS.Node {
    const ahead = this.view.replaced.get(node)
    return ahead ? this.view.build(ahead) : this.inner(node, place)
  }

  /** The node itself: what was computed ahead are parts of it. */
  private inner(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node

    if (ts.isIdentifier(node)) return this.read(node, place)
    if (node.kind === ts.SyntaxKind.ThisKeyword) return (place.own && this.given(this.shape.self, node)) || node
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword) {
      return (place.own && this.given(this.shape.newTarget, node)) || node
    }
    if (ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node) || ts.isThrowStatement(node)) {
      const leap = place.closure ? undefined : this.view.leap(node)
      if (leap) return leap.length === 1 ? leap[0]! : factory.createBlock(leap as TS.Statement[])
    }
    if (ts.isShorthandPropertyAssignment(node)) return this.shorthand(node, this.visit(node.name, place))
    if (ts.isPropertyAccessExpression(node)) {
      return factory.updatePropertyAccessExpression(
        node,
        this.visit(node.expression, place) as TS.Expression,
        node.name,
      )
    }
    if (ts.isCallExpression(node)) return this.call(node, place)
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = this.callee(node.tag, place)
      return factory.updateTaggedTemplateExpression(
        node,
        tag,
        undefined,
        this.visit(node.template, place) as TS.TemplateLiteral,
      )
    }
    if (isAssignment(ts, node)) return this.assignment(node, place)
    if (isUpdate(ts, node)) {
      const name = nameIn(ts, node.operand)
      if (name) return this.update(node, name, place)
    }
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      const { initializer } = node
      const isTarget = !ts.isVariableDeclarationList(initializer)
      return ts.visitEachChild(
        node,
        (child) => (isTarget && child === initializer ? this.inPattern(child, place) : this.visit(child, place)),
        undefined,
      )
    }
    if (ts.isVariableStatement(node)) return this.variableStatement(node, place)
    if (ts.isVariableDeclarationList(node)) return this.variableList(node, place)
    if (ts.isBlock(node) && !place.closure) return this.block(node, place)
    if (
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      (ts.isObjectLiteralExpression(node) && hasMethods(ts, node))
    ) {
      return this.closure(node, place)
    }
    return this.each(node, place)
  }

  // Names

  private read(node: TS.Identifier, place: Place): TS.Node {
    if (node.text === 'arguments' && place.own && !this.scopes.of(node) && isReference(this.ts, node)) {
      return this.given(this.shape.arguments, node) ?? node
    }
    const binding = this.scopes.of(node)
    if (!binding) return node
    const found = this.place(binding, place)
    if (!found) return node
    const read = this.make.at(found, node)
    return this.scopes.isEarly(node) ? this.alive(read, binding) : read
  }

  private alive(read: TS.Node, binding: Binding): TS.Expression {
    return this.make.call(this.make.runtime('tdz'), [read, this.make.literal(binding.name)])
  }

  private place(binding: Binding, place: Place): TS.Node | undefined {
    if (place.closure) {
      const capture = this.view.capture(binding)
      if (capture) {
        const name = this.make.name(capture.parameter)
        return capture.field === undefined ? name : this.make.property(name, capture.field)
      }
    }
    return this.view.home(binding)
  }

  private given(binding: Binding | undefined, node: TS.Node): TS.Node | undefined {
    const home = binding && this.view.home(binding)
    return home && this.make.at(home, node)
  }

  /** `value`: what stands for the name, in a pattern perhaps with a default. */
  private shorthand(node: TS.ShorthandPropertyAssignment, value: TS.Node): TS.Node {
    const { factory } = this.make
    if (value === node.name) return node
    // `{ __proto__ }` makes a property; `{ __proto__: x }` would set the prototype.
    const { text } = node.name
    const key =
      text === '__proto__'
        ? factory.createComputedPropertyName(this.make.literal(text))
        : factory.createIdentifier(text)
    return this.ts.setTextRange(factory.createPropertyAssignment(key, value as TS.Expression), node)
  }

  // Calls: a function that moved to the frame must not get the frame as its `this`

  private call(node: TS.CallExpression, place: Place): TS.Node {
    const { factory } = this.make
    const callee = this.callee(node.expression, place)
    const args = node.arguments.map((arg) => this.visit(arg, place) as TS.Expression)
    if (this.ts.isCallChain(node)) return factory.updateCallChain(node, callee, node.questionDotToken, undefined, args)
    return factory.updateCallExpression(node, callee, undefined, args)
  }

  private callee(node: TS.Expression, place: Place): TS.Expression {
    const { ts } = this
    const callee = this.visit(node, place) as TS.Expression
    const written = unwrapped(ts, node)
    const wasMember = ts.isPropertyAccessExpression(written) || ts.isElementAccessExpression(written)
    const isMember = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)
    const moved = isMember && (!wasMember || this.view.replaced.has(node))
    return moved ? (this.make.detached(callee) as TS.Expression) : callee
  }

  // Writes

  private assignment(node: TS.BinaryExpression, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const operator = ts.tokenToString(node.operatorToken.kind)!.slice(0, -1)
    const name = nameIn(ts, node.left)
    const left = this.target(name ?? node.left, place) as TS.Expression
    // `x = () => …` where x moved to the frame: the function is named x all the same.
    const keeps = name && ts.isIdentifier(left) && left.text === name.text
    const loses = operator === '' && name === node.left && !keeps && isNameless(ts, node.right)
    const right = () => {
      const value = this.visit(node.right, place) as TS.Expression
      return loses ? this.make.named(value, name!.text) : value
    }
    const write = name && this.write(name, operator, right, place)
    if (write) return write
    const whole = factory.updateBinaryExpression(node, left, node.operatorToken, right())
    if (!name || left === name || !this.scopes.isEarly(name)) return whole
    return factory.createComma(this.read(name, place) as TS.Expression, whole)
  }

  /**
   * `x = e` where x may be dead still, any write to a constant of ours: e is evaluated first, and where the old value is
   * read, that comes before it (ECMAScript 13.15.2).
   */
  private write(name: TS.Identifier, operator: string, right: () => TS.Expression, place: Place): TS.Node | undefined {
    const { ts } = this
    const { factory } = this.make
    const binding = this.scopes.of(name)
    const found = binding && this.place(binding, place)
    if (!found) return undefined
    const isEarly = this.scopes.isEarly(name)
    const read = () => this.read(name, place) as TS.Expression
    if (binding.kind !== 'const' || !this.view.home(binding)) {
      if (operator !== '' || !isEarly) return undefined
      const value = this.make.element(this.make.array([right(), read()]), this.make.literal(0))
      return factory.createAssignment(found as TS.Expression, value)
    }
    const refused = this.make.call(this.make.runtime('constant'), [this.make.literal(binding.name)])
    if (operator === '') return factory.createComma(right(), isEarly ? factory.createComma(read(), refused) : refused)
    const token = operatorToken(ts, operator)
    return LOGICAL.test(operator)
      ? factory.createBinaryExpression(read(), token, factory.createComma(right(), refused))
      : factory.createComma(factory.createBinaryExpression(read(), token, right()), refused)
  }

  /** `x++` */
  private update(
    node: TS.PrefixUnaryExpression | TS.PostfixUnaryExpression,
    name: TS.Identifier,
    place: Place,
  ): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const binding = this.scopes.of(name)
    const target = this.target(name, place) as TS.Expression
    const updated = () =>
      ts.isPrefixUnaryExpression(node)
        ? factory.updatePrefixUnaryExpression(node, target as TS.UnaryExpression)
        : factory.updatePostfixUnaryExpression(node, target as TS.LeftHandSideExpression)
    if (!binding || target === name) return updated()
    const read = this.read(name, place) as TS.Expression
    if (binding.kind === 'const' && this.view.home(binding)) {
      const refused = this.make.call(this.make.runtime('constant'), [this.make.literal(binding.name)])
      return factory.createComma(factory.createPrefixPlus(read), refused)
    }
    return this.scopes.isEarly(name) ? factory.createComma(read, updated()) : updated()
  }

  /** What is written to: a name, a member, a pattern of them. A binding pattern becomes an assignment pattern. */
  private target(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (this.view.replaced.has(node)) return this.visit(node, place)
    if (ts.isIdentifier(node)) {
      const binding = this.scopes.of(node)
      if (!binding) return this.read(node, place)
      const found = this.place(binding, place)
      return found ? this.make.at(found, node) : node
    }
    if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isSpreadElement(node)) {
      return ts.visitEachChild(node, (child) => this.part(child, place), undefined)
    }
    if (ts.isArrayBindingPattern(node)) {
      return this.make.at(
        factory.createArrayLiteralExpression(
          node.elements.map((e) => (ts.isOmittedExpression(e) ? e : this.targetElement(e, place))),
        ),
        node,
      )
    }
    if (ts.isObjectBindingPattern(node)) {
      return this.make.at(
        factory.createObjectLiteralExpression(node.elements.map((e) => this.targetProperty(e, place))),
        node,
      )
    }
    return this.visit(node, place)
  }

  /** An element or property of an assignment pattern. */
  private part(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const left = this.inPattern(node.left, place)
      const right = this.visit(node.right, place) as TS.Expression
      const loses = ts.isIdentifier(node.left) && !this.isNamed(left, node.left.text) && isNameless(ts, node.right)
      const value = loses ? this.make.named(right, (node.left as TS.Identifier).text) : right
      return factory.updateBinaryExpression(node, left, node.operatorToken, value)
    }
    if (ts.isPropertyAssignment(node)) {
      const value = this.part(node.initializer, place) as TS.Expression
      return factory.updatePropertyAssignment(node, this.visit(node.name, place) as TS.PropertyName, value)
    }
    if (ts.isShorthandPropertyAssignment(node)) {
      const target = this.inPattern(node.name, place)
      const given = node.objectAssignmentInitializer
      if (!given) return this.shorthand(node, target)
      const initial = this.visit(given, place) as TS.Expression
      if (target === node.name && initial === given) return node
      const loses = !this.isNamed(target, node.name.text) && isNameless(ts, given)
      const value = loses ? this.make.named(initial, node.name.text) : initial
      return this.shorthand(node, factory.createAssignment(target, value))
    }
    if (ts.isSpreadAssignment(node)) {
      return factory.updateSpreadAssignment(node, this.inPattern(node.expression, place))
    }
    return this.inPattern(node, place)
  }

  /** A name that cannot be written to throws when it is written to, not before. */
  private inPattern(node: TS.Node, place: Place): TS.Expression {
    const { factory } = this.make
    const name = nameIn(this.ts, node)
    const write = name && this.write(name, '', () => this.make.name(GIVEN), place)
    if (!write) return this.target(name ?? node, place) as TS.Expression
    const parameter = factory.createParameterDeclaration(undefined, undefined, GIVEN)
    const set = factory.createArrowFunction(
      undefined,
      undefined,
      [parameter],
      undefined,
      undefined,
      factory.createBlock([this.make.expression(write)]),
    )
    return this.make.property(this.make.call(this.make.runtime('target'), [set]), 'value')
  }

  private targetElement(element: TS.BindingElement, place: Place): TS.Expression {
    const { factory } = this.make
    const target = this.target(element.name, place) as TS.Expression
    if (element.dotDotDotToken) return factory.createSpreadElement(target)
    if (!element.initializer) return target
    const initial = this.visit(element.initializer, place) as TS.Expression
    const { ts } = this
    const loses =
      ts.isIdentifier(element.name) && !this.isNamed(target, element.name.text) && isNameless(ts, element.initializer)
    return factory.createAssignment(
      target,
      loses ? this.make.named(initial, (element.name as TS.Identifier).text) : initial,
    )
  }

  /** A default gets that name from the engine; not so what TypeScript takes apart for ES5. */
  private isNamed(target: TS.Node, name: string): boolean {
    return this.ts.isIdentifier(target) && target.text === name && this.make.places === undefined
  }

  private targetProperty(element: TS.BindingElement, place: Place): TS.ObjectLiteralElementLike {
    const { factory } = this.make
    if (element.dotDotDotToken) return factory.createSpreadAssignment(this.target(element.name, place) as TS.Expression)
    const key = element.propertyName
      ? (this.visit(element.propertyName, place) as TS.PropertyName)
      : factory.createIdentifier((element.name as TS.Identifier).text)
    return factory.createPropertyAssignment(
      this.propertyName(element.propertyName, key),
      this.targetElement(element, place),
    )
  }

  private propertyName(original: TS.PropertyName | undefined, visited: TS.PropertyName): TS.PropertyName {
    // A plain key is no reference, even where a variable has that name.
    return original && this.ts.isIdentifier(original) ? this.make.factory.createIdentifier(original.text) : visited
  }

  // `var`s of the function that stand inside opaque statements

  private variableStatement(node: TS.VariableStatement, place: Place): TS.Node {
    const { factory } = this.make
    if (place.closure || !this.moves(node.declarationList)) return this.each(node, place)
    const assigned = this.assignments(node.declarationList, place)
    return assigned ? this.make.at(factory.createExpressionStatement(assigned), node) : factory.createEmptyStatement()
  }

  /** The head of a `for`. */
  private variableList(node: TS.VariableDeclarationList, place: Place): TS.Node {
    const { ts } = this
    if (place.closure || !this.moves(node)) return this.each(node, place)
    if (ts.isForInStatement(node.parent) || ts.isForOfStatement(node.parent))
      return this.target(node.declarations[0]!.name, place)
    return this.assignments(node, place) ?? this.make.factory.createOmittedExpression()
  }

  private moves(list: TS.VariableDeclarationList): boolean {
    const { ts } = this
    if (list.flags & ts.NodeFlags.BlockScoped) return false
    const search = (name: TS.BindingName): boolean => {
      if (!ts.isIdentifier(name)) return name.elements.some((e) => ts.isBindingElement(e) && search(e.name))
      const binding = this.scopes.of(name)
      return binding !== undefined && this.view.home(binding) !== undefined
    }
    return list.declarations.some((declaration) => search(declaration.name))
  }

  private assignments(list: TS.VariableDeclarationList, place: Place): TS.Expression | undefined {
    const { factory } = this.make
    const assigned: TS.Expression[] = list.declarations
      .filter((declaration) => declaration.initializer)
      .map((declaration) =>
        factory.createAssignment(
          this.target(declaration.name, place) as TS.Expression,
          this.visit(declaration.initializer!, place) as TS.Expression,
        ),
      )
    return assigned.length > 0 ? assigned.reduce((all, next) => factory.createComma(all, next)) : undefined
  }

  // Closures

  /** A block whose functions keep a variable of the iteration: they become values, still first. Classes where they stand. */
  private block(node: TS.Block, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const keeps = (statement: TS.Statement) => this.captures(statement).size > 0
    const isKeeper = (statement: TS.Statement): statement is TS.FunctionDeclaration =>
      ts.isFunctionDeclaration(statement) && statement.body !== undefined && keeps(statement)
    const isClass = (statement: TS.Statement): statement is TS.ClassDeclaration =>
      ts.isClassDeclaration(statement) && keeps(statement)
    const setsVar = (statement: TS.Statement) => {
      const outer = this.scopes.varOf(statement)
      const home = outer && this.view.home(outer)
      if (!home) return []
      const name = this.make.name((statement as TS.FunctionDeclaration).name!.text)
      return ts.isIdentifier(home) ? [] : [this.make.expression(this.make.assign(home, name))]
    }
    if (!node.statements.some((statement) => isKeeper(statement) || isClass(statement) || this.scopes.varOf(statement)))
      return this.each(node, place)
    const asVariable = (declaration: TS.FunctionDeclaration | TS.ClassDeclaration) =>
      factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList(
          [
            factory.createVariableDeclaration(
              declaration.name!,
              undefined,
              undefined,
              this.visit(declaration, place) as TS.Expression,
            ),
          ],
          ts.NodeFlags.Let,
        ),
      )
    const first = node.statements.filter(isKeeper).map(asVariable)
    const rest = node.statements.flatMap((s) => {
      if (isKeeper(s)) return setsVar(s)
      return [isClass(s) ? asVariable(s) : (this.visit(s, place) as TS.Statement), ...setsVar(s)]
    })
    return factory.updateBlock(node, [...first, ...rest])
  }

  private closure(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (place.closure) return this.inside(node, place)
    const captures = this.captures(node)
    if (captures.size === 0) return this.inside(node, place)
    const inner = this.inside(node, { ...place, closure: true })
    const parameters = [...captures.values()].map(({ parameter }) =>
      factory.createParameterDeclaration(undefined, undefined, parameter),
    )
    const made = this.asValue(inner) as TS.Expression
    const name = isNameless(ts, node) ? impliedName(ts, node) : undefined
    const body = !name ? made : (this.make.named(made, name) as TS.Expression)
    const maker = factory.createArrowFunction(
      undefined,
      undefined,
      parameters,
      undefined,
      undefined,
      factory.createParenthesizedExpression(body),
    )
    return factory.createCallExpression(
      factory.createParenthesizedExpression(maker),
      undefined,
      [...captures.values()].map(({ argument }) => argument as TS.Expression),
    )
  }

  /** Declarations stand where a value is wanted: the core gives it to the name. */
  private asValue(node: TS.Node): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (ts.isFunctionDeclaration(node)) {
      const fn = factory.createFunctionExpression(
        node.modifiers?.filter(ts.isModifier),
        node.asteriskToken,
        node.name,
        undefined,
        node.parameters,
        undefined,
        node.body!,
      )
      return ts.setTextRange(ts.setOriginalNode(fn, node), node)
    }
    if (ts.isClassDeclaration(node)) {
      const made = factory.createClassExpression(
        node.modifiers?.filter(ts.isModifier),
        node.name,
        undefined,
        node.heritageClauses,
        node.members,
      )
      return ts.setTextRange(ts.setOriginalNode(made, node), node)
    }
    return node
  }

  private captures(node: TS.Node): Map<Binding, { parameter: string; argument: TS.Node }> {
    const found = new Map<Binding, { parameter: string; argument: TS.Node }>()
    const search = (n: TS.Node): void => {
      const binding = this.ts.isIdentifier(n) ? this.scopes.of(n) : undefined
      const capture = binding && this.view.capture(binding)
      if (capture) found.set(capture.key, { parameter: capture.parameter, argument: capture.argument })
      this.ts.forEachChild(n, search)
    }
    search(node)
    return found
  }

  /** The inside of a closure, class or object with methods. */
  private inside(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    if (ts.isClassLike(node)) {
      // Heritage and computed keys are evaluated here; the members are closures.
      return ts.visitEachChild(
        node,
        (child) =>
          child === node.name ? child : ts.isClassElement(child) ? this.member(child, place) : this.visit(child, place),
        undefined,
      )
    }
    if (ts.isObjectLiteralExpression(node)) {
      return ts.visitEachChild(
        node,
        (child) =>
          ts.isMethodDeclaration(child) || ts.isAccessor(child) ? this.member(child, place) : this.visit(child, place),
        undefined,
      )
    }
    const own = place.own && ts.isArrowFunction(node)
    const inner = { closure: true, own }
    const name = (node as TS.FunctionLikeDeclaration).name
    return ts.visitEachChild(node, (child) => (child === name ? child : this.visit(child, inner)), undefined)
  }

  private member(member: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const key = 'name' in member ? (member.name as TS.Node | undefined) : undefined
    const inner: Place = { closure: true, own: false }
    return ts.visitEachChild(member, (child) => this.visit(child, child === key ? place : inner), undefined)
  }
}

/** `x`, `(x)`, `x as any`, `x!` */
function nameIn(ts: typeof TS, node: TS.Node): TS.Identifier | undefined {
  const inner = unwrapped(ts, node)
  return ts.isIdentifier(inner) ? inner : undefined
}

/** What a target is given, in a setter of its own. */
const GIVEN = '$given'

const LOGICAL = /^(&&|\|\||\?\?)$/

function emptyPattern(ts: typeof TS, node: TS.Node): 'object' | 'array' | undefined {
  if (ts.isObjectBindingPattern(node)) return node.elements.length === 0 ? 'object' : undefined
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0 ? 'object' : undefined
  const isArray = ts.isArrayBindingPattern(node) || ts.isArrayLiteralExpression(node)
  return isArray && node.elements.length === 0 ? 'array' : undefined
}

function hasMethods(ts: typeof TS, node: TS.ObjectLiteralExpression): boolean {
  return node.properties.some((property) => ts.isMethodDeclaration(property) || ts.isAccessor(property))
}
