/**
 * The TypeScript tree: a `ts.TransformerFactory` that lowers every suspending function of a file.
 *
 * Runs before TypeScript's own transforms, so what it leaves (types, classes, destructuring) they
 * lower afterwards. `ts` is handed in; nothing here imports the compiler.
 */

import type * as TS from 'typescript'
import { errors, type ErrorId } from '../errors.js'
import { markName } from '../runtime-names.js'
import type { FunctionKind, FunctionShape, Parameter } from '../shapes.js'
import { FileLowering, type FileOptions } from './file-lowering.js'
import { FileNames } from './file-names.js'
import type { Lowering } from './function-host.js'
import { given } from './given.js'
import type { Reach } from './reach.js'
import { advise } from './typescript/advice.js'
import { keepArguments } from './typescript/arrow-arguments.js'
import { directiveCount, Facts, impliedName, isStrict, kindOf } from './typescript/facts.js'
import { TypeScriptFunctionHost } from './typescript/function-host.js'
import { TypeScriptFunctions } from './typescript/functions.js'
import { TypeScriptMake } from './typescript/make.js'
import { rewriteImports } from './typescript/import-extensions.js'
import { defineMembers, type DefineMembers } from './typescript/members.js'
import { TypeScriptMethodMarks } from './typescript/method-marks.js'
import { provide } from './typescript/provide.js'
import { beStrict } from './typescript/strict-classes.js'
import { helperBinding, replaceHelpers } from './typescript/helpers.js'
import { DEFAULT_RUNTIME, type RuntimeOption } from './runtime-option.js'
import { plain } from './typescript/plain.js'
import { RuntimeImport } from './typescript/runtime-import.js'
import { Scopes } from './typescript/scopes.js'
import { firstAwait } from './typescript/top-level.js'
import { parametersOf, unwrapped } from './typescript/tree.js'

/** How the transformer takes files. */
export interface TransformOptions extends FileOptions {
  runtime?: RuntimeOption
  /** Reach what old engines lack through the runtime. */
  provide?: boolean
  /** Fields without a value become undefined, as in ECMAScript; otherwise they are types, as in TypeScript's ES5. */
  fields?: boolean
  /** TypeScript's own helpers come from our module, which works without Symbol. */
  helpers?: boolean
  /** A file without imports and exports is CommonJS, whatever it looks like. */
  commonjs?: boolean
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

/** A `before` transformer for TypeScript 5.4 to 6, whose module is handed in: one file after the other. */
export function createTransformer(
  host: typeof TS,
  options: TransformOptions = {},
): TS.TransformerFactory<TS.SourceFile> {
  const ts = plain(host)
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

class FileTransform extends FileLowering<TS.Node, TS.FunctionLikeDeclaration> {
  protected readonly scopes: Scopes
  private readonly runtime: RuntimeImport
  private readonly make: TypeScriptMake
  protected readonly facts: Facts
  protected readonly functions: TypeScriptFunctions
  private readonly methods: TypeScriptMethodMarks
  protected readonly names: FileNames

  constructor(
    private readonly ts: typeof TS,
    private readonly source: TS.SourceFile,
    private readonly context: TS.TransformationContext,
    protected override readonly options: TransformOptions,
    private readonly members: DefineMembers | undefined,
  ) {
    super(options)
    this.scopes = new Scopes(ts, source)
    this.names = new FileNames(this.scopes.names)
    this.facts = new Facts(ts, this.scopes, options.provide ?? false)
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
      replaceHelpers(context, source, helperBinding(options.runtime ?? DEFAULT_RUNTIME, format))
    }
    this.functions = new TypeScriptFunctions(ts, this.make, this.scopes, this.containers, (hint) =>
      this.names.fresh(hint),
    )
    const variable = (hint: string) => this.fileVariable(hint, (name) => this.functions.variables([name])[0]!)
    this.methods = new TypeScriptMethodMarks(ts, this.make, variable, this.isBelow(ts.ScriptTarget.ES2022))
  }

  run(): TS.SourceFile {
    const { ts } = this
    this.containers.set(this.scopes.file, this.source)
    const tasks = this.semantics === 'task'
    advise(this.ts, this.source, this.scopes, tasks, (id, node) => this.tell(id, errors[id], node))
    const awaits = this.isBelow(ts.ScriptTarget.ES2022) && firstAwait(ts, this.source)
    if (awaits) {
      this.tell('top-level-await', errors['top-level-await'], awaits)
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
    this.members?.(this.source, this.runtime.member.bind(this.runtime), (method) => this.methods.markOf(method))
    return this.runtime.addTo(rewriteImports(ts, file, this.context))
  }

  private isBelow(target: TS.ScriptTarget): boolean {
    return (this.context.getCompilerOptions().target ?? 0) < target
  }

  // Walking: inner functions first

  private visit = (node: TS.Node): TS.Node => {
    const { ts } = this
    if (!this.scopes.leadsToGoal(node)) return node
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
    if (!isFunction(ts, node)) {
      const visited = ts.visitEachChild(node, this.visit, this.context)
      if (ts.isObjectLiteralExpression(visited)) return this.methods.ofObject(visited)
      // Below ES2015 a class is an object that its members are given to: see `members`.
      return ts.isClassLike(visited) && !this.members ? this.methods.ofClass(visited) : visited
    }

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
    const lowered = this.lowered(node, kind, (fn) => ts.visitEachChild(fn, this.visit, this.context))
    return this.marked(node, lowered, kind)
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
      const steps = this.stepsFor(container) as TS.Statement[]
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
    const mark = markName(kind, this.semantics)
    // Old engines cannot show the difference.
    if (!mark || (kind === 'async' && this.options.provide)) return fn
    if (ts.isFunctionDeclaration(fn) && fn.name) this.marks.set(fn, mark)
    if (ts.isMethodDeclaration(fn)) {
      this.methods.note(original, mark)
      this.methods.note(fn, mark)
    }
    if (!ts.isFunctionExpression(fn) && !ts.isArrowFunction(fn)) return fn
    const name = ts.isFunctionExpression(original) && original.name ? original.name.text : impliedName(ts, original)
    if (name !== undefined) return this.functions.marked(fn, mark, name)
    this.methods.note(fn, mark)
    return fn
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

  protected hostOf(lowering: Lowering<TS.Node, TS.FunctionLikeDeclaration>): TypeScriptFunctionHost {
    return new TypeScriptFunctionHost(this.ts, this.facts, this.scopes, this.make, this.functions, lowering)
  }

  protected shapeOf(
    original: TS.FunctionLikeDeclaration,
    fn: TS.FunctionLikeDeclaration,
    kind: FunctionKind,
    reach: Reach,
  ): FunctionShape<TS.Node> {
    const { ts } = this
    const scope = this.scopes.scopeOf(original)!
    const isArrow = ts.isArrowFunction(fn)
    const params = parametersOf(ts, fn).map((node): Parameter<TS.Node> => {
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
    const lexicalThis = reach.self && this.isBeforeSuper(original)
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
      lexicalThis,
      ...given(reach, scope, params, { isArrow, strict, lexicalThis }),
      open: reach.open,
    }
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

  protected tell(id: ErrorId, message: string, node: TS.Node): void {
    const place = this.ts.getOriginalNode(node)
    const start = place.getStart(this.source)
    this.options.report?.({ id, message, file: this.source, start, length: place.end - start })
  }
}

function isFunction(ts: typeof TS, node: TS.Node): node is TS.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node
}
