/** Patterns as they read inside a step: each target is where its name moved to. */

import type * as T from '@babel/types'
import type { View } from '../host.js'
import { OUTSIDE, type MovedNames, type Place } from '../moved-names.js'
import type { BabelMake } from './make.js'
import type { Scopes } from './scopes.js'
import type { Node, Tree } from './tree.js'

export class Patterns {
  /** `visit`: rewrites what is no target. */
  constructor(
    private readonly tree: Tree,
    private readonly make: BabelMake,
    private readonly scopes: Scopes,
    private readonly names: MovedNames<Node>,
    private readonly view: View<Node>,
    private readonly visit: (node: Node, place: Place) => Node,
  ) {}

  /** A pattern or target, assigned from `value`. */
  destructure(target: Node, value: Node): Node {
    // Nothing is taken, but what cannot be destructured is refused.
    if (target.type === 'ObjectPattern' && target.properties.length === 0) {
      return this.make.call(this.make.runtime('object'), [value])
    }
    if (target.type === 'ArrayPattern' && target.elements.length === 0) {
      return this.make.call(this.make.property(this.make.call(this.make.runtime('iterate'), [value]), 'close'), [])
    }
    const name = this.nameIn(target)
    const write = name && this.names.write(name, '', () => value, OUTSIDE)
    return write ?? this.make.assign(this.target(name ?? target, OUTSIDE), value)
  }

  /** What is written to: a name, a member, a pattern of them. Not checked, not read. */
  target(node: Node, place: Place): Node {
    const { tree } = this
    if (this.view.replaced.has(node)) return this.visit(node, place)
    switch (node.type) {
      case 'Identifier':
        return this.names.target(node, place)
      case 'ArrayPattern':
        return tree.map(node, (element) => (tree.isType(element) ? null : this.inPattern(element, place)))
      case 'ObjectPattern':
        return tree.map(node, (property) => {
          if (tree.isType(property)) return null
          return property.type === 'RestElement' ? this.target(property, place) : this.visit(property, place)
        })
      case 'RestElement':
        return tree.updated(node, { argument: this.inPattern(node.argument, place) as T.Identifier })
      case 'AssignmentPattern': {
        const left = this.inPattern(node.left, place) as T.LVal
        const right = this.visit(node.right, place) as T.Expression
        const keeps = left.type === 'Identifier' && this.make.places === undefined
        const loses = !keeps && node.left.type === 'Identifier' && tree.isNameless(node.right)
        const value = loses ? this.make.named(right, (node.left as T.Identifier).name) : right
        return tree.updated(node, { left: left as T.AssignmentPattern['left'], right: value })
      }
    }
    return this.visit(node, place)
  }

  inPattern(node: Node, place: Place): Node {
    const name = this.nameIn(node)
    const setter = name && this.scopes.isWrittenAt(name) ? this.names.setter(name, place) : undefined
    return setter ?? this.target(name ?? node, place)
  }

  /** `x`, `(x)`, `x as any`, `x!` */
  nameIn(node: Node): T.Identifier | undefined {
    const inner = this.tree.unwrapped(node)
    return inner.type === 'Identifier' ? inner : undefined
  }
}
