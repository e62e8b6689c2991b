/** The lowered function in the place of the one that was read, and its step beside it, as Babel's nodes. */

import type * as T from '@babel/types'
import type { Scope } from '../../scope.js'
import type { FunctionShape } from '../../shapes.js'
import { Functions, type Placement } from '../functions.js'
import { canBeStrict } from '../hidden-caller.js'
import type { Lowered } from '../host.js'
import { directivesOf, impliedName, isStrict } from './facts.js'
import type { BabelMake } from './make.js'
import type { Scopes } from './scopes.js'
import { parametersOf, type Fn, type Node, type Tree } from './tree.js'

export class BabelFunctions extends Functions<Node, Fn> {
  constructor(
    private readonly tree: Tree,
    protected readonly make: BabelMake,
    scopes: Scopes,
    containers: ReadonlyMap<Scope, Node>,
    fresh: (hint: string) => string,
  ) {
    super(scopes, containers, fresh)
  }

  protected isStrict(node: Node): boolean {
    return isStrict(this.tree, node)
  }

  protected isIn(node: Node, container: Node): boolean {
    return node.start! >= container.start! && node.end! <= container.end!
  }

  replace(
    fn: Fn,
    shape: FunctionShape<Node>,
    lowered: Lowered<Node>,
    placement: Placement<Node>,
  ): { fn: Node; step: T.Statement | undefined } {
    const { t } = this.make
    const stepName = this.fresh(`${shape.name || 'anonymous'}$step`)
    const body = this.stepBody(fn, lowered, placement)
    const parameters = [lowered.step.frame, lowered.step.at].map((name) => this.make.name(name))

    let step: T.Statement | undefined
    let inline: T.Expression
    if (placement.container) {
      step = t.functionDeclaration(this.make.name(stepName), parameters, body)
      inline = this.make.name(stepName)
    } else if (placement.arrow) {
      inline = t.arrowFunctionExpression(parameters, body)
    } else {
      inline = t.functionExpression(this.make.name(stepName), parameters, body)
    }
    this.make.at(step ?? inline, 'id' in fn && fn.id ? fn.id : 'key' in fn ? fn.key : fn)
    return { fn: this.wrapper(fn, shape, lowered, this.located(shape, lowered, inline) as T.Expression), step }
  }

  /**
   *   async f() { return g() }   →   f() { try { return done(g()) } catch (error) { return failed(error) } }
   */
  immediate(fn: Fn, shape: FunctionShape<Node>, names: { done: string; failed: string }): Node {
    const { tree } = this
    const { t } = this.make
    if (shape.open) {
      const done = (value: Node) => this.make.call(this.make.runtime(names.done), [value])
      return this.guarded(fn, shape, fn.body, done, names.failed)
    }
    const done = (value?: Node | null, origin?: Node) =>
      this.make.return(this.make.call(this.make.runtime(names.done), value ? [value] : []), origin)
    const visit = (node: Node): Node => {
      if (tree.isFunction(node) || tree.isClass(node) || tree.isType(node)) return node
      if (node.type === 'ReturnStatement') return done(node.argument, node)
      return tree.map(node, visit)
    }
    const { body } = fn
    if (body.type === 'BlockStatement' && body.body.length === 0)
      return this.rebuild(fn, parametersOf(fn), t.blockStatement([done()], this.directives(fn)))
    const statements =
      body.type === 'BlockStatement'
        ? body.body.map((statement) => visit(statement) as T.Statement)
        : [done(body, body)]
    const last = statements[statements.length - 1]
    if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement') statements.push(done())
    const block = t.blockStatement([this.try(statements, names.failed)], this.directives(fn))
    return this.rebuild(fn, parametersOf(fn), block)
  }

  /**
   *   async f(a, b = eval(a)) { … }   →   f(a) { try { return (function (a, b = eval(a)) { … }).apply(this, arguments) } catch (error) { return failed(error) } }
   *
   * Parameters are bound as they were written, and what they throw rejects.
   */
  private guarded(
    fn: Fn,
    shape: FunctionShape<Node>,
    body: T.BlockStatement | T.Expression,
    result: (value: Node) => Node,
    failed: string,
  ): Node {
    const { t } = this.make
    const params = parametersOf(fn) as T.FunctionParameter[]
    const seesSuper = !shape.isArrow && containsSuper(this.tree, fn)
    const inner =
      shape.isArrow || seesSuper
        ? t.arrowFunctionExpression(params, body)
        : t.functionExpression(null, params, body as T.BlockStatement)
    const names = this.formal(shape)
    const rest = shape.isArrow && names.length < shape.params.length ? this.fresh('args') : undefined
    const formal: Node[] = names.map((name) => this.make.name(name))
    const spread = (name: string) => t.spreadElement(this.make.name(name))
    const call = shape.isArrow
      ? this.make.call(inner, [
          ...names.map((name) => this.make.name(name)),
          ...(rest === undefined ? [] : [spread(rest)]),
        ])
      : seesSuper
        ? this.make.call(inner, [spread('arguments')])
        : this.make.call(this.make.property(inner, 'apply'), [t.thisExpression(), this.make.name('arguments')])
    if (rest !== undefined) formal.push(t.restElement(this.make.name(rest)))
    const statement = this.try([this.make.return(result(call))], failed)
    return this.rebuild(fn, formal, t.blockStatement([statement], this.directives(fn)))
  }

  private try(statements: readonly T.Statement[], failed: string): T.Statement {
    const { t } = this.make
    const fail = this.make.return(this.make.call(this.make.runtime(failed), [this.make.name('error')]))
    return t.tryStatement(this.make.block(statements), t.catchClause(this.make.name('error'), this.make.block([fail])))
  }

  /** Both the function and its step are as strict as the source. */
  private directives(fn: Fn): T.Directive[] {
    return directivesOf(fn).map((directive) => this.make.t.cloneNode(directive))
  }

  private stepBody(fn: Fn, lowered: Lowered<Node>, { strict }: Placement<Node>): T.BlockStatement {
    const { t } = this.make
    const { locals, body } = lowered.step
    const own = strict ? [t.directive(t.directiveLiteral('use strict'))] : []
    const statements = [...this.variables(locals), ...(body as T.Statement[])]
    return t.blockStatement(statements, [...own, ...this.directives(fn)])
  }

  variables(names: readonly string[]): T.Statement[] {
    const { t } = this.make
    const declared = names.map((name) => t.variableDeclarator(this.make.name(name)))
    return declared.length > 0 ? [t.variableDeclaration('var', declared)] : []
  }

  /** The function that the user calls: makes the frame and starts it. */
  private wrapper(fn: Fn, shape: FunctionShape<Node>, lowered: Lowered<Node>, step: T.Expression): Node {
    if (shape.open) return this.around(fn, shape, lowered, step)
    const { t } = this.make
    const { formal, rest, args } = this.entered(shape, lowered.entry)
    const self = this.ownName(fn, shape)
    const start = this.start(shape, lowered, step, args, self, fn)

    const body = [...this.variables(lowered.variables), this.make.return(start)]
    const isStrict = step.type === 'Identifier' && canBeStrict(shape, lowered, [self, ...formal])
    const strict = isStrict ? [t.directive(t.directiveLiteral('use strict'))] : []
    const block = t.blockStatement(body, [...strict, ...this.directives(fn)])
    const parameters: Node[] = shape.params
      .slice(0, formal.length)
      .map(({ node, binding }, i) => (binding ? node : this.make.name(formal[i]!)))
    if (rest !== undefined) parameters.push(t.restElement(this.make.name(rest)))
    return this.rebuild(fn, parameters, block, self)
  }

  /** The step inside a function whose parameters and variables are what they were. */
  private around(fn: Fn, shape: FunctionShape<Node>, lowered: Lowered<Node>, step: T.Expression): Node {
    const { t } = this.make
    const self = this.ownName(fn, shape)
    const names = [...new Set(lowered.kept)].map((name) => t.variableDeclarator(this.make.name(name)))
    const variables = names.length > 0 ? [t.variableDeclaration('var', names)] : []
    const start = this.make.return(this.start(shape, lowered, step, [], self, fn))
    const block = t.blockStatement([...variables, start], this.directives(fn))
    const rejects = shape.kind === 'async' && shape.params.some((param) => !param.binding)
    return rejects
      ? this.guarded(fn, shape, block, (value) => value, lowered.failed)
      : this.rebuild(fn, parametersOf(fn), block, self)
  }

  /** The name by which a generator function finds itself, to ask for its `prototype`. */
  private ownName(fn: Fn, shape: FunctionShape<Node>): string | undefined {
    if (fn.type !== 'FunctionDeclaration' && fn.type !== 'FunctionExpression') return undefined
    if (fn.id) return fn.id.name
    const isNamable =
      fn.type === 'FunctionExpression' && shape.kind !== 'async' && impliedName(this.tree, fn) !== undefined
    return isNamable ? this.fresh(shape.name || 'generator') : undefined
  }

  /** The function made what ECMAScript says it is, under the name it would have had. */
  marked(fn: T.FunctionExpression | T.ArrowFunctionExpression, mark: string, name: string): T.Expression {
    const isNamed = fn.type === 'FunctionExpression' && fn.id?.name === name
    return this.make.call(this.make.runtime(mark), isNamed ? [fn] : [fn, this.make.literal(name)])
  }

  private rebuild(fn: Fn, params: readonly Node[], body: T.BlockStatement, self?: string): Node {
    const fields: Record<string, unknown> = { params, body, async: false, generator: false, returnType: null }
    if (fn.type === 'FunctionExpression' && !fn.id && self !== undefined) fields.id = this.make.name(self)
    if (fn.type === 'ArrowFunctionExpression') fields.expression = false
    return this.tree.copy<Node>(fn, fields)
  }
}

export function containsSuper(tree: Tree, node: Node): boolean {
  if (node.type === 'Super') return true
  if (tree.isClass(node) || node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return false
  return tree.some(node, (child) => containsSuper(tree, child))
}
