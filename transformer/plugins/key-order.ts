/**
 * The order of keys, for engines that keep them sorted (MuJS): compiled code tells in which order they are made.
 *
 *   [source]                  [told]
 *   { name: n, age: 1 }       $gfOrdered({ name: n, age: 1 }, "name age")      a sorted literal stays as it is
 *   counts[word] = 1          counts[$gfPlaced(counts, word)] = 1
 *   o = {}; o.b = 1           o = {}; $gfPlacedIn(o, "b").b = 1
 *   this.b = 1; this.a = 2    $gfPlacedIn(this, "b a"), first of all in the function
 *   for (k in o) …            for ($gfN = new $gfNames(o); $gfN.next() && (k = $gfN.key, true);) …
 *
 * Works on the text that the compiler printed. `runtime/compat/key-order.ts` does the rest, and on other engines nothing.
 *
 * Law: what is not told comes last, sorted.
 */
import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  ForInStatement,
  Function,
  ImportDeclaration,
  MemberExpression,
  ObjectExpression,
  Program,
} from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { childrenOf, headOf, isModule, programOf } from './tree.js'

const DOOR = 'globeflower/builtins'

/** A look that costs little. */
const MAKES_KEYS =
  /\{\s*(?:\w+|'[^']*'|"[^"]*")\s*:[^]*?,|\]\s*[-+*/%&|^<>?]*=[^=]|\.\w+\s*=[^=]|\bfor\s*\([^;)]*\bin\b/

export function makesKeys(code: string): boolean {
  return MAKES_KEYS.test(code)
}

export function tellKeyOrder(code: string, map: SourceMapV3): { code: string; map: SourceMapV3 } {
  const tree = makesKeys(code) ? programOf(code) : undefined
  if (!tree) return { code, map }
  const used = new Set<Word>()
  const edits = new Teller(code, used).told(tree)
  if (edits.length === 0) return { code, map }
  const inModule = isModule(tree)
  const names = [...used].filter((word) => word !== '$gfHolder')
  const bind = inModule
    ? `import { ${names.map((it) => `${EXPORTS[it]} as ${it}`).join(', ')} } from ${JSON.stringify(DOOR)};`
    : names.map((it) => `var ${it} = require(${JSON.stringify(DOOR)}).${EXPORTS[it]};`).join(' ')
  const head = `${names.length > 0 ? bind : ''}${used.has('$gfHolder') ? ' var $gfHolder;' : ''}`
  if (!inModule) edits.unshift({ start: headOf(tree), end: headOf(tree), text: `${head} ` })
  const edited = apply(code, map as Parameters<typeof apply>[1], edits)
  const text = inModule ? `${edited.code}\n${head}\n` : edited.code
  return { code: text, map: { ...map, mappings: edited.map.mappings } }
}

const HELPERS = 'globeflower/helpers'

const ORDERED_HELPERS: Record<string, string> = { __assign: '__orderedAssign', __rest: '__orderedRest' }

type Word = '$gfOrdered' | '$gfPlaced' | '$gfPlacedIn' | '$gfNames' | '$gfKeysIn' | '$gfRest' | '$gfHolder'

const EXPORTS: Record<Word, string> = {
  $gfOrdered: 'ordered',
  $gfPlaced: 'placed',
  $gfPlacedIn: 'placedIn',
  $gfNames: 'Names',
  $gfKeysIn: 'keysIn',
  $gfRest: 'rest',
  $gfHolder: '',
}

/** What is known inside of a function: names that hold numbers, and what holds an object that was written out. */
interface Place {
  numbers: Set<string>
  objects: Set<string>
  outer: Place | undefined
}

class Teller {
  private readonly edits: Edit[] = []
  private loops = 0
  /** Where the statement starts that is a mere expression. */
  private statement = -1

  constructor(
    private readonly code: string,
    private readonly used: Set<Word>,
  ) {}

  told(tree: Program): Edit[] {
    this.walk(tree, this.placeOf(tree, undefined))
    return this.edits
  }

  private walk(node: AnyNode, place: Place, parent?: AnyNode): void {
    let inside = place
    if (isFunction(node)) inside = this.placeOf(node, place)
    const outer = this.statement
    if (node.type === 'ExpressionStatement') this.statement = node.start
    // Inside out, so that what stands at the same offset is put around it in the right order.
    for (const child of childrenOf(node)) this.walk(child, inside, node)
    if (node.type === 'ImportDeclaration') this.helpers(node)
    else if (node.type === 'CallExpression') {
      this.frameWord(node)
      this.definition(node)
    } else if (node.type === 'ObjectExpression' && !isDescription(parent)) this.literal(node)
    else if (node.type === 'AssignmentExpression') this.write(node.left, place)
    else if (node.type === 'UpdateExpression') this.write(node.argument, place)
    else if (node.type === 'ForInStatement') this.forIn(node)
    else if (isFunction(node)) this.fields(node)
    this.statement = outer
  }

  /** What spreads and patterns of objects call. */
  private helpers({ source, specifiers }: ImportDeclaration): void {
    if (source.value !== HELPERS) return
    for (const { local, type, start, end } of specifiers) {
      const ordered = type === 'ImportSpecifier' && ORDERED_HELPERS[local.name]
      if (ordered) this.edits.push({ start, end, text: `${ordered} as ${local.name}` })
    }
  }

  /** `$gf.keys(o)` of a `for in` that suspends, `$gf.rest(o, …)` of its patterns. */
  private frameWord({ callee }: CallExpression): void {
    if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type !== 'Identifier') return
    if (!/^\$gf\d*$/.test(callee.object.name) || callee.property.type !== 'Identifier') return
    const word = callee.property.name === 'keys' ? '$gfKeysIn' : callee.property.name === 'rest' ? '$gfRest' : undefined
    if (word) this.edits.push({ start: callee.start, end: callee.end, text: this.use(word) })
  }

  /** `Object.defineProperty(o, "k", { enumerable: true, … })`: accessors of literals, fields. */
  private definition({ callee, arguments: [object, key, description] }: CallExpression): void {
    if (this.textOf(callee) !== 'Object.defineProperty' || description?.type !== 'ObjectExpression') return
    const isShown = /\benumerable:\s*true\b/.test(this.textOf(description))
    if (!isShown || object?.type !== 'Identifier' || key?.type !== 'Literal' || typeof key.value !== 'string') return
    this.around(object, `${this.use('$gfPlacedIn')}(`, `, ${JSON.stringify(key.value)})`)
  }

  private literal(node: ObjectExpression): void {
    const names = node.properties.map((it) => (it.type === 'Property' && !it.computed ? nameOf(it.key) : undefined))
    if (names.some((name) => name === undefined)) return
    const keys = [...new Set(names as string[])].filter((name) => name !== '__proto__')
    if (isSorted(keys) || keys.some((key) => /\s/.test(key) || key === '')) return
    this.around(node, `${this.use('$gfOrdered')}(`, `, ${JSON.stringify(keys.join(' '))})`)
  }

  /** `o[k] = v`, `o.k = v` */
  private write(left: AnyNode, place: Place): void {
    if (left.type !== 'MemberExpression' || left.object.type === 'Super') return
    const object = left.object as AnyNode
    if (!left.computed) {
      const holder = this.textOf(object)
      if (!this.isKnown(holder, 'objects', place) || left.property.type !== 'Identifier') return
      this.around(object, `${this.use('$gfPlacedIn')}(`, `, "${left.property.name}")`)
      return
    }
    if (this.isNumber(left.property as AnyNode, place)) return
    this.dynamic(left, object)
  }

  private dynamic(left: MemberExpression, object: AnyNode): void {
    const isSimple = object.type === 'Identifier' || object.type === 'ThisExpression'
    const holder = isSimple ? this.textOf(object) : this.use('$gfHolder')
    // Behind a line without a semicolon a bracket would be the arguments of a call.
    if (!isSimple) this.around(object, `${object.start === this.statement ? '0, ' : ''}(${holder} = `, ')')
    this.around(left.property as AnyNode, `${this.use('$gfPlaced')}(${holder}, `, ')')
  }

  /** Of a class, whose constructor it is. */
  private fields(fn: Function): void {
    if (fn.body.type !== 'BlockStatement' || fn.type === 'ArrowFunctionExpression') return
    const names: string[] = []
    let self: string | undefined
    let base: AnyNode | undefined
    for (const statement of fn.body.body) {
      const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined
      if (statement.type === 'VariableDeclaration' && statement.declarations[0]?.id.type === 'Identifier') {
        const { id, init } = statement.declarations[0]
        if (/^_this(_\d+)?$/.test(id.name) && init?.type === 'LogicalExpression') {
          self = id.name
          base = statement
        }
      }
      for (const name of fieldsIn(expression, self)) if (!names.includes(name)) names.push(name)
    }
    if (names.length === 0 || (!base && isSorted(names))) return
    const first = fn.body.body.find((it) => !(it.type === 'ExpressionStatement' && it.directive))!
    const at = base ? base.end : first.start
    const text = `${this.use('$gfPlacedIn')}(${self ?? 'this'}, ${JSON.stringify(names.join(' '))});`
    this.edits[base ? 'push' : 'unshift']({ start: at, end: at, text: base ? `; ${text}` : `${text} ` })
  }

  private forIn(node: ForInStatement): void {
    const { left, right } = node
    let target: string
    let declared = ''
    if (left.type === 'VariableDeclaration') {
      const { id, init } = left.declarations[0]!
      if (left.kind !== 'var' || id.type !== 'Identifier' || init) return
      target = id.name
      declared = `${id.name}, `
    } else target = this.textOf(left)
    const names = `$gfNames${++this.loops}`
    // What is looked through may stand in brackets of its own.
    const from = left.end + /\bin\b/.exec(this.code.slice(left.end))!.index + 'in'.length
    const to = this.code.lastIndexOf(')', node.body.start - 1)
    const [open, close] = right.type === 'SequenceExpression' ? ['((', '))'] : ['(', ')']
    this.edits.push(
      { start: left.start, end: from, text: `var ${declared}${names} = new ${this.use('$gfNames')}${open}` },
      { start: to, end: to, text: `${close}; ${names}.next() && (${target} = ${names}.key, true);` },
    )
  }

  private use(word: Word): string {
    this.used.add(word)
    return word
  }

  private around(node: AnyNode, before: string, after: string): void {
    this.edits.unshift({ start: node.start, end: node.start, text: before })
    this.edits.push({ start: node.end, end: node.end, text: after })
  }

  private textOf({ start, end }: AnyNode): string {
    return this.code.slice(start, end)
  }

  private isKnown(text: string, what: 'numbers' | 'objects', place: Place | undefined): boolean {
    for (let at = place; at; at = at.outer) if (at[what].has(text)) return true
    return false
  }

  /** Is this key no name, for sure? A wrong yes costs the order, a wrong no some time. */
  private isNumber(key: AnyNode, place: Place): boolean {
    switch (key.type) {
      case 'Literal':
        return typeof key.value === 'number'
      case 'UpdateExpression':
        return true
      case 'UnaryExpression':
        return /^[-+~]$/.test(key.operator)
      case 'BinaryExpression':
        if (key.operator !== '+') return true
        return this.isNumber(key.left as AnyNode, place) || this.isNumber(key.right, place)
      case 'MemberExpression':
        return !key.computed && key.property.type === 'Identifier' && key.property.name === 'length'
      case 'Identifier':
        return this.isKnown(key.name, 'numbers', place)
      case 'CallExpression':
        return /^(?:Math\.\w+|Number|parseInt|parseFloat)$/.test(this.textOf(key.callee))
    }
    return false
  }

  /** Of this function, without those in it. */
  private placeOf(fn: AnyNode, outer: Place | undefined): Place {
    const place: Place = { numbers: new Set(), objects: new Set(), outer }
    const look = (node: AnyNode): void => {
      if (node.type === 'UpdateExpression') place.numbers.add(this.textOf(node.argument))
      const [to, value] =
        node.type === 'VariableDeclarator'
          ? [node.id, node.init]
          : node.type === 'AssignmentExpression' && node.operator === '='
            ? [node.left, node.right]
            : []
      if (to && value && isObject(value as AnyNode)) place.objects.add(this.textOf(to))
      if (to && value && this.isNumber(value as AnyNode, place)) place.numbers.add(this.textOf(to))
      for (const child of childrenOf(node)) if (!isFunction(child)) look(child)
    }
    for (const child of childrenOf(fn)) if (!isFunction(child)) look(child)
    return place
  }
}

/** `this.a = …`, `field(this, "a", …)`, and what is in `this.a = this.b = …`. */
function fieldsIn(expression: AnyNode | undefined, self: string | undefined): string[] {
  if (expression?.type === 'SequenceExpression') return expression.expressions.flatMap((it) => fieldsIn(it, self))
  if (expression?.type === 'CallExpression') {
    const [object, key] = expression.arguments
    const { callee } = expression
    const isField = callee.type === 'MemberExpression' && (callee.property as { name?: string }).name === 'field'
    return isField && object && isSelf(object, self) && key?.type === 'Literal' && typeof key.value === 'string'
      ? [key.value]
      : []
  }
  if (expression?.type !== 'AssignmentExpression') return []
  const { left, right } = expression as AssignmentExpression
  if (left.type !== 'MemberExpression' || left.computed || !isSelf(left.object as AnyNode, self)) return []
  return left.property.type === 'Identifier' ? [...fieldsIn(right, self), left.property.name] : []
}

/** Will the value be an object that nobody has seen? */
function isObject(value: AnyNode): boolean {
  if (value.type === 'ObjectExpression') return true
  return value.type === 'CallExpression' && value.callee.type === 'Identifier' && value.callee.name === '__assign'
}

/** `Object.defineProperty(C.prototype, "x", { get: … })`, `$gf.methods(C.prototype, { … })`: read, and forgotten. */
function isDescription(parent: AnyNode | undefined): boolean {
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false
  return /^(?:defineProperty|methods)$/.test((parent.callee.property as { name?: string }).name ?? '')
}

function isSelf(node: AnyNode, self: string | undefined): boolean {
  return node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === self)
}

function isFunction(node: AnyNode): node is Function & AnyNode {
  return /^(?:Function|ArrowFunction)/.test(node.type)
}

function nameOf(key: AnyNode): string | undefined {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}

/** As the engine keeps them, and the runtime expects those of nobody's literal. */
function isSorted(names: string[]): boolean {
  const named = names.filter((name) => !/^(?:0|[1-9]\d*)$/.test(name))
  if (named.filter((name) => RANKED.has(name)).length > 1) return false
  return named.every((name, i) => i === 0 || named[i - 1]! < name)
}

/** See `RANK` in runtime/compat/key-order.ts. */
const RANKED = new Set('status value reason get set writable done enumerable configurable'.split(' '))
