/**
 * The TypeScript tree: a `ts.TransformerFactory` that lowers every suspending function of a file.
 *
 * Runs before TypeScript's own transforms, so what it leaves (types, classes, destructuring) they
 * lower afterwards. `ts` is handed in; nothing here imports the compiler.
 */

import type * as TS from 'typescript'
import type { Description } from '../describe.js'
import { errors, type ErrorId } from '../errors.js'
import { lower } from '../lower.js'
import { markName, settledNames, type Semantics } from '../runtime-names.js'
import { makeBinding, type Binding, type Scope } from '../scope.js'
import type { FunctionKind, FunctionShape, Parameter } from '../shapes.js'
import type { Context } from './facts.js'
import { FileNames } from './file-names.js'
import type { Placement } from './functions.js'
import type { Found, Host, Lowered, Make, View } from './host.js'
import { invoke } from './invoke.js'
import { isInside } from './step-place.js'
import { advise } from './typescript/advice.js'
import { keepArguments } from './typescript/arrow-arguments.js'
import { Classify } from './typescript/classify.js'
import { directiveCount, Facts, impliedName, isStrict } from './typescript/facts.js'
import { TypeScriptFunctions } from './typescript/functions.js'
import { TypeScriptMake } from './typescript/make.js'
import { defineMembers } from './typescript/members.js'
import { provide } from './typescript/provide.js'
import { beStrict } from './typescript/strict-classes.js'
import { helperBinding, replaceHelpers } from './typescript/helpers.js'
import { Rewrite } from './typescript/rewrite.js'
import { DEFAULT_RUNTIME, RuntimeImport, type RuntimeOption } from './typescript/runtime-import.js'
import { Scopes } from './typescript/scopes.js'
import { firstAwait } from './typescript/top-level.js'
import { isNameless, unwrapped } from './typescript/tree.js'

export interface TransformOptions {
  semantics?: Semantics
  runtime?: RuntimeOption
  /** Reach what old engines lack through the runtime. */
  provide?: boolean
  /** Fields without a value become undefined, as in ECMAScript; otherwise they are types, as in TypeScript's ES5. */
  fields?: boolean
  /** TypeScript's own helpers come from our module, which works without Symbol. */
  helpers?: boolean
  /** A file without imports and exports is CommonJS, whatever it looks like. */
  commonjs?: boolean
  /** Variables stay variables, and each step is labelled with its places: for stepping through. */
  debug?: boolean
  /** Shown what became of each function. */
  observe?: (description: Description) => void
  /** Told of forms that cannot be lowered. */
  report?: (problem: Problem) => void
}

export interface Problem {
  id: ErrorId
  message: string
  file: TS.SourceFile
  start: number
  length: number
}

export function createTransformer(ts: typeof TS, options: TransformOptions = {}): TS.TransformerFactory<TS.SourceFile> {
  return (context) => {
    const members = options.provide ? defineMembers(ts, context) : undefined
    const strict = options.provide ? beStrict(ts, context) : undefined
    return (source) => {
      if (source.isDeclarationFile) return source
      strict?.(source)
      return new FileTransform(ts, source, context, options, members).run()
    }
  }
}

/** Thrown by `report`; the function it concerns stays as it was. */
class Refused extends Error {}

class FileTransform {
  private readonly scopes: Scopes
  private readonly runtime: RuntimeImport
  private readonly make: TypeScriptMake
  private readonly facts: Facts
  private readonly functions: TypeScriptFunctions
  /** Statement lists that may take a step, and the steps that wait for their place. */
  private readonly containers = new Map<Scope, TS.Node>()
  private readonly pending = new Map<TS.Node, TS.Statement[]>()
  private readonly names: FileNames
  private depth = 0

  constructor(
    private readonly ts: typeof TS,
    private readonly source: TS.SourceFile,
    private readonly context: TS.TransformationContext,
    private readonly options: TransformOptions,
    private readonly members: ReturnType<typeof defineMembers> | undefined,
  ) {
    this.scopes = new Scopes(ts, source)
    this.names = new FileNames(this.scopes.names)
    this.facts = new Facts(ts)
    const requires = options.commonjs === true || context.getCompilerOptions().module === ts.ModuleKind.CommonJS
    this.runtime = new RuntimeImport(ts, source, options.runtime, this.names.fresh('$gf'), requires)
    const places = options.debug
      ? {
          file: source.fileName,
          at: (start: number) => {
            const { line, character } = source.getLineAndCharacterOfPosition(start)
            return { line: line + 1, column: character + 1 }
          },
        }
      : undefined
    this.make = new TypeScriptMake(ts, (name) => this.runtime.member(name), places)
    if (options.helpers) {
      const format = this.runtime.isModule(context.getCompilerOptions().module) ? 'esm' : 'commonjs'
      replaceHelpers(context, helperBinding(options.runtime ?? DEFAULT_RUNTIME, format))
    }
    this.functions = new TypeScriptFunctions(ts, this.make, this.scopes, this.containers, (hint) =>
      this.names.fresh(hint),
    )
  }

  run(): TS.SourceFile {
    const { ts } = this
    this.containers.set(this.scopes.file, this.source)
    const tasks = (this.options.semantics ?? 'task') === 'task'
    advise(this.ts, this.source, this.scopes, tasks, (id, node) => this.tell(id, node))
    const awaits =
      (this.context.getCompilerOptions().target ?? 0) < ts.ScriptTarget.ES2022 && firstAwait(ts, this.source)
    if (awaits) {
      this.tell('top-level-await', awaits)
      return this.source
    }
    const statements = this.list(this.source, this.source.statements)
    let file =
      statements === this.source.statements ? this.source : ts.factory.updateSourceFile(this.source, statements)
    if (this.options.provide) {
      const fresh = (hint: string) => this.names.fresh(hint)
      file = provide(ts, file, this.scopes, this.runtime, fresh, this.options.fields ?? false)
      file = keepArguments(ts, file, fresh)
    }
    this.members?.(this.source, (name) => this.runtime.member(name))
    return this.runtime.addTo(file)
  }

  // Walking: inner functions first

  private visit = (node: TS.Node): TS.Node => {
    const { ts } = this
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node
    if (ts.isParenthesizedExpression(node)) {
      // `(class {} as any).x()` at the start of a statement: with the type TypeScript would drop the parentheses.
      const inner = unwrapped(ts, node)
      if (ts.isClassExpression(inner) && inner !== node.expression)
        return ts.factory.updateParenthesizedExpression(node, this.visit(inner) as TS.Expression)
    }
    if (ts.isModuleBlock(node)) {
      const scope = this.scopes.scopeOf(node)
      if (scope) this.containers.set(scope, node)
      const statements = this.list(node, node.statements)
      return statements === node.statements ? node : ts.factory.updateModuleBlock(node, statements)
    }
    if (ts.isBlock(node) || ts.isCaseOrDefaultClause(node))
      return this.withMarks(ts.visitEachChild(node, this.visit, this.context))
    if (!isFunction(ts, node)) return ts.visitEachChild(node, this.visit, this.context)

    const kind = kindOf(ts, node)
    const scope = this.scopes.scopeOf(node)
    if (!kind || !node.body) {
      if (node.body && ts.isBlock(node.body) && scope) this.containers.set(scope, node.body)
      return ts.visitEachChild(
        node,
        node.body && ts.isBlock(node.body) ? this.visitFunctionPart(node.body) : this.visit,
        this.context,
      )
    }
    this.depth++
    const inner = ts.visitEachChild(node, this.visit, this.context)
    this.depth--
    return this.marked(node, this.lower(node, inner, kind), kind)
  }

  /** The body of a plain function takes the steps of the functions inside it. */
  private visitFunctionPart(body: TS.Block): TS.Visitor {
    const { ts } = this
    return (child) => {
      if (child !== body) return this.visit(child)
      const statements = this.list(body, body.statements)
      return statements === body.statements ? body : ts.factory.updateBlock(body, statements)
    }
  }

  private list(container: TS.Node, statements: TS.NodeArray<TS.Statement>): TS.NodeArray<TS.Statement> {
    const { ts } = this
    const out: TS.Statement[] = []
    let changed = false
    for (const statement of statements) {
      const visited = this.visit(statement) as TS.Statement
      const steps = this.pending.get(container) ?? []
      this.pending.delete(container)
      if (visited !== statement || steps.length > 0) changed = true
      out.push(visited, ...steps)
    }
    const marks = this.marksOf(out)
    if (marks.length > 0) out.splice(directiveCount(ts, out), 0, ...marks)
    return changed ? ts.setTextRange(ts.factory.createNodeArray(out), statements) : statements
  }

  // Function objects

  private readonly marks = new WeakMap<TS.Node, string>()

  /** Expressions are marked where they are made, declarations at the start of their list. */
  private marked(original: TS.FunctionLikeDeclaration, fn: TS.Node, kind: FunctionKind): TS.Node {
    const { ts } = this
    const mark = markName(kind, this.options.semantics ?? 'task')
    // Old engines cannot show the difference.
    if (!mark || (kind === 'async' && this.options.provide)) return fn
    if (ts.isFunctionDeclaration(fn) && fn.name) this.marks.set(fn, mark)
    if (!ts.isFunctionExpression(fn) && !ts.isArrowFunction(fn)) return fn
    const name = ts.isFunctionExpression(original) && original.name ? original.name.text : impliedName(ts, original)
    return name === undefined ? fn : this.functions.marked(fn, mark, name)
  }

  private marksOf(statements: readonly TS.Statement[]): TS.Statement[] {
    const { ts } = this
    return statements.flatMap((statement) => {
      const mark = this.marks.get(statement)
      if (!mark) return []
      const { name } = statement as TS.FunctionDeclaration
      const self = ts.setOriginalNode(ts.factory.createIdentifier(name!.text), name)
      return [this.make.expression(this.make.call(this.make.runtime(mark), [self]))]
    })
  }

  private withMarks<T extends TS.Block | TS.CaseOrDefaultClause>(node: T): T {
    const { ts } = this
    const marks = this.marksOf(node.statements)
    if (marks.length === 0) return node
    const at = directiveCount(ts, node.statements)
    const statements = [...node.statements.slice(0, at), ...marks, ...node.statements.slice(at)]
    if (ts.isBlock(node)) return ts.factory.updateBlock(node, statements) as TS.Block & T
    if (ts.isCaseClause(node))
      return ts.factory.updateCaseClause(node, node.expression, statements) as TS.CaseClause & T
    return ts.factory.updateDefaultClause(node as TS.DefaultClause, statements) as TS.DefaultClause & T
  }

  // One function

  private lower(original: TS.FunctionLikeDeclaration, fn: TS.FunctionLikeDeclaration, kind: FunctionKind): TS.Node {
    try {
      const context = this.facts.context(original)
      this.facts.returnsSuspend = kind === 'async generator'
      const shape = this.shapeOf(original, fn, kind, context)
      if (context.eval && !shape.strict && this.facts.suspends(original.body!)) this.report('direct-eval', context.eval)
      const placement = this.functions.place(original, shape, context)
      const host = new FunctionHost(
        this.ts,
        this.facts,
        this.scopes,
        this.make,
        this.functions,
        shape,
        fn,
        placement,
        this.report,
        (step) => {
          const list = this.pending.get(placement.container!) ?? []
          list.push(step)
          this.pending.set(placement.container!, list)
        },
      )
      const names = this.names.ofFunction(this.depth, this.namesFromOutside(original))
      return lower(shape, names, host, {
        semantics: this.options.semantics ?? 'task',
        debug: this.options.debug ?? false,
        observe: this.options.observe,
      })
    } catch (error) {
      if (error instanceof Refused) return fn
      throw error
    }
  }

  private shapeOf(
    original: TS.FunctionLikeDeclaration,
    fn: TS.FunctionLikeDeclaration,
    kind: FunctionKind,
    context: Context<TS.Node>,
  ): FunctionShape<TS.Node> {
    const { ts } = this
    const scope = this.scopes.scopeOf(original)!
    const isArrow = ts.isArrowFunction(fn)
    const params = fn.parameters
      .filter((parameter) => !(ts.isIdentifier(parameter.name) && parameter.name.text === 'this'))
      .map((node): Parameter<TS.Node> => {
        const plain = ts.isIdentifier(node.name) && !node.initializer && !node.dotDotDotToken
        return {
          node,
          target: node.name,
          initial: node.initializer,
          rest: node.dotDotDotToken !== undefined,
          binding: plain ? this.scopes.of(node.name) : undefined,
        }
      })
    const strict = isStrict(ts, this.source, original)
    const lexicalThis = context.self && this.isBeforeSuper(original)
    const given = (name: string, used: boolean): Binding | undefined => {
      if (!used || context.open) return undefined
      const binding = makeBinding(name, 'temp')
      // An arrow function inside may run at any time.
      binding.captured = true
      binding.used = true
      return binding
    }
    const own = scope.bindings.get('arguments')
    // A lexical `arguments` of the body hides the call's own from the body, not from defaults.
    const hidden = own && (own.kind === 'var' || own.kind === 'param' || params.every((param) => param.binding))
    const usesArguments = context.arguments && !isArrow && !scope.bindings.has('arguments')
    return {
      node: fn,
      kind,
      name: this.nameOf(original),
      scope,
      bodyScope: fn.body && ts.isBlock(fn.body) ? this.scopes.scopeOf(fn.body) : undefined,
      params,
      body: fn.body && ts.isBlock(fn.body) ? fn.body.statements.slice(directiveCount(ts, fn.body.statements)) : [],
      result: fn.body && !ts.isBlock(fn.body) ? fn.body : undefined,
      isArrow,
      strict,
      self: given('self', context.self && !lexicalThis),
      lexicalThis,
      arguments: given('args', context.arguments && !hidden) ?? this.ownArguments(scope, isArrow),
      newTarget: given('target', context.newTarget),
      mapped: usesArguments && !context.open && !strict && params.length > 0 && params.every((param) => param.binding),
      open: context.open,
    }
  }

  /** `var arguments` starts as the arguments of the call (ECMAScript 10.2.11). */
  private ownArguments(scope: Scope, isArrow: boolean): Binding | undefined {
    const own = scope.bindings.get('arguments')
    return own?.kind === 'var' && !isArrow ? own : undefined
  }

  /** An arrow function in the constructor of a derived class. */
  private isBeforeSuper(fn: TS.FunctionLikeDeclaration): boolean {
    const { ts } = this
    if (!ts.isArrowFunction(fn)) return false
    let around: TS.Node = fn.parent
    while (
      ts.isArrowFunction(around) ||
      !(ts.isFunctionLike(around) || ts.isClassElement(around) || ts.isSourceFile(around))
    )
      around = around.parent
    return (
      ts.isConstructorDeclaration(around) &&
      (around.parent.heritageClauses ?? []).some((c) => c.token === ts.SyntaxKind.ExtendsKeyword)
    )
  }

  /** For the name of the step, where it can be written as one. */
  private nameOf(fn: TS.FunctionLikeDeclaration): string {
    const { ts } = this
    const own =
      fn.name && (ts.isIdentifier(fn.name) || ts.isPrivateIdentifier(fn.name))
        ? fn.name.text.replace('#', '')
        : undefined
    const name = own ?? (fn.name ? '' : impliedName(ts, fn)) ?? ''
    return /^[A-Za-z_$][\w$]*$/.test(name) ? name : ''
  }

  /** Names that the function uses but does not declare: its locals must not hide them. */
  private namesFromOutside(fn: TS.FunctionLikeDeclaration): Set<string> {
    const { ts } = this
    const names = new Set<string>()
    const own = this.scopes.scopeOf(fn)
    const search = (node: TS.Node): void => {
      if (ts.isIdentifier(node)) {
        const binding = this.scopes.of(node)
        if (!binding || !isInside(binding.scope, own) || binding.kind === 'param') names.add(node.text)
      }
      ts.forEachChild(node, search)
    }
    ts.forEachChild(fn, search)
    return names
  }

  private report = (id: ErrorId, node: TS.Node): never => {
    this.tell(id, node)
    throw new Refused(id)
  }

  private tell(id: ErrorId, node: TS.Node): void {
    const place = this.ts.getOriginalNode(node)
    const start = place.getStart(this.source)
    this.options.report?.({ id, message: errors[id], file: this.source, start, length: place.end - start })
  }
}

/** The host as the core sees it while it lowers one function. */
class FunctionHost implements Host<TS.Node> {
  readonly make: Make<TS.Node>
  readonly places: Host<TS.Node>['places']
  private readonly classify: Classify

  constructor(
    private readonly ts: typeof TS,
    private readonly facts: Facts,
    private readonly scopes: Scopes,
    private readonly nodes: TypeScriptMake,
    private readonly functions: TypeScriptFunctions,
    private readonly shape: FunctionShape<TS.Node>,
    private readonly fn: TS.FunctionLikeDeclaration,
    private readonly placement: Placement<TS.Node>,
    readonly report: (id: ErrorId, node: TS.Node) => never,
    private readonly addStep: (step: TS.Statement) => void,
  ) {
    this.classify = new Classify(ts, facts, scopes, report)
    this.places = nodes.places
    const host = this
    this.make = Object.assign(Object.create(nodes) as TypeScriptMake, {
      destructure: (pattern: TS.Node, value: TS.Node, view: View<TS.Node>) =>
        host.rewriter(view).destructure(pattern, value),
      invoke: (callee: TS.Node, self: TS.Node | undefined, args: never, view: View<TS.Node>, origin: TS.Node) =>
        invoke(nodes, callee, self, args, view, (node) => host.rewrite(node, view), origin),
      thisValue: (view: View<TS.Node>) => (shape.self && view.home(shape.self)) ?? ts.factory.createThis(),
    })
  }

  suspends = (node: TS.Node) => this.facts.suspends(node)
  leaps = (node: TS.Node) => this.facts.leaps(node)
  statement = (node: TS.Node) => this.classify.statement(node)
  expression = (node: TS.Node) => this.classify.expression(node)
  pattern = (node: TS.Node) => this.classify.pattern(node)
  isStable = (node: TS.Node) => this.classify.isStable(node)
  isAnonymousFunction = (node: TS.Node) => isNameless(this.ts, node)
  assigns = (statement: TS.Node) => this.classify.assigns(statement)

  references(node: TS.Node, replaced: Parameters<Host<TS.Node>['references']>[1], found: Found<TS.Node>): void {
    const { ts } = this
    const given = (binding: Binding | undefined) => binding && found.binding(binding)
    const search = (n: TS.Node, own: boolean): void => {
      const ahead = n === node ? undefined : replaced.get(n)
      if (ahead) return found.value(ahead)
      if (ts.isTypeNode(n) && !ts.isExpressionWithTypeArguments(n)) return
      if (n.kind === ts.SyntaxKind.ThisKeyword && own) given(this.shape.self)
      if (ts.isMetaProperty(n) && own) given(this.shape.newTarget)
      if (ts.isIdentifier(n)) {
        const binding = this.scopes.of(n)
        if (binding) found.binding(binding)
        else if (n.text === 'arguments' && own) given(this.shape.arguments)
      }
      const inside = own && (!ts.isFunctionLike(n) || ts.isArrowFunction(n)) && !ts.isClassElement(n)
      ts.forEachChild(n, (child) => search(child, inside))
    }
    search(node, true)
  }

  private rewriter(view: View<TS.Node>): Rewrite {
    return new Rewrite(this.ts, this.nodes, this.scopes, this.shape, view)
  }

  rewrite(node: TS.Node, view: View<TS.Node>): TS.Node {
    return this.rewriter(view).node(node)
  }

  rewriteDeclaration(node: TS.Node, view: View<TS.Node>): TS.Node {
    return this.rewriter(view).declaration(node)
  }

  replace(shape: FunctionShape<TS.Node>, lowered: Lowered<TS.Node>): TS.Node {
    const { fn, step } = this.functions.replace(this.fn, shape, lowered, this.placement)
    if (step) this.addStep(step)
    return fn
  }

  replaceImmediate(shape: FunctionShape<TS.Node>, semantics: Semantics): TS.Node {
    return this.functions.immediate(this.fn, shape, settledNames(semantics))
  }

  text(node: TS.Node, instead: (part: TS.Node) => string | undefined): string {
    const { ts } = this
    const original = ts.getOriginalNode(node)
    if (original.pos < 0) return ''
    const source = original.getSourceFile().text
    let text = ''
    let at = original.getStart()
    const visit = (part: TS.Node): void => {
      const place = ts.getOriginalNode(part)
      const other = place.pos < 0 ? undefined : instead(part)
      if (other === undefined) {
        ts.forEachChild(part, visit)
        return
      }
      text += source.slice(at, place.getStart()) + other
      at = place.end
    }
    ts.forEachChild(node, visit)
    return text + source.slice(at, original.end)
  }

  range(node: TS.Node): { start: number; end: number } | undefined {
    const original = this.ts.getOriginalNode(node)
    return original.pos < 0 ? undefined : { start: original.getStart(), end: original.end }
  }
}

function isFunction(ts: typeof TS, node: TS.Node): node is TS.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node
}

function kindOf(ts: typeof TS, fn: TS.FunctionLikeDeclaration): FunctionKind | undefined {
  const isAsync = fn.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false
  const isGenerator = fn.asteriskToken !== undefined
  if (isAsync) return isGenerator ? 'async generator' : 'async'
  return isGenerator ? 'generator' : undefined
}
