/**
 * What a script needs of the engine: free names that ES5 does not have, and newer functions of those
 * it has. A name that the script asks for with `typeof` it can do without.
 */
import type { TraceMap } from '@jridgewell/trace-mapping'
import { needsOf } from '../plugins/builtins.js'
import { isOwnRuntime } from '../plugins/lowering.js'
import { declaredIn, eachNode, programOf } from '../plugins/tree.js'
import { originOf, ownPlace, type Origin } from './origin.js'

export interface Global {
  name: string
  /** Of its first use. */
  at: number
  isAsked: boolean
}

/** With the place where each is named first. */
export function placedGlobals(code: string, file: string, trace: TraceMap): (Global & { origin: Origin })[] {
  // These two look before they use anything.
  const isCareful = (at: number) => {
    const origin = originOf(at, code, trace, file)
    return origin !== undefined && (isOwnRuntime(origin.file) || /^core-js(-pure)?$/.test(origin.owner ?? ''))
  }
  return globalsOf(code, isCareful).map((it) => ({
    ...it,
    origin: originOf(it.at, code, trace, file) ?? ownPlace(it.at, code, file),
  }))
}

/** What of the language itself old engines lack and nothing stands in for. */
export function lackingIn(code: string, file: string, trace: TraceMap): (Global & { origin: Origin })[] {
  const language = new Set(needsOf(code).map(({ name }) => name))
  return placedGlobals(code, file, trace).filter(
    ({ name, isAsked }) => !isAsked && language.has(name) && !isOwnMethod(name, code),
  )
}

/** `.values()` may be a method that the script itself has made. */
function isOwnMethod(name: string, code: string): boolean {
  const method = /^\.(\w+)\(\)$/.exec(name)?.[1]
  return method !== undefined && new RegExp(`\\.${method}\\s*=[^=]|\\b${method}["']?\\s*[:,]`).test(code)
}

/** Uses at places that are `skipped` do not count. */
function globalsOf(code: string, skipped: (at: number) => boolean): Global[] {
  const tree = programOf(code)
  if (!tree) return []
  const declared = declaredIn(tree)
  const first = new Map<string, number>()
  const asked = new Set<string>()
  const use = (name: string, at: number): void => {
    if (!first.has(name) && !skipped(at)) first.set(name, at)
  }
  eachNode(tree, (node, parent) => {
    if (node.type !== 'Identifier' || declared.has(node.name) || ES5.has(node.name)) return
    if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return
    if (parent?.type === 'Property' && parent.key === node && !parent.computed) return
    if (/^(Labeled|Break|Continue|ExportSpecifier|ImportSpecifier)/.test(parent?.type ?? '')) return
    if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') asked.add(node.name)
    use(node.name, node.start)
  })
  for (const { name, at } of needsOf(code)) use(name, at)
  return [...first]
    .map(([name, at]) => ({ name, at, isAsked: asked.has(name) }))
    .sort((a, b) => Number(a.isAsked) - Number(b.isAsked) || (a.name < b.name ? -1 : 1))
}

const ES5 = new Set(
  (
    'Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError ' +
    'TypeError URIError Math JSON NaN Infinity undefined parseInt parseFloat isNaN isFinite decodeURI ' +
    'decodeURIComponent encodeURI encodeURIComponent escape unescape eval arguments'
  ).split(' '),
)
