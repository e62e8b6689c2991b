/** The lowered function in the place of the one that was read, and its step beside it, as TypeScript's nodes. */

import type * as TS from 'typescript'
import type { Scope } from '../../scope.js'
import type { FunctionShape } from '../../shapes.js'
import { Functions, type Placement } from '../functions.js'
import { canBeStrict } from '../hidden-caller.js'
import type { Lowered } from '../host.js'
import { directiveCount, impliedName, isStrict } from './facts.js'
import type { TypeScriptMake } from './make.js'
import type { Scopes } from './scopes.js'

export class TypeScriptFunctions extends Functions<TS.Node, TS.FunctionLikeDeclaration> {
  constructor(
    private readonly ts: typeof TS,
    protected readonly make: TypeScriptMake,
    scopes: Scopes,
    containers: ReadonlyMap<Scope, TS.Node>,
    fresh: (hint: string) => string,
  ) {
    super(scopes, containers, fresh)
  }

  protected isStrict(node: TS.Node): boolean {
    return isStrict(this.ts, node.getSourceFile(), node)
  }

  protected isIn(node: TS.Node, container: TS.Node): boolean {
    return node.pos >= container.pos && node.end <= container.end
  }

  replace(
    fn: TS.FunctionLikeDeclaration,
    shape: FunctionShape<TS.Node>,
    lowered: Lowered<TS.Node>,
    placement: Placement<TS.Node>,
  ): { fn: TS.Node; step: TS.Statement | undefined } {
    const { factory } = this.make
    const stepName = this.fresh(`${shape.name || 'anonymous'}$step`)
    const body = this.stepBody(fn, lowered, placement)
    const parameters = [lowered.step.frame, lowered.step.at].map((name) =>
      factory.createParameterDeclaration(undefined, undefined, name),
    )

    let step: TS.FunctionDeclaration | undefined
    let inline: TS.Expression
    if (placement.container) {
      step = factory.createFunctionDeclaration(undefined, undefined, stepName, undefined, parameters, undefined, body)
      inline = this.make.name(stepName)
    } else if (placement.arrow) {
      inline = factory.createArrowFunction(undefined, undefined, parameters, undefined, undefined, body)
    } else {
      inline = factory.createFunctionExpression(undefined, undefined, stepName, undefined, parameters, undefined, body)
    }
    this.make.at(step ?? inline, fn.name ?? fn)
    return { fn: this.wrapper(fn, shape, lowered, this.located(shape, lowered, inline) as TS.Expression), step }
  }

  /**
   *   async f() { return g() }   →   f() { try { return done(g()) } catch (error) { return failed(error) } }
   */
  immediate(
    fn: TS.FunctionLikeDeclaration,
    shape: FunctionShape<TS.Node>,
    names: { done: string; failed: string },
  ): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (shape.open) {
      const done = (value: TS.Expression) => this.make.call(this.make.runtime(names.done), [value])
      return this.guarded(fn, shape, fn.body!, done, names.failed)
    }
    const done = (value?: TS.Expression, origin?: TS.Node) =>
      this.make.return(this.make.call(this.make.runtime(names.done), value ? [value] : []), origin)
    const visit = (node: TS.Node): TS.Node => {
      if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return node
      if (ts.isReturnStatement(node)) return done(node.expression, node)
      return ts.visitEachChild(node, visit, undefined)
    }
    const body = fn.body!
    const prologue = this.directives(fn)
    if (ts.isBlock(body) && body.statements.length === prologue.length)
      return this.rebuilt(fn, fn.parameters, factory.createBlock([...prologue, done()]))
    const statements = ts.isBlock(body)
      ? body.statements.slice(prologue.length).map((statement) => visit(statement) as TS.Statement)
      : [done(body, body)]
    const last = statements[statements.length - 1]
    if (!last || !(ts.isReturnStatement(last) || ts.isThrowStatement(last))) statements.push(done())
    return this.rebuilt(fn, fn.parameters, factory.createBlock([...prologue, this.try(statements, names.failed)], true))
  }

  /**
   *   async f(a, b = eval(a)) { … }   →   f(a) { try { return (function (a, b = eval(a)) { … }).apply(this, arguments) } catch (error) { return failed(error) } }
   *
   * Parameters are bound as they were written, and what they throw rejects.
   */
  private guarded(
    fn: TS.FunctionLikeDeclaration,
    shape: FunctionShape<TS.Node>,
    body: TS.ConciseBody,
    result: (value: TS.Expression) => TS.Expression,
    failed: string,
  ): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const seesSuper = !shape.isArrow && containsSuper(ts, fn)
    const inner =
      shape.isArrow || seesSuper
        ? factory.createArrowFunction(undefined, undefined, fn.parameters, undefined, undefined, body)
        : factory.createFunctionExpression(
            undefined,
            undefined,
            undefined,
            undefined,
            fn.parameters,
            undefined,
            body as TS.Block,
          )
    const formal = this.formal(shape).map((name) => factory.createParameterDeclaration(undefined, undefined, name))
    const rest = shape.isArrow && formal.length < shape.params.length ? this.fresh('args') : undefined
    const spread = (name: string) => factory.createSpreadElement(this.make.name(name))
    const call = shape.isArrow
      ? this.make.call(inner, [
          ...formal.map(({ name }) => name as TS.Identifier),
          ...(rest === undefined ? [] : [spread(rest)]),
        ])
      : seesSuper
        ? this.make.call(inner, [spread('arguments')])
        : this.make.call(this.make.property(inner, 'apply'), [factory.createThis(), this.make.name('arguments')])
    if (rest !== undefined)
      formal.push(
        factory.createParameterDeclaration(undefined, factory.createToken(ts.SyntaxKind.DotDotDotToken), rest),
      )
    const statements = [...this.directives(fn), this.try([this.make.return(result(call))], failed)]
    return this.rebuilt(fn, formal, factory.createBlock(statements, true))
  }

  private try(statements: readonly TS.Statement[], failed: string): TS.Statement {
    const { factory } = this.make
    const fail = this.make.return(this.make.call(this.make.runtime(failed), [this.make.name('error')]))
    const clause = factory.createCatchClause(
      factory.createVariableDeclaration('error'),
      factory.createBlock([fail], true),
    )
    return factory.createTryStatement(factory.createBlock(statements, true), clause, undefined)
  }

  /** Both the function and its step are as strict as the source. */
  private directives(fn: TS.FunctionLikeDeclaration): readonly TS.Statement[] {
    return fn.body && this.ts.isBlock(fn.body)
      ? fn.body.statements.slice(0, directiveCount(this.ts, fn.body.statements))
      : []
  }

  private stepBody(
    fn: TS.FunctionLikeDeclaration,
    lowered: Lowered<TS.Node>,
    { strict }: Placement<TS.Node>,
  ): TS.Block {
    const { factory } = this.make
    const { locals, body } = lowered.step
    return factory.createBlock(
      [
        ...(strict ? [this.make.expression(this.make.literal('use strict'))] : []),
        ...this.directives(fn),
        ...this.variables(locals),
        ...(body as TS.Statement[]),
      ],
      true,
    )
  }

  variables(names: readonly string[]): TS.Statement[] {
    if (names.length === 0) return []
    const { factory } = this.make
    const declared = names.map((name) => factory.createVariableDeclaration(name))
    return [factory.createVariableStatement(undefined, factory.createVariableDeclarationList(declared))]
  }

  /** The function that the user calls: makes the frame and starts it. */
  private wrapper(
    fn: TS.FunctionLikeDeclaration,
    shape: FunctionShape<TS.Node>,
    lowered: Lowered<TS.Node>,
    step: TS.Expression,
  ): TS.Node {
    const { ts } = this
    const { factory } = this.make
    if (shape.open) return this.around(fn, shape, lowered, step)
    const { formal, rest, args } = this.entered(shape, lowered.entry)
    const self = this.ownName(fn, shape)
    const start = this.start(shape, lowered, step, args, self, fn.name ?? fn)

    const isStrict = ts.isIdentifier(step) && canBeStrict(shape, lowered, [self, ...formal])
    const block = factory.createBlock(
      [
        ...(isStrict ? [this.make.expression(this.make.literal('use strict'))] : []),
        ...this.directives(fn),
        ...this.variables(lowered.variables),
        this.make.return(start),
      ],
      true,
    )
    const parameters = shape.params
      .slice(0, formal.length)
      .map(({ node, binding }, i) =>
        binding
          ? (node as TS.ParameterDeclaration)
          : factory.createParameterDeclaration(undefined, undefined, formal[i]!),
      )
    if (rest !== undefined) {
      parameters.push(
        factory.createParameterDeclaration(undefined, factory.createToken(ts.SyntaxKind.DotDotDotToken), rest),
      )
    }
    return this.rebuilt(fn, parameters, block, self)
  }

  /** The step inside a function whose parameters and variables are what they were. */
  private around(
    fn: TS.FunctionLikeDeclaration,
    shape: FunctionShape<TS.Node>,
    lowered: Lowered<TS.Node>,
    step: TS.Expression,
  ): TS.Node {
    const { factory } = this.make
    const self = this.ownName(fn, shape)
    const names = [...new Set(lowered.kept)].map((name) => factory.createVariableDeclaration(name))
    const variables = names.length > 0 ? [factory.createVariableStatement(undefined, names)] : []
    const start = this.make.return(this.start(shape, lowered, step, [], self, fn.name ?? fn))
    const block = factory.createBlock([...this.directives(fn), ...variables, start], true)
    const rejects = shape.kind === 'async' && shape.params.some((param) => !param.binding)
    return rejects
      ? this.guarded(fn, shape, block, (value) => value, lowered.failed)
      : this.rebuilt(fn, fn.parameters, block, self)
  }

  private rebuilt(
    fn: TS.FunctionLikeDeclaration,
    parameters: readonly TS.ParameterDeclaration[],
    block: TS.Block,
    self?: string,
  ): TS.Node {
    const { ts } = this
    const modifiers = fn.modifiers?.filter((modifier) => modifier.kind !== ts.SyntaxKind.AsyncKeyword)
    const made = this.rebuild(fn, modifiers, parameters, block, self)
    return ts.setTextRange(ts.setOriginalNode(made, fn), fn)
  }

  /** The name by which a generator function finds itself, to ask for its `prototype`. */
  private ownName(fn: TS.FunctionLikeDeclaration, shape: FunctionShape<TS.Node>): string | undefined {
    const { ts } = this
    if (!ts.isFunctionDeclaration(fn) && !ts.isFunctionExpression(fn)) return undefined
    if (fn.name) return fn.name.text
    const isNamable = ts.isFunctionExpression(fn) && shape.kind !== 'async' && impliedName(ts, fn) !== undefined
    return isNamable ? this.fresh(shape.name || 'generator') : undefined
  }

  /** The function made what ECMAScript says it is, under the name it would have had. */
  marked(fn: TS.FunctionExpression | TS.ArrowFunction, mark: string, name: string): TS.Expression {
    const args: TS.Expression[] = [fn]
    if (fn.name?.text !== name) args.push(this.make.literal(name))
    return this.make.call(this.make.runtime(mark), args)
  }

  private rebuild(
    fn: TS.FunctionLikeDeclaration,
    modifiers: readonly TS.ModifierLike[] | undefined,
    parameters: readonly TS.ParameterDeclaration[],
    block: TS.Block,
    self?: string,
  ): TS.Node {
    const { ts } = this
    const { factory } = this.make
    const plain = modifiers?.filter(ts.isModifier)
    if (ts.isFunctionDeclaration(fn)) {
      return factory.createFunctionDeclaration(
        plain,
        undefined,
        fn.name,
        fn.typeParameters,
        parameters,
        undefined,
        block,
      )
    }
    if (ts.isFunctionExpression(fn)) {
      const name = fn.name ?? (self === undefined ? undefined : this.make.name(self))
      return factory.createFunctionExpression(plain, undefined, name, fn.typeParameters, parameters, undefined, block)
    }
    if (ts.isArrowFunction(fn)) {
      return factory.createArrowFunction(plain, fn.typeParameters, parameters, undefined, undefined, block)
    }
    if (ts.isMethodDeclaration(fn)) {
      return factory.createMethodDeclaration(
        modifiers,
        undefined,
        fn.name,
        fn.questionToken,
        fn.typeParameters,
        parameters,
        undefined,
        block,
      )
    }
    // `static async constructor() {}`, which TypeScript takes for a constructor.
    const name = factory.createIdentifier('constructor')
    return factory.createMethodDeclaration(
      modifiers,
      undefined,
      name,
      undefined,
      undefined,
      parameters,
      undefined,
      block,
    )
  }
}

export function containsSuper(ts: typeof TS, node: TS.Node): boolean {
  if (node.kind === ts.SyntaxKind.SuperKeyword) return true
  if (ts.isClassLike(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return false
  return ts.forEachChild(node, (child) => containsSuper(ts, child) || undefined) ?? false
}
