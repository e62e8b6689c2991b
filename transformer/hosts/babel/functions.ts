/**
 * The lowered function in the place of the one that was read, and its step beside it.
 *
 * A step goes as far out as the names it uses allow, so that a call makes no closure. Where names
 * of an inner scope, `super`, a private name or `new.target` tie it down, it stays inside.
 */

import type * as T from '@babel/types'
import type { Binding, Scope } from '../../scope.js'
import type { FunctionShape } from '../../shapes.js'
import type { Entry, Lowered } from '../host.js'
import { canBeStrict } from '../hidden-caller.js'
import { outermostScope } from '../step-place.js'
import { directivesOf, impliedName, isStrict, type Context } from './facts.js'
import type { BabelMake } from './make.js'
import type { Scopes } from './scopes.js'
import type { Fn, Node, Tree } from './tree.js'

export interface Placement {
  /** Where the step is declared; undefined: inside the function. */
  container: Node | undefined
  /** The step has to be an arrow function to see `super` and `new.target`. */
  arrow: boolean
  /** The step leaves what makes its function strict, a class or a directive, and has to say so itself. */
  strict: boolean
}

export class Functions {
  constructor(
    private readonly tree: Tree,
    private readonly make: BabelMake,
    private readonly scopes: Scopes,
    private readonly containers: Map<Scope, Node>,
    private readonly fresh: (hint: string) => string,
  ) {}

  place(fn: Fn, shape: FunctionShape<Node>, context: Context): Placement {
    const arrow = context.super || shape.lexicalThis || shape.open
    if (arrow || context.private || context.inOpen || shape.mapped || this.make.places) {
      return { container: undefined, arrow, strict: false }
    }
    const used = new Set<Binding>()
    const search = (node: Node): void => {
      const binding = this.scopes.of(node)
      if (binding) used.add(this.scopes.sameOutside(binding))
      this.tree.each(node, search)
    }
    search(fn.body)
    for (const parameter of shape.params) if (!parameter.binding) search(parameter.node)
    const container = this.containers.get(outermostScope(shape.scope, this.scopes.file, used))
    // From a default of a parameter the body is not to be seen.
    const isAround = container && fn.start! >= container.start! && fn.end! <= container.end!
    const strict = isAround === true && shape.strict && !isStrict(this.tree, container)
    return { container: isAround ? container : undefined, arrow, strict }
  }

  replace(
    fn: Fn,
    shape: FunctionShape<Node>,
    lowered: Lowered<Node>,
    placement: Placement,
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
    return { fn: this.wrapper(fn, shape, lowered, this.located(shape, lowered, inline)), step }
  }

  /** A debug build tells the runtime where the states of a step come from, and shows it the variables. */
  private located(shape: FunctionShape<Node>, lowered: Lowered<Node>, step: T.Expression): T.Expression {
    const { make } = this
    if (!make.places) return step

    const parameters = shape.params.slice(0, lowered.entry.formal).flatMap(({ binding }) => binding?.name ?? [])
    const names = [...new Set([...parameters, ...lowered.variables])].filter((name) => name !== 'arguments')
    const value = make.object(names.map((name) => ({ name, value: make.name(name) })))
    const show = make.t.functionExpression(null, [], make.t.blockStatement([make.return(value)]))
    const places = make.object(
      lowered.places.map(({ state, position }) => ({ name: String(state), value: make.literal(position) })),
    )
    const texts = [shape.name || 'anonymous', make.places.file].map((text) => make.literal(text))
    return make.call(make.runtime('located'), [step, ...texts, places, show])
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
      return this.rebuild(fn, this.ownParams(fn), t.blockStatement([done()], this.directives(fn)))
    const statements =
      body.type === 'BlockStatement'
        ? body.body.map((statement) => visit(statement) as T.Statement)
        : [done(body, body)]
    const last = statements[statements.length - 1]
    if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement') statements.push(done())
    const block = t.blockStatement([this.try(statements, names.failed)], this.directives(fn))
    return this.rebuild(fn, this.ownParams(fn), block)
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
    const params = this.ownParams(fn) as T.FunctionParameter[]
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

  /** The parameters that `length` counts. */
  private formal(shape: FunctionShape<Node>): string[] {
    const optional = shape.params.findIndex((param) => param.initial !== undefined || param.rest)
    return shape.params
      .slice(0, optional < 0 ? undefined : optional)
      .map(({ binding }) => (binding ? binding.name : this.fresh('arg')))
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

  private stepBody(fn: Fn, lowered: Lowered<Node>, { strict }: Placement): T.BlockStatement {
    const { t } = this.make
    const { locals, body } = lowered.step
    const own = strict ? [t.directive(t.directiveLiteral('use strict'))] : []
    const statements = [...this.variables(locals), ...(body as T.Statement[])]
    return t.blockStatement(statements, [...own, ...this.directives(fn)])
  }

  private variables(names: readonly string[]): T.Statement[] {
    const { t } = this.make
    const declared = names.map((name) => t.variableDeclarator(this.make.name(name)))
    return declared.length > 0 ? [t.variableDeclaration('var', declared)] : []
  }

  /** The function that the user calls: makes the frame and starts it. */
  private wrapper(fn: Fn, shape: FunctionShape<Node>, lowered: Lowered<Node>, step: T.Expression): Node {
    if (shape.open) return this.around(fn, shape, lowered, step)
    const { t } = this.make
    const { entry } = lowered
    const { formal: length } = entry
    const needsRest = shape.isArrow || entry.packed || shape.params.some(({ binding }) => binding?.name === 'arguments')
    const rest = length < shape.params.length && needsRest ? this.fresh('args') : undefined
    const formal = shape.params
      .slice(0, entry.formal)
      .map((param) => (param.binding ? param.binding.name : this.fresh('arg')))
    const args = entry.handed.map((binding) => this.given(binding, shape, entry, formal, rest))
    const self = this.ownName(fn, shape)
    const first = shape.kind === 'async' ? [] : [self === undefined ? this.make.literal(null) : this.make.name(self)]
    const start = this.make.call(this.make.runtime(lowered.driver), [...first, step, ...args], fn)
    const started = entry.prologue ? this.make.call(this.make.runtime('begin'), [start]) : start

    const body = [...this.variables(lowered.variables), t.returnStatement(started)]
    const isStrict = step.type === 'Identifier' && canBeStrict(shape, lowered, [self, ...formal])
    const strict = isStrict ? [t.directive(t.directiveLiteral('use strict'))] : []
    const block = t.blockStatement(body, [...strict, ...this.directives(fn)])
    const parameters: Node[] = shape.params
      .slice(0, entry.formal)
      .map(({ node, binding }, i) => (binding ? node : this.make.name(formal[i]!)))
    if (rest !== undefined) parameters.push(t.restElement(this.make.name(rest)))
    return this.rebuild(fn, parameters, block, self)
  }

  /** The step inside a function whose parameters and variables are what they were. */
  private around(fn: Fn, shape: FunctionShape<Node>, lowered: Lowered<Node>, step: T.Expression): Node {
    const { t } = this.make
    const self = this.ownName(fn, shape)
    const first = shape.kind === 'async' ? [] : [self === undefined ? this.make.literal(null) : this.make.name(self)]
    const names = [...new Set(lowered.kept)].map((name) => t.variableDeclarator(this.make.name(name)))
    const variables = names.length > 0 ? [t.variableDeclaration('var', names)] : []
    const start = t.returnStatement(this.make.call(this.make.runtime(lowered.driver), [...first, step], fn))
    const block = t.blockStatement([...variables, start], this.directives(fn))
    const rejects = shape.kind === 'async' && shape.params.some((param) => !param.binding)
    return rejects
      ? this.guarded(fn, shape, block, (value) => value, lowered.failed)
      : this.rebuild(fn, this.ownParams(fn), block, self)
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

  private given(
    binding: Binding,
    shape: FunctionShape<Node>,
    entry: Entry,
    formal: readonly string[],
    rest: string | undefined,
  ): T.Expression {
    const { t } = this.make
    if (binding === entry.packed) {
      const plain = formal.slice(entry.packedFrom).map((name) => this.make.name(name))
      if (plain.length === 0) return this.make.name(rest!)
      return t.arrayExpression(rest === undefined ? plain : [...plain, t.spreadElement(this.make.name(rest))])
    }
    const position = entry.raw.get(binding)
    if (position !== undefined) {
      if (position < formal.length) return this.make.name(formal[position]!)
      return rest === undefined
        ? this.make.element(this.make.name('arguments'), this.make.literal(position))
        : this.make.element(this.make.name(rest), this.make.literal(position - formal.length))
    }
    if (binding === shape.self) return t.thisExpression()
    if (binding === shape.arguments) return this.make.name('arguments')
    if (binding === shape.newTarget) return t.metaProperty(this.make.name('new'), this.make.name('target'))
    return this.make.name(binding.name)
  }

  private ownParams(fn: Fn): Node[] {
    return fn.params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'))
  }

  private rebuild(fn: Fn, params: readonly Node[], body: T.BlockStatement, self?: string): Node {
    const fields: Record<string, unknown> = { params, body, async: false, generator: false, returnType: null }
    if (fn.type === 'FunctionExpression' && !fn.id && self !== undefined) fields.id = this.make.name(self)
    if (fn.type === 'ArrowFunctionExpression') fields.expression = false
    return this.tree.copy<Node>(fn, fields)
  }
}

function containsSuper(tree: Tree, node: Node): boolean {
  if (node.type === 'Super') return true
  if (tree.isClass(node) || node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return false
  return tree.some(node, (child) => containsSuper(tree, child))
}
