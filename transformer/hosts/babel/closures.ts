/**
 * Closures in opaque code. One that keeps a variable of an iteration is made by a small function
 * that is given that variable: `(url => () => fetch(url))(frame.b)`.
 */

import type * as T from '@babel/types'
import type { View } from '../host.js'
import type { MovedNames, Place } from '../moved-names.js'
import { impliedName, isComputed, isField } from './facts.js'
import type { BabelMake } from './make.js'
import type { Patterns } from './patterns.js'
import type { Scopes } from './scopes.js'
import type { Fn, Node, Tree } from './tree.js'

export class Closures {
  /** `visit`: rewrites what is in them. */
  constructor(
    private readonly tree: Tree,
    private readonly make: BabelMake,
    private readonly scopes: Scopes,
    private readonly names: MovedNames<Node>,
    private readonly patterns: Patterns,
    private readonly view: View<Node>,
    private readonly visit: (node: Node, place: Place) => Node,
  ) {}

  /** A block whose functions keep a variable of the iteration: they become values, still first. Classes where they stand. */
  block(node: T.BlockStatement, place: Place): Node {
    const made = this.list(node.body, place)
    if (!made) return this.tree.map(node, (child) => this.visit(child, place))
    return this.tree.copy(node, { body: [...made.first, ...made.rest] })
  }

  /** A `switch` as a block: whichever case comes first, its functions are there. */
  switch(node: T.SwitchStatement, place: Place): Node {
    const { t } = this.make
    const lists = node.cases.map(({ consequent }) => this.list(consequent, place))
    if (lists.every((list) => !list)) return this.tree.map(node, (child) => this.visit(child, place))
    const cases = node.cases.map((clause, i) =>
      this.tree.copy(clause, {
        test: clause.test && (this.visit(clause.test, place) as T.Expression),
        consequent: lists[i]?.rest ?? clause.consequent.map((s) => this.visit(s, place) as T.Statement),
      }),
    )
    const first = lists.flatMap((list) => list?.first ?? [])
    const subject = this.visit(node.discriminant, place) as T.Expression
    const switched = (discriminant: T.Expression) => this.tree.copy(node, { discriminant, cases })
    if (first.length === 0) return switched(subject)
    // It may mean other things by the names of those functions.
    let name = 'subject'
    while (this.scopes.names.has(name)) name += '$'
    const kept = t.variableDeclaration('let', [t.variableDeclarator(this.make.name(name), subject)])
    return t.blockStatement([kept, t.blockStatement([...first, switched(this.make.name(name))])])
  }

  /** Undefined where no function or class keeps anything. `first`: what becomes of functions. */
  private list(
    statements: readonly T.Statement[],
    place: Place,
  ): { first: T.Statement[]; rest: T.Statement[] } | undefined {
    const { t } = this.make
    const keeps = (statement: Node) => this.names.captures(statement).size > 0
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
    if (!statements.some((s) => isKeeper(s) || isClass(s) || this.scopes.varOf(s))) return undefined
    const asVariable = (declaration: T.FunctionDeclaration | T.ClassDeclaration) =>
      t.variableDeclaration('let', [
        t.variableDeclarator(this.make.name(declaration.id!.name), this.visit(declaration, place) as T.Expression),
      ])
    const first = statements.filter(isKeeper).map(asVariable)
    const rest = statements.flatMap((s): T.Statement[] => {
      if (isKeeper(s)) return setsVar(s)
      return [isClass(s) ? asVariable(s) : (this.visit(s, place) as T.Statement), ...setsVar(s)]
    })
    return { first, rest }
  }

  closure(node: Node, place: Place): Node {
    const { t } = this.make
    if (place.closure) return this.inside(node, place)
    const captures = this.names.captures(node)
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
  asValue(node: Node): Node {
    if (node.type === 'FunctionDeclaration') {
      return this.tree.copy(node as unknown as T.FunctionExpression, { type: 'FunctionExpression' })
    }
    if (node.type === 'ClassDeclaration') {
      return this.tree.copy(node as unknown as T.ClassExpression, { type: 'ClassExpression' })
    }
    return node
  }

  /** The inside of a closure, class or object with methods. */
  inside(node: Node, place: Place): Node {
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
      return params.includes(child) ? this.patterns.target(child, inner) : this.visit(child, inner)
    })
  }
}

function isMethod(node: Node): node is Fn {
  return node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod' || node.type === 'ObjectMethod'
}
