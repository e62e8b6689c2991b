/**
 * Regular expressions that came after ES5, in printed code.
 *
 *   [source]               [made]
 *   /./s                   /[\s\S]/
 *   /(?<y>\d+)/g           $gfPattern(/(\d+)/g, "y")
 *   /(a)|(b)/              $gfPattern(/(a)|(b)/, void 0, void 0, "1,2")   for MuJS: see solid-groups.ts
 *   new RegExp(text, 'y')  $gfPatternOf(text, 'y')
 *
 * What cannot be said on older engines is left as it is, for the check at the end to refuse.
 */
import type { AnyNode, CallExpression, Literal, NewExpression } from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { isNewer, olderPattern } from './pattern-text.js'
import { solidGroups } from './solid-groups.js'
import { declaredIn, eachNode, headOf, isModule, programOf } from './tree.js'

const DOOR = '"globeflower/builtins"'

const NEWER = /\(\?<|\/[^/\n]*\([^/\n]*(?:\||\)[?*{])|\/[gim]*[suy][gimsuy]*(?![\w/])|\bRegExp\s*\(/

/** A look that costs little. In doubt, there may be one. */
export function namesPatterns(code: string): boolean {
  return NEWER.test(code)
}

export function lowerPatterns(code: string, map: SourceMapV3): { code: string; map: SourceMapV3 } {
  const tree = NEWER.test(code) ? programOf(code) : undefined
  if (!tree) return { code, map }
  const declared = declaredIn(tree)
  const edits: Edit[] = []
  eachNode(tree, (node) => {
    const edit = isLiteral(node)
      ? literalEdit(node)
      : isMade(node) && !declared.has('RegExp')
        ? madeEdit(node, code)
        : undefined
    if (edit) edits.push(edit)
  })
  if (edits.length === 0) return { code, map }

  const names = ['pattern', 'patternOf'].filter((name) => edits.some(({ text }) => text.startsWith(`${local(name)}(`)))
  const inModule = isModule(tree)
  if (!inModule) {
    const head = headOf(tree)
    const lines = names.map((name) => `var ${local(name)} = require(${DOOR}).${name}; `)
    edits.push({ start: head, end: head, text: lines.join('') })
  }
  const edited = apply(code, map as Parameters<typeof apply>[1], edits)
  const bound = names.map((name) => `${name} as ${local(name)}`).join(', ')
  const tail = inModule && bound ? `\nimport { ${bound} } from ${DOOR};\n` : ''
  return { code: edited.code + tail, map: { ...map, mappings: edited.map.mappings } }
}

type PatternLiteral = Literal & { regex: { pattern: string; flags: string } }

function isLiteral(node: AnyNode): node is PatternLiteral {
  return node.type === 'Literal' && node.regex != null
}

function isMade(node: AnyNode): node is NewExpression | CallExpression {
  return (
    (node.type === 'NewExpression' || node.type === 'CallExpression') &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'RegExp'
  )
}

function literalEdit({ start, end, regex: { pattern, flags } }: PatternLiteral): Edit | undefined {
  const isOld = !isNewer(pattern, flags)
  const older = isOld ? { source: pattern, flags, names: undefined, sticky: false } : olderPattern(pattern, flags)
  if (!older) return undefined
  const solid = solidGroups(older.source)
  const text = `/${older.source}/${older.flags}`
  if (older.names === undefined && !older.sticky && !solid) return isOld ? undefined : { start, end, text }
  const given = [
    text,
    older.names && JSON.stringify(older.names),
    older.sticky ? 'true' : undefined,
    solid && `"${solid}"`,
  ]
  while (given.at(-1) === undefined) given.pop()
  return { start, end, text: `${local('pattern')}(${given.map((it) => it ?? 'void 0').join(', ')})` }
}

/** `new RegExp(…)`: only where its flags or its source may be newer. */
function madeEdit(
  { start, arguments: [source, flags] }: NewExpression | CallExpression,
  code: string,
): Edit | undefined {
  if (!source || source.type === 'SpreadElement') return undefined
  const areNewer = flags !== undefined && !(isText(flags) && !/[suy]/.test(flags.value))
  if (!areNewer && !code.slice(source.start, source.end).includes('(?<')) return undefined
  return { start, end: source.start, text: `${local('patternOf')}(` }
}

function isText(node: AnyNode): node is Literal & { value: string } {
  return node.type === 'Literal' && typeof node.value === 'string'
}

function local(name: string): string {
  return `$gf${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
