/**
 * The library side of old engines: what a program names that came after ES5.
 *
 *   [source]               [provided]
 *   new AggregateError()   new $gfAggregateError()
 *   Number.isInteger(n)    $gfNumberIsInteger(n)
 *   text.includes('a')     $gfCall($gfIncludes, text, 'a')
 *   m = list.at; m.call(list, 1)   m = $gfAt(list); m.call(list, 1)
 *
 * No global is touched. `Promise`, timers, `console`, `Map`, `Set`, iteration and `Array.from` come from our runtime
 * (hosts/typescript/provide.ts); the rest from core-js-pure, the project's own first. Works on the text that the
 * compiler printed, so that it is the same for packages, and for both trees.
 *
 * Law: a name that the file declares anywhere is the file's own.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type {
  AnyNode,
  CallExpression,
  Identifier,
  MemberExpression,
  NewExpression,
  Program,
  UnaryExpression,
} from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { declaredIn, eachNode, headOf, isModule, programOf } from './tree.js'

/** One thing that is needed, and where. */
export interface Need {
  /** 'globalThis', 'Number.isInteger', '.includes()' */
  name: string
  /** Offset in the code. */
  at: number
  /** Of core-js-pure, or our door; undefined: nobody can provide it. */
  module: string | undefined
  /** The name in our door. */
  export?: string
  /** In every engine, and wrong in some. */
  mends?: boolean
  /** A function around the whole expression. */
  wraps?: boolean
}

const DOOR = 'globeflower/builtins'

const GLOBALS: Record<string, string | undefined> = {
  // Of the source it is provided already; Babel's helpers for decorators and resources name it.
  Symbol: DOOR,
  globalThis: 'es/global-this',
  AggregateError: DOOR,
  Reflect: 'es/reflect',
  JSON: DOOR,
  // Of the platform.
  AbortController: DOOR,
  AbortSignal: DOOR,
  structuredClone: DOOR,
  setImmediate: DOOR,
  clearImmediate: DOOR,
  performance: DOOR,
  atob: 'stable/atob',
  btoa: 'stable/btoa',
  escape: 'es/escape',
  unescape: 'es/unescape',
  ...Object.fromEntries(
    (
      'Proxy WeakRef FinalizationRegistry BigInt Intl ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array ' +
      'Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array ' +
      'BigInt64Array BigUint64Array ' +
      'TextEncoder TextDecoder URL URLSearchParams fetch crypto Buffer EventTarget'
    )
      .split(' ')
      .map((name) => [name, undefined]),
  ),
}

const STATICS: Record<string, string> = {
  Array: 'of',
  Object: 'is getOwnPropertySymbols getOwnPropertyDescriptors hasOwn',
  Number: 'isInteger isFinite isNaN isSafeInteger parseInt EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER',
  Math: 'acosh asinh atanh cbrt clz32 cosh expm1 fround hypot imul log10 log1p log2 sign sinh tanh trunc',
  String: 'fromCodePoint raw',
  Reflect:
    'apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys ' +
    'preventExtensions set setPrototypeOf',
}

/** Ours, at ES3 too: where core-js-pure asks the engine for keys, and MuJS has them in no order. */
const OWN_STATICS: Record<string, string> = {
  'Object.keys': 'keys',
  'Object.values': 'values',
  'Object.entries': 'entries',
  'Object.assign': 'assign',
  'Object.fromEntries': 'fromEntries',
  'Object.groupBy': 'groupBy',
  'Object.setPrototypeOf': 'setPrototypeOf',
  'Object.getOwnPropertyNames': 'ownNames',
  'JSON.stringify': 'stringify',
  'JSON.parse': 'parse',
  'Number.parseFloat': 'readFloat',
}

/** In every engine, but not as they should be. */
const MENDED_STATICS = new Set(['Object.keys', 'Object.getOwnPropertyNames', 'JSON.stringify', 'JSON.parse'])

/** Nobody's: they would take the tables of Unicode. */
const LACKING = new Set(['normalize'])

/**
 * On MuJS and PhantomJS, where a defined index does not count, core-js-pure's `flat` gives empty arrays; its `matchAll`
 * and `replaceAll` know nothing of our patterns.
 */
const OWN_METHODS = new Set(['flat', 'flatMap', 'matchAll', 'replaceAll'])

/** In every engine. Ours, where some engine is wrong, or where there are patterns that are not all the engine's. */
const MENDED: Record<string, (call: CallExpression | undefined, withPatterns: boolean) => boolean> = {
  match: (_, withPatterns) => withPatterns,
  replace: (call, withPatterns) => withPatterns || !call || mayBeFunction(call.arguments[1]),
  // Unstable before 2019.
  sort: (call) => !call || call.arguments.length > 0,
  // Without a second argument nothing is deleted on MuJS.
  splice: (call) => call?.arguments.length === 1,
  toFixed: () => true,
  toLocaleString: () => true,
  localeCompare: () => true,
  substr: () => true,
  trim: (call) => call?.arguments.length === 0,
}

/** Members that are read: of symbols and patterns. */
const MENDED_MEMBERS = new Set(['description', 'flags'])

/** Functions that are wrong somewhere, called or handed on. */
const MENDED_FUNCTIONS: Record<string, string> = { Number: 'toNumber', parseFloat: 'readFloat' }

function mayBeFunction(node: AnyNode | undefined): boolean {
  return node !== undefined && !/^(Literal|BinaryExpression|TemplateLiteral)$/.test(node.type)
}

const METHODS = new Set(
  (
    'at codePointAt copyWithin endsWith entries fill find findIndex findLast findLastIndex includes keys ' +
    'padEnd padStart repeat startsWith toReversed toSorted toSpliced trimEnd trimLeft trimRight trimStart values with'
  ).split(' '),
)

const statics = new Map<string, string>([
  ...Object.entries(STATICS).flatMap(([owner, names]) =>
    names.split(' ').map((name) => [`${owner}.${name}`, owner] as const),
  ),
  ...Object.keys(OWN_STATICS).map((name) => [name, name.slice(0, name.indexOf('.'))] as const),
])

/** A look that costs little: nothing of the above is named. */
const NAMED = new RegExp(
  `\\b(?:${[...Object.keys(GLOBALS), ...[...statics.keys()].map((it) => it.replace('.', '\\s*\\.\\s*'))].join('|')})\\b` +
    `|\\.\\s*(?:${[...METHODS, ...OWN_METHODS, ...LACKING, ...Object.keys(MENDED)].join('|')})\\s*(?:[(,;)]|\\.\\s*(?:call|apply)\\b)|\\b(?:cause|Error|Number|parseFloat)\\b|\\.(?:description|flags)\\b|\\+\\s*[A-Za-z_$]`,
)

const ERRORS = new Set('Error EvalError RangeError ReferenceError SyntaxError TypeError URIError'.split(' '))

/** May there be something to provide? */
export function namesBuiltIns(code: string): boolean {
  return NAMED.test(code)
}

/** What such engines lack, in the order of the text. */
export function needsOf(code: string): Need[] {
  if (!NAMED.test(code)) return []
  const tree = programOf(code)
  return tree ? find(code, tree).flatMap(({ need }) => (need.mends ? [] : [need])) : []
}

/** The code with what core-js-pure and we have; what we have not is left as it was. core-js-pure needs ES5. */
export function provideBuiltIns(code: string, map: SourceMapV3, target: string): { code: string; map: SourceMapV3 } {
  const tree = NAMED.test(code) ? programOf(code) : undefined
  const hasCoreJs = target !== 'es3' && findCoreJs() !== undefined
  const found = (tree ? find(code, tree) : []).filter(
    ({ need: { module, name } }) => module === DOOR || (module !== undefined && (hasCoreJs || name in CONSTANTS)),
  )
  if (!tree || found.length === 0) return { code, map }

  const bound = new Map(
    found.filter(({ need }) => !(need.name in CONSTANTS)).map(({ need }) => [localName(need), need]),
  )
  const edits = found.flatMap(({ need, node, parent }) => editsFor(code, need, node, parent))
  const inModule = isModule(tree)
  const head = headOf(tree)
  if (!inModule && bound.size > 0) edits.push({ start: head, end: head, text: `${bindings(bound, 'commonjs')} ` })
  const edited = apply(code, map as Parameters<typeof apply>[1], edits)
  const text = inModule && bound.size > 0 ? `${edited.code}\n${bindings(bound, 'esm')}\n` : edited.code
  return { code: text, map: { ...map, mappings: edited.map.mappings } }
}

/** Where core-js-pure lies, of the project first. */
let folder: string | false | undefined

export function findCoreJs(): string | undefined {
  folder ??= search() ?? false
  return folder || undefined
}

function search(): string | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve('core-js-pure/package.json'))
    } catch {
      // Not installed there.
    }
  }
  return undefined
}

interface Found {
  need: Need
  node: Identifier | MemberExpression | UnaryExpression | MadeError
  parent: AnyNode | undefined
}

type MadeError = CallExpression | NewExpression

function find(code: string, tree: Program): Found[] {
  const declared = declaredIn(tree)
  const found: Found[] = []
  const asked = new Set<string>()
  const withPatterns = /\$gfPattern|\.groups\b|\$</.test(code)
  const isGlobal = (node: AnyNode, name?: string): node is Identifier =>
    node.type === 'Identifier' && (name ?? node.name) === node.name && !declared.has(node.name)

  eachNode(tree, (node, parent) => {
    if (node.type === 'UnaryExpression' && node.operator === 'typeof' && node.argument.type === 'Identifier') {
      asked.add(node.argument.name)
    }
    if (node.type === 'MemberExpression') {
      const need = memberNeed(code, node, parent, isGlobal, withPatterns)
      if (need) found.push({ need, node, parent })
    } else if (isErrorWithCause(node, isGlobal)) {
      const need = { name: 'Error cause', at: node.start, module: DOOR, export: 'errorWithCause' }
      found.push({ need, node, parent })
    } else if (isMadeError(node, isGlobal)) {
      found.push({ need: wrapping('made error', node, 'shownError'), node, parent })
    } else if (node.type === 'UnaryExpression' && node.operator === '+' && mayBeText(node.argument)) {
      found.push({ need: wrapping('unary plus', node, 'toNumber'), node, parent })
    } else if (node.type === 'Identifier' && isMendedFunction(node, parent) && isGlobal(node)) {
      const need = { name: node.name, at: node.start, module: DOOR, export: MENDED_FUNCTIONS[node.name]!, mends: true }
      found.push({ need, node, parent })
    } else if (
      node.type === 'Identifier' &&
      Object.hasOwn(GLOBALS, node.name) &&
      isGlobal(node) &&
      isRead(node, parent)
    ) {
      const mends = node.name === 'JSON'
      found.push({ need: { name: node.name, at: node.start, module: GLOBALS[node.name], mends }, node, parent })
    }
  })
  // What nobody can provide, and the program can do without, is no need.
  return found
    .filter(({ need }) => need.module !== undefined || !asked.has(need.name))
    .sort((a, b) => a.need.at - b.need.at)
}

/** `f(…)` around the node. */
function wrapping(name: string, node: AnyNode, by: string): Need {
  return { name, at: node.start, module: DOOR, export: by, mends: true, wraps: true }
}

/** `new Error(message)`, `Error(message)` */
function isMadeError(node: AnyNode, isGlobal: (node: AnyNode) => boolean): node is MadeError {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false
  return node.callee.type === 'Identifier' && ERRORS.has(node.callee.name) && isGlobal(node.callee)
}

function mayBeText({ type }: AnyNode): boolean {
  return /^(?:Identifier|MemberExpression|CallExpression|ConditionalExpression|LogicalExpression)$/.test(type)
}

/** `Number(x)`, `list.map(Number)`; not `Number.EPSILON`, `new Number(x)`, `x instanceof Number`. */
function isMendedFunction(node: Identifier, parent: AnyNode | undefined): boolean {
  if (!Object.hasOwn(MENDED_FUNCTIONS, node.name)) return false
  if (parent?.type === 'CallExpression') return true
  return node.name === 'parseFloat' && parent?.type !== 'MemberExpression' && isRead(node, parent)
}

/** `new Error(message, options)`, `new Class(message, { cause })`: the second argument came in 2022. */
function isErrorWithCause(node: AnyNode, isGlobal: (node: AnyNode) => boolean): node is MadeError {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false
  const [message, options, ...others] = node.arguments
  if (!options || others.length > 0 || message!.type === 'SpreadElement') return false
  const isNamed = node.callee.type === 'Identifier' && ERRORS.has(node.callee.name) && isGlobal(node.callee)
  if (isNamed) return options.type !== 'SpreadElement' && options.type !== 'Literal'
  return node.type === 'NewExpression' && options.type === 'ObjectExpression' && options.properties.some(isCause)
}

function isCause(property: AnyNode): boolean {
  return property.type === 'Property' && !property.computed && (property.key as Identifier).name === 'cause'
}

function memberNeed(
  code: string,
  node: MemberExpression,
  parent: AnyNode | undefined,
  isGlobal: (node: AnyNode, name?: string) => boolean,
  withPatterns: boolean,
): Need | undefined {
  const { object, property, computed } = node
  if (computed || property.type !== 'Identifier' || object.type === 'Super' || !isRead(node, parent)) return undefined
  if (object.type === 'Identifier' && isGlobal(object)) {
    const name = `${object.name}.${property.name}`
    if (Object.hasOwn(OWN_STATICS, name)) {
      return { name, at: node.start, module: DOOR, export: OWN_STATICS[name]!, mends: MENDED_STATICS.has(name) }
    }
    if (statics.has(name)) return { name, at: node.start, module: `es/${kebab(object.name)}/${kebab(property.name)}` }
    if (Object.hasOwn(STATICS, object.name)) return undefined
  }
  if (MENDED_MEMBERS.has(property.name) && !(parent?.type === 'CallExpression' && parent.callee === node)) {
    return { name: `.${property.name}`, at: node.start, module: DOOR, export: property.name, mends: true }
  }
  const isCall = (parent?.type === 'CallExpression' && parent.callee === node) || isCalledLater(code, node, parent)
  const own = { name: `.${property.name}()`, at: node.start, module: DOOR, export: property.name }
  if (isCall && OWN_METHODS.has(property.name)) return own
  if (isCall && LACKING.has(property.name)) return { ...own, module: undefined }
  if (isCall && Object.hasOwn(MENDED, property.name)) {
    const call = parent?.type === 'CallExpression' ? parent : undefined
    return MENDED[property.name]!(call, withPatterns) ? { ...own, mends: true } : undefined
  }
  if (!isCall || !METHODS.has(property.name)) return undefined
  return { name: `.${property.name}()`, at: node.start, module: `es/instance/${kebab(property.name)}` }
}

/**
 * `list.at.apply(list, rest)`, and `m = list.at` where the text has `m.call(list, …)`: what becomes of a call whose
 * arguments are spread, suspend, or belong to an optional chain.
 */
function isCalledLater(code: string, node: MemberExpression, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MemberExpression') {
    const { property } = parent
    return parent.object === node && !parent.computed && /^(call|apply)$/.test((property as Identifier).name)
  }
  const { start, end } = node.object.type === 'AssignmentExpression' ? node.object.left : node.object
  const call = `.call(${code.slice(start, end)}`
  return code.includes(`${call},`) || code.includes(`${call})`)
}

function isRead(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      // A part of it, if it has one, is found by its whole name.
      if (node.type === 'Identifier' && /^(?:Reflect|JSON)$/.test(node.name) && parent.object === node)
        return parent.computed
      return parent.object === node || parent.computed
    case 'Property':
      return parent.value === node && !parent.shorthand
    case 'UnaryExpression':
      // `typeof Symbol` asks the engine; what it answers is dealt with.
      return parent.operator !== 'typeof' && parent.operator !== 'delete'
    case 'AssignmentExpression':
      return parent.left !== node
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'UpdateExpression':
      return false
    default:
      return true
  }
}

/** Written out: as modules they are numbers, and the glue of bundlers asks every module for its prototype. */
const CONSTANTS: Record<string, string> = {
  'Number.EPSILON': '2.220446049250313e-16',
  'Number.MAX_SAFE_INTEGER': '9007199254740991',
  'Number.MIN_SAFE_INTEGER': '-9007199254740991',
}

function editsFor(code: string, need: Need, node: Found['node'], parent: AnyNode | undefined): Edit[] {
  const constant = CONSTANTS[need.name]
  if (constant) return [{ start: node.start, end: node.end, text: `(${constant})` }]
  if (need.wraps) {
    // The operand of a plus may stand in brackets of its own, and `return+x` becomes a call.
    const from = node.type === 'UnaryExpression' ? node.start + 1 : node.start
    return [
      { start: node.start, end: from, text: `${from > node.start ? ' ' : ''}${localName(need)}(` },
      { start: node.end, end: node.end, text: ')' },
    ]
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const open = code.indexOf('(', node.callee.end)
    return [
      {
        start: node.start,
        end: open + 1,
        text: `${localName(need)}(${code.slice(node.callee.start, node.callee.end)}, `,
      },
    ]
  }
  if (!need.name.startsWith('.')) return [{ start: node.start, end: node.end, text: localName(need) }]
  const { property } = node as MemberExpression
  if (parent?.type !== 'CallExpression' || parent.callee !== node) {
    return [
      { start: node.start, end: node.start, text: `${localName(need)}(` },
      { start: code.lastIndexOf('.', property.start), end: property.end, text: ')' },
    ]
  }
  const call = parent
  const dot = code.lastIndexOf('.', property.start)
  const open = code.indexOf('(', property.end)
  return [
    { start: call.start, end: call.start, text: `$gfCall(${localName(need)}, ` },
    { start: dot, end: open + 1, text: call.arguments.length > 0 ? ', ' : '' },
  ]
}

function localName({ name }: Need): string {
  return `$gf${name
    .replace(/[.()]+/g, ' ')
    .trim()
    .replace(/(^| )(\w)/g, (_, _space, letter: string) => letter.toUpperCase())}`
}

function bindings(needs: Map<string, Need>, format: 'esm' | 'commonjs'): string {
  const root = findCoreJs() ?? ''
  const bind = (name: string, specifier: string, member = '') =>
    format === 'esm'
      ? `import ${member ? `{ ${member} as ${name} }` : name} from ${JSON.stringify(specifier)};`
      : `var ${name} = require(${JSON.stringify(specifier)})${member && `.${member}`};`
  const lines: string[] = []
  const all = [...needs]
  if (all.some(([, { name }]) => name.startsWith('.'))) lines.push(bind('$gfCall', DOOR, 'call'))
  for (const [local, { name, module, export: member = name }] of all) {
    lines.push(module === DOOR ? bind(local, DOOR, member) : bind(local, moduleFile(root, module!)))
  }
  // On one line, so that no line of the file moves.
  return lines.join(' ')
}

/** Some modules are folders. */
function moduleFile(root: string, module: string): string {
  const file = join(root, `${module}.js`)
  return existsSync(file) ? file : join(root, module, 'index.js')
}

function kebab(name: string): string {
  if (/^[A-Z_]+$/.test(name)) return name.toLowerCase().replace(/_/g, '-')
  if (name === 'isNaN') return 'is-nan'
  return name.replace(/[A-Z]/g, (letter, at: number) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`)
}

/** Every module that is named here exists: asked by a test. */
export function missingModules(root: string): string[] {
  const all = [
    ...Object.values(GLOBALS).flatMap((it) => (it && it !== DOOR ? [it] : [])),
    ...[...statics.keys()].filter((it) => !(it in OWN_STATICS)).map((it) => `es/${it.split('.').map(kebab).join('/')}`),
    ...[...METHODS].map((it) => `es/instance/${kebab(it)}`),
  ]
  return all.filter((it) => !existsSync(moduleFile(root, it)))
}
