/**
 * The Babel tree: lowers every suspending function of a program, over the same core as TypeScript's.
 *
 * Runs before the visitors of presets, so what it leaves (types, classes, destructuring) they lower
 * afterwards. `t` is handed in by Babel; nothing here imports it.
 */

import type * as T from '@babel/types'
import type { Description } from '../describe.js'
import { errors, type ErrorId } from '../errors.js'
import { lower } from '../lower.js'
import { markName, settledNames, type Semantics } from '../runtime-names.js'
import { makeBinding, type Binding, type Scope } from '../scope.js'
import type { FunctionKind, FunctionShape, Parameter } from '../shapes.js'
import { Classify } from './babel/classify.js'
import { Facts, impliedName, isStrict, keyText } from './babel/facts.js'
import { BabelFunctions } from './babel/functions.js'
import { BabelMake } from './babel/make.js'
import { provide } from './babel/provide.js'
import { Rewrite } from './babel/rewrite.js'
import { RuntimeImport } from './babel/runtime-import.js'
import { Scopes } from './babel/scopes.js'
import { firstAwait, wrapTopLevelAwait } from './babel/top-level.js'
import { Tree, type Fn, type Node, type Types } from './babel/tree.js'
import type { Context } from './facts.js'
import { FileNames } from './file-names.js'
import type { Placement } from './functions.js'
import type { Found, Host, Lowered, Make, View } from './host.js'
import { invoke } from './invoke.js'
import { isInside } from './step-place.js'
import type { RuntimeOption } from './typescript/runtime-import.js'

export interface BabelTransformOptions {
  semantics?: Semantics
  runtime?: RuntimeOption
  /** Reach what old engines lack through the runtime. */
  provide?: boolean
  /** Below ES2022: a top-level `await` goes into a function of its own. */
  wrapAwait?: boolean
  /** Variables stay variables, and each step is labelled with its places: for stepping through. */
  debug?: boolean
  /** For those labels. */
  fileName?: string | undefined
  /** Shown what became of each function. */
  observe?: (description: Description) => void
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

/** Thrown by `report`; the function it concerns stays as it was. */
class Refused extends Error {}

class FileTransform {
  private readonly scopes: Scopes
  private readonly runtime: RuntimeImport
  private readonly make: BabelMake
  private readonly facts: Facts
  private readonly functions: BabelFunctions
  private readonly names: FileNames
  /** Statement lists that may take a step, and the steps that wait for their place. */
  private readonly containers = new Map<Scope, Node>()
  private readonly pending = new Map<Node, T.Statement[]>()
  private readonly marks = new WeakMap<Node, string>()
  private depth = 0

  constructor(
    private readonly tree: Tree,
    private readonly text: string,
    private readonly options: BabelTransformOptions,
  ) {
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
    this.depth++
    const inner = tree.map(node, this.visit)
    this.depth--
    return this.marked(node, this.lower(node, inner, kind), kind)
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
      const steps = this.pending.get(container) ?? []
      this.pending.delete(container)
      if (visited !== statement || steps.length > 0) changed = true
      out.push(visited, ...steps)
    }
    return changed ? [...this.marksOf(out), ...out] : statements
  }

  // Function objects

  /** Expressions are marked where they are made, declarations at the start of their list. */
  private marked(original: Fn, fn: Node, kind: FunctionKind): Node {
    const mark = markName(kind, this.options.semantics ?? 'task')
    // Old engines cannot show the difference.
    if (!mark || (kind === 'async' && this.options.provide)) return fn
    if (fn.type === 'FunctionDeclaration' && fn.id) this.marks.set(fn, mark)
    if (fn.type !== 'FunctionExpression' && fn.type !== 'ArrowFunctionExpression') return fn
    const own = original.type === 'FunctionExpression' && original.id ? original.id.name : undefined
    const name = own ?? impliedName(this.tree, original)
    return name === undefined ? fn : this.functions.marked(fn, mark, name)
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

  private lower(original: Fn, fn: Fn, kind: FunctionKind): Node {
    try {
      const context = this.facts.context(original)
      this.facts.returnsSuspend = kind === 'async generator'
      const shape = this.shapeOf(original, fn, kind, context)
      if (context.eval && !shape.strict && this.facts.suspends(original.body)) this.report('direct-eval', context.eval)
      const placement = this.functions.place(original, shape, context)
      const host = new FunctionHost(
        {
          tree: this.tree,
          text: this.text,
          facts: this.facts,
          scopes: this.scopes,
          make: this.make,
          functions: this.functions,
        },
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

  private shapeOf(original: Fn, fn: Fn, kind: FunctionKind, context: Context<Node>): FunctionShape<Node> {
    const { tree } = this
    const scope = this.scopes.scopeOf(original)!
    const isArrow = fn.type === 'ArrowFunctionExpression'
    const params = fn.params
      .filter((param) => !(param.type === 'Identifier' && param.name === 'this'))
      .map((node): Parameter<Node> => {
        const binding = node.type === 'Identifier' ? this.scopes.of(node) : undefined
        if (node.type === 'RestElement') return { node, target: node.argument, initial: undefined, rest: true, binding }
        if (node.type === 'AssignmentPattern')
          return { node, target: node.left, initial: node.right, rest: false, binding }
        return { node, target: node, initial: undefined, rest: false, binding }
      })
    const strict = isStrict(tree, original)
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
      self: given('self', context.self && !lexicalThis),
      lexicalThis,
      // `var arguments` starts as the arguments of the call (ECMAScript 10.2.11).
      arguments: given('args', context.arguments && !hidden) ?? (own?.kind === 'var' && !isArrow ? own : undefined),
      newTarget: given('target', context.newTarget),
      mapped:
        context.arguments &&
        !context.open &&
        !isArrow &&
        !own &&
        !strict &&
        params.length > 0 &&
        params.every((param) => param.binding),
      open: context.open,
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

  /** Names that the function uses but does not declare: its locals must not hide them. */
  private namesFromOutside(fn: Fn): Set<string> {
    const names = new Set<string>()
    const own = this.scopes.scopeOf(fn)
    const search = (node: Node): void => {
      if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
        const binding = this.scopes.of(node)
        if (!binding || !isInside(binding.scope, own) || binding.kind === 'param') names.add(node.name)
      }
      this.tree.each(node, search)
    }
    this.tree.each(fn, search)
    return names
  }

  private report = (id: ErrorId, node: Node): never => {
    this.options.report?.({ id, message: errors[id], node: this.tree.original(node) })
    throw new Refused(id)
  }
}

interface FileParts {
  tree: Tree
  text: string
  facts: Facts
  scopes: Scopes
  make: BabelMake
  functions: BabelFunctions
}

/** The host as the core sees it while it lowers one function. */
class FunctionHost implements Host<Node> {
  readonly make: Make<Node>
  readonly places: Host<Node>['places']
  private readonly classify: Classify

  constructor(
    private readonly file: FileParts,
    private readonly shape: FunctionShape<Node>,
    private readonly fn: Fn,
    private readonly placement: Placement<Node>,
    readonly report: (id: ErrorId, node: Node) => never,
    private readonly addStep: (step: T.Statement) => void,
  ) {
    const { tree, facts, scopes, make } = file
    this.classify = new Classify(tree, facts, scopes, report)
    this.places = make.places
    this.make = Object.assign(Object.create(make) as BabelMake, {
      destructure: (pattern: Node, value: Node, view: View<Node>) => this.rewriter(view).destructure(pattern, value),
      invoke: (callee: Node, self: Node | undefined, args: never, view: View<Node>, origin: Node) =>
        invoke<Node>(make, callee, self, args, view, (node) => this.rewrite(node, view), origin),
      thisValue: (view: View<Node>) => (shape.self && view.home(shape.self)) ?? tree.t.thisExpression(),
    })
  }

  suspends = (node: Node) => this.file.facts.suspends(node)
  leaps = (node: Node) => this.file.facts.leaps(node)
  statement = (node: Node) => this.classify.statement(node)
  expression = (node: Node) => this.classify.expression(node)
  pattern = (node: Node) => this.classify.pattern(node)
  isStable = (node: Node) => this.classify.isStable(node)
  isAnonymousFunction = (node: Node) => this.file.tree.isNameless(node)
  assigns = (statement: Node) => this.classify.assigns(statement)

  references(node: Node, replaced: Parameters<Host<Node>['references']>[1], found: Found<Node>): void {
    const { tree, scopes } = this.file
    const given = (binding: Binding | undefined) => binding && found.binding(binding)
    const search = (n: Node, own: boolean): void => {
      const ahead = n === node ? undefined : replaced.get(n)
      if (ahead) return found.value(ahead)
      if (tree.isType(n)) return
      if (own && (n.type === 'ThisExpression' || (n.type === 'JSXIdentifier' && n.name === 'this')))
        given(this.shape.self)
      if (own && n.type === 'MetaProperty') given(this.shape.newTarget)
      if (n.type === 'Identifier' || n.type === 'JSXIdentifier') {
        const binding = scopes.of(n)
        if (binding) found.binding(binding)
        else if (n.name === 'arguments' && own) given(this.shape.arguments)
      }
      const isMember = tree.t.isClassMethod(n) || tree.t.isClassPrivateMethod(n) || tree.t.isClassProperty(n)
      const inside = own && (!tree.isFunction(n) || n.type === 'ArrowFunctionExpression') && !isMember
      tree.each(n, (child) => search(child, inside))
    }
    search(node, true)
  }

  private rewriter(view: View<Node>): Rewrite {
    const { tree, make, scopes } = this.file
    return new Rewrite(tree, make, scopes, this.shape, view, this.report)
  }

  rewrite(node: Node, view: View<Node>): Node {
    return this.rewriter(view).node(node)
  }

  rewriteDeclaration(node: Node, view: View<Node>): Node {
    return this.rewriter(view).declaration(node)
  }

  replace(shape: FunctionShape<Node>, lowered: Lowered<Node>): Node {
    const { fn, step } = this.file.functions.replace(this.fn, shape, lowered, this.placement)
    if (step) this.addStep(step)
    return fn
  }

  replaceImmediate(shape: FunctionShape<Node>, semantics: Semantics): Node {
    return this.file.functions.immediate(this.fn, shape, settledNames(semantics))
  }

  text(node: Node, instead: (part: Node) => string | undefined): string {
    const { tree, text } = this.file
    // What is taken apart is shown as it is, without the parentheses around it.
    const isTaken = this.suspends(node) || tree.isOptional(node)
    const range = isTaken ? this.place(node) : this.range(node)
    if (!range) return ''
    const parts: { start: number; end: number; text: string }[] = []
    const visit = (part: Node): void => {
      const place = this.range(part)
      const other = place && instead(part)
      if (place && other !== undefined) parts.push({ ...place, text: other })
      else tree.each(part, visit)
    }
    tree.each(node, visit)
    let out = ''
    let at = range.start
    for (const part of parts.sort((a, b) => a.start - b.start)) {
      out += text.slice(at, part.start) + part.text
      at = part.end
    }
    return out + text.slice(at, range.end)
  }

  range(node: Node): { start: number; end: number } | undefined {
    const place = this.place(node)
    const parenthesis = this.file.tree.original(node).extra?.parenStart as number | undefined
    if (!place || parenthesis === undefined) return place
    return { start: parenthesis, end: this.file.text.indexOf(')', place.end) + 1 }
  }

  /** Without parentheses, which Babel has no node for, and without the type that it counts as a part of the name. */
  private place(node: Node): { start: number; end: number } | undefined {
    const original = this.file.tree.original(node)
    const { start, end } = original
    if (typeof start !== 'number' || typeof end !== 'number') return undefined
    const isName = /^(Identifier|ObjectPattern|ArrayPattern|RestElement)$/.test(original.type)
    const type = isName ? (original as T.Identifier).typeAnnotation : undefined
    return { start, end: type?.start ?? end }
  }
}

function kindOf(fn: Fn): FunctionKind | undefined {
  if (fn.async) return fn.generator ? 'async generator' : 'async'
  return fn.generator ? 'generator' : undefined
}
