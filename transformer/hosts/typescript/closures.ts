/**
 * Closures in opaque code. One that keeps a variable of an iteration is made by a small function
 * that is given that variable: `(url => () => fetch(url))(frame.b)`.
 */

import type * as TS from 'typescript'
import type { View } from '../host.js'
import type { MovedNames, Place } from '../moved-names.js'
import { impliedName } from './facts.js'
import type { TypeScriptMake } from './make.js'
import type { Scopes } from './scopes.js'
import { isNameless } from './tree.js'

export class Closures {
  /** `visit`: rewrites what is in them. */
  constructor(
    private readonly ts: typeof TS,
    private readonly make: TypeScriptMake,
    private readonly scopes: Scopes,
    private readonly names: MovedNames<TS.Node>,
    private readonly view: View<TS.Node>,
    private readonly visit: (node: TS.Node, place: Place) => TS.Node,
  ) {}

  /** A block whose functions keep a variable of the iteration: they become values, still first. Classes where they stand. */
  block(node: TS.Block, place: Place): TS.Node {
    const made = this.list(node.statements, place)
    if (!made) return this.ts.visitEachChild(node, (child) => this.visit(child, place), undefined)
    return this.make.factory.updateBlock(node, [...made.first, ...made.rest])
  }

  /** A `switch` as a block: whichever case comes first, its functions are there. */
  switch(node: TS.SwitchStatement, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const { clauses } = node.caseBlock
    const lists = clauses.map(({ statements }) => this.list(statements, place))
    if (lists.every((list) => !list)) return ts.visitEachChild(node, (child) => this.visit(child, place), undefined)
    const cases = clauses.map((clause, i) => {
      const statements = lists[i]?.rest ?? clause.statements.map((s) => this.visit(s, place) as TS.Statement)
      return ts.isCaseClause(clause)
        ? factory.updateCaseClause(clause, this.visit(clause.expression, place) as TS.Expression, statements)
        : factory.updateDefaultClause(clause, statements)
    })
    const first = lists.flatMap((list) => list?.first ?? [])
    const subject = this.visit(node.expression, place) as TS.Expression
    const switched = (on: TS.Expression) =>
      factory.updateSwitchStatement(node, on, factory.updateCaseBlock(node.caseBlock, cases))
    if (first.length === 0) return switched(subject)
    // It may mean other things by the names of those functions.
    let name = 'subject'
    while (this.scopes.names.has(name)) name += '$'
    const kept = factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList(
        [factory.createVariableDeclaration(name, undefined, undefined, subject)],
        ts.NodeFlags.Let,
      ),
    )
    const inner = factory.createBlock([...first, switched(factory.createIdentifier(name))], true)
    return factory.createBlock([kept, inner], true)
  }

  /** Undefined where no function or class keeps anything. `first`: what becomes of functions. */
  private list(
    statements: readonly TS.Statement[],
    place: Place,
  ): { first: TS.Statement[]; rest: TS.Statement[] } | undefined {
    const { ts } = this
    const { factory } = this.make
    const keeps = (statement: TS.Statement) => this.names.captures(statement).size > 0
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
    if (!statements.some((statement) => isKeeper(statement) || isClass(statement) || this.scopes.varOf(statement)))
      return undefined
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
    const first = statements.filter(isKeeper).map(asVariable)
    const rest = statements.flatMap((s) => {
      if (isKeeper(s)) return setsVar(s)
      return [isClass(s) ? asVariable(s) : (this.visit(s, place) as TS.Statement), ...setsVar(s)]
    })
    return { first, rest }
  }

  closure(node: TS.Node, place: Place): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (place.closure) return this.inside(node, place)
    const captures = this.names.captures(node)
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
  asValue(node: TS.Node): TS.Node {
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

  /** The inside of a closure, class or object with methods. */
  inside(node: TS.Node, place: Place): TS.Node {
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

export function hasMethods(ts: typeof TS, node: TS.ObjectLiteralExpression): boolean {
  return node.properties.some((property) => ts.isMethodDeclaration(property) || ts.isAccessor(property))
}
