/**
 * The Babel tree: lowers every suspending function of a program, over the same core as TypeScript's.
 *
 * Runs before the visitors of presets, so what it leaves (types, classes, destructuring) they lower
 * afterwards. `t` is handed in by Babel; nothing here imports it.
 */

import type * as T from '@babel/types'
import { errors, type ErrorId } from '../errors.js'
import { markName } from '../runtime-names.js'
import type { FunctionKind, FunctionShape, Parameter } from '../shapes.js'
import { Facts, impliedName, isStrict, keyText } from './babel/facts.js'
import { BabelFunctionHost } from './babel/function-host.js'
import { BabelFunctions } from './babel/functions.js'
import { BabelMake } from './babel/make.js'
import { BabelMethodMarks } from './babel/method-marks.js'
import { provide } from './babel/provide.js'
import { RuntimeImport } from './babel/runtime-import.js'
import { Scopes } from './babel/scopes.js'
import { firstAwait, wrapTopLevelAwait } from './babel/top-level.js'
import { parametersOf, Tree, type Fn, type Node, type Types } from './babel/tree.js'
import { FileLowering, type FileOptions } from './file-lowering.js'
import { FileNames } from './file-names.js'
import type { Lowering } from './function-host.js'
import { given } from './given.js'
import type { Reach } from './reach.js'
import type { RuntimeOption } from './runtime-option.js'

export interface BabelTransformOptions extends FileOptions {
  runtime?: RuntimeOption
  /** Reach what old engines lack through the runtime. */
  provide?: boolean
  /** Below ES2022: a top-level `await` goes into a function of its own. */
  wrapAwait?: boolean
  /** For the labels of a debug build. */
  fileName?: string | undefined
  /** Told of forms that cannot be lowered. */
  report?: (problem: BabelProblem) => void
}

export interface BabelProblem {
  id: ErrorId
  message: string
  node: Node
}

/** Changes `program`, as Babel's plugins do; false when there was nothing to lower. */
export function transformProgram(
  t: Types,
  program: T.Program,
  text: string,
  options: BabelTransformOptions = {},
): boolean {
  const awaits = options.wrapAwait ? firstAwait(t, program) : undefined
  const wrapped = awaits && wrapTopLevelAwait(t, program)
  if (awaits && !wrapped) {
    options.report?.({ id: 'top-level-await', message: errors['top-level-await'], node: awaits })
    return false
  }
  const made = new FileTransform(new Tree(t, wrapped ?? program), text, options).run()
  if (made === program) return false
  program.body = made.body
  program.sourceType = made.sourceType
  return true
}

class FileTransform extends FileLowering<Node, Fn> {
  protected readonly scopes: Scopes
  private readonly runtime: RuntimeImport
  private readonly make: BabelMake
  protected readonly facts: Facts
  protected readonly functions: BabelFunctions
  private readonly methods: BabelMethodMarks
  protected readonly names: FileNames
  private readonly marks = new WeakMap<Node, string>()

  constructor(
    private readonly tree: Tree,
    private readonly text: string,
    protected override readonly options: BabelTransformOptions,
  ) {
    super(options)
    this.scopes = new Scopes(tree)
    this.names = new FileNames(this.scopes.names)
    this.facts = new Facts(tree)
    this.runtime = new RuntimeImport(tree.t, options.runtime, this.names.fresh('$gf'), text)
    const places = options.debug
      ? {
          file: options.fileName ?? 'input.js',
          at: (start: number) => {
            const before = text.slice(0, start).split('\n')
            return { line: before.length, column: before[before.length - 1]!.length + 1 }
          },
        }
      : undefined
    this.make = new BabelMake(tree, (name) => this.runtime.member(name), places)
    this.functions = new BabelFunctions(tree, this.make, this.scopes, this.containers, (hint) => this.names.fresh(hint))
    const variable = (hint: string) => this.fileVariable(hint, (name) => this.functions.variables([name])[0]!)
    this.methods = new BabelMethodMarks(tree, this.make, variable, options.wrapAwait ?? false)
  }

  run(): T.Program {
    const { program } = this.tree
    this.containers.set(this.scopes.file, program)
    const body = this.list(program, program.body)
    let made = body === program.body ? program : this.tree.copy(program, { body })
    if (this.options.provide) made = provide(this.tree, made, this.scopes, this.runtime)
    return this.runtime.addTo(made)
  }

  // Walking: inner functions first

  private visit = (node: Node): Node => {
    const { tree } = this
    if (tree.isType(node)) return node
    switch (node.type) {
      case 'TSModuleBlock': {
        const scope = this.scopes.scopeOf(node)
        if (scope) this.containers.set(scope, node)
        return this.withList(node)
      }
      case 'BlockStatement':
      case 'StaticBlock': {
        const visited = tree.map(node, this.visit)
        const marks = this.marksOf(visited.body)
        return marks.length === 0 ? visited : tree.copy<Node>(visited, { body: [...marks, ...visited.body] })
      }
      case 'ClassBody':
        return this.methods.ofClass(tree.map(node, this.visit))
      case 'ObjectExpression':
        return this.methods.ofObject(tree.map(node, this.visit))
      case 'SwitchCase': {
        const visited = tree.map(node, this.visit)
        const marks = this.marksOf(visited.consequent)
        return marks.length === 0 ? visited : tree.copy(visited, { consequent: [...marks, ...visited.consequent] })
      }
    }
    if (!tree.isFunction(node)) return tree.map(node, this.visit)

    const kind = kindOf(node)
    if (!kind) {
      const { body } = node
      const scope = this.scopes.scopeOf(node)
      if (body.type === 'BlockStatement' && scope) this.containers.set(scope, body)
      // The body of a plain function takes the steps of the functions inside it.
      return tree.map<Node>(node, (child) =>
        child === body && body.type === 'BlockStatement' ? this.withList(body) : this.visit(child),
      )
    }
    const lowered = this.lowered(node, kind, (fn) => tree.map(fn, this.visit))
    return this.marked(node, lowered, kind)
  }

  private withList<N extends T.BlockStatement | T.TSModuleBlock>(node: N): N {
    const body = this.list(node, node.body)
    return body === node.body ? node : this.tree.copy<N>(node, { body } as Partial<N>)
  }

  private list(container: Node, statements: T.Statement[]): T.Statement[] {
    const out: T.Statement[] = []
    let changed = false
    for (const statement of statements) {
      const visited = this.visit(statement) as T.Statement
      const steps = this.stepsFor(container) as T.Statement[]
      if (visited !== statement || steps.length > 0) changed = true
      out.push(visited, ...steps)
    }
    return changed ? [...this.marksOf(out), ...out] : statements
  }

  // Function objects

  /** Expressions are marked where they are made, declarations at the start of their list. */
  private marked(original: Fn, fn: Node, kind: FunctionKind): Node {
    const mark = markName(kind, this.semantics)
    // Old engines cannot show the difference.
    if (!mark || (kind === 'async' && this.options.provide)) return fn
    if (fn.type === 'FunctionDeclaration' && fn.id) this.marks.set(fn, mark)
    if (fn.type === 'ObjectMethod' || fn.type === 'ClassMethod') this.methods.note(fn, mark)
    if (fn.type !== 'FunctionExpression' && fn.type !== 'ArrowFunctionExpression') return fn
    const own = original.type === 'FunctionExpression' && original.id ? original.id.name : undefined
    const name = own ?? impliedName(this.tree, original)
    if (name !== undefined) return this.functions.marked(fn, mark, name)
    this.methods.note(fn, mark)
    return fn
  }

  private marksOf(statements: readonly Node[]): T.Statement[] {
    return statements.flatMap((statement) => {
      const declaration = this.tree.declarationOf(statement)
      const mark = this.marks.get(declaration)
      if (!mark) return []
      const id = (declaration as T.FunctionDeclaration).id!
      const self = this.tree.standsFor(this.make.name(id.name), id)
      return [this.make.expression(this.make.call(this.make.runtime(mark), [self]))]
    })
  }

  // One function

  protected hostOf(lowering: Lowering<Node, Fn>): BabelFunctionHost {
    const { tree, text, facts, scopes, make, functions } = this
    return new BabelFunctionHost(tree, text, facts, scopes, make, functions, lowering)
  }

  protected shapeOf(original: Fn, fn: Fn, kind: FunctionKind, reach: Reach): FunctionShape<Node> {
    const { tree } = this
    const scope = this.scopes.scopeOf(original)!
    const isArrow = fn.type === 'ArrowFunctionExpression'
    const params = parametersOf(fn).map((node): Parameter<Node> => {
      const binding = node.type === 'Identifier' ? this.scopes.of(node) : undefined
      if (node.type === 'RestElement') return { node, target: node.argument, initial: undefined, rest: true, binding }
      if (node.type === 'AssignmentPattern')
        return { node, target: node.left, initial: node.right, rest: false, binding }
      return { node, target: node, initial: undefined, rest: false, binding }
    })
    const strict = isStrict(tree, original)
    const lexicalThis = reach.self && this.isBeforeSuper(original)
    const body = fn.body.type === 'BlockStatement' ? fn.body : undefined
    return {
      node: fn,
      kind,
      name: this.nameOf(original),
      scope,
      bodyScope: body && this.scopes.scopeOf(body),
      params,
      body: body?.body ?? [],
      result: body ? undefined : fn.body,
      isArrow,
      strict,
      lexicalThis,
      ...given(reach, scope, params, { isArrow, strict, lexicalThis }),
      open: reach.open,
    }
  }

  /** An arrow function in the constructor of a derived class. */
  private isBeforeSuper(fn: Node): boolean {
    const { tree } = this
    if (fn.type !== 'ArrowFunctionExpression') return false
    let around = tree.parent(fn)
    while (around && (around.type === 'ArrowFunctionExpression' || !tree.isFunction(around))) {
      if (tree.isClass(around)) return false
      around = tree.parent(around)
    }
    if (around?.type !== 'ClassMethod' || around.kind !== 'constructor') return false
    const owner = tree.parent(tree.parent(around)!)!
    return tree.isClass(owner) && !!owner.superClass
  }

  /** For the name of the step, where it can be written as one. */
  private nameOf(fn: Fn): string {
    const name = 'key' in fn ? this.keyName(fn) : ('id' in fn && fn.id?.name) || this.expressionName(fn)
    return /^[A-Za-z_$][\w$]*$/.test(name) ? name : ''
  }

  private keyName(method: Extract<Fn, { key: unknown }>): string {
    if ('computed' in method && method.computed) return ''
    return (keyText(method.key) ?? '').replace('#', '')
  }

  private expressionName(fn: Fn): string {
    return fn.type === 'FunctionDeclaration' ? '' : (impliedName(this.tree, fn) ?? '')
  }

  protected tell(id: ErrorId, message: string, node: Node): void {
    this.options.report?.({ id, message, node: this.tree.original(node) })
  }
}

function kindOf(fn: Fn): FunctionKind | undefined {
  if (fn.async) return fn.generator ? 'async generator' : 'async'
  return fn.generator ? 'generator' : undefined
}
