/** Assignment and binding patterns as they read inside a step: each target is where its name moved to. */

import type * as TS from 'typescript'
import type { View } from '../host.js'
import { OUTSIDE, type MovedNames, type Place } from '../moved-names.js'
import type { TypeScriptMake } from './make.js'
import { isNameless, unwrapped } from './tree.js'

export class Patterns {
  /** `visit`: rewrites what is no target. */
  constructor(
    private readonly ts: typeof TS,
    private readonly make: TypeScriptMake,
    private readonly names: MovedNames<TS.Node>,
    private readonly view: View<TS.Node>,
    private readonly visit: (node: TS.Node, place: Place) => TS.Node,
  ) {}

  /** A pattern or target, assigned from `value`. */
  destructure(target: TS.Node, value: TS.Node): TS.Node {
    const { ts } = this
    // Nothing is taken, but what cannot be destructured is refused.
    const empty = emptyPattern(ts, target)
    if (empty === 'object') return this.make.call(this.make.runtime('object'), [value])
    if (empty === 'array')
      return this.make.call(this.make.property(this.make.call(this.make.runtime('iterate'), [value]), 'close'), [])
    const name = nameIn(ts, target)
    const write = name && this.names.write(name, '', () => value, OUTSIDE)
    return write ?? this.make.assign(this.target(name ?? target, OUTSIDE), value)
  }

  /** What is written to: a name, a member, a pattern of them. A binding pattern becomes an assignment pattern. */
  target(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (this.view.replaced.has(node)) return this.visit(node, place)
    if (ts.isIdentifier(node)) return this.names.target(node, place)
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

  inPattern(node: TS.Node, place: Place): TS.Expression {
    const name = nameIn(this.ts, node)
    return ((name && this.names.setter(name, place)) ?? this.target(name ?? node, place)) as TS.Expression
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

  /** `value`: what stands for the name, in a pattern perhaps with a default. */
  shorthand(node: TS.ShorthandPropertyAssignment, value: TS.Node): TS.Node {
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
}

/** `x`, `(x)`, `x as any`, `x!` */
export function nameIn(ts: typeof TS, node: TS.Node): TS.Identifier | undefined {
  const inner = unwrapped(ts, node)
  return ts.isIdentifier(inner) ? inner : undefined
}

function emptyPattern(ts: typeof TS, node: TS.Node): 'object' | 'array' | undefined {
  if (ts.isObjectBindingPattern(node)) return node.elements.length === 0 ? 'object' : undefined
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0 ? 'object' : undefined
  const isArray = ts.isArrayBindingPattern(node) || ts.isArrayLiteralExpression(node)
  return isArray && node.elements.length === 0 ? 'array' : undefined
}
