/**
 * Regular expressions that came after ES5, in printed code.
 *
 *   [source]               [made]
 *   /./s                   /[\s\S]/
 *   /(?<y>\d+)/g           $gfPattern(/(\d+)/g, "y")
 *   new RegExp(text, 'y')  $gfPatternOf(text, 'y')
 *
 * What cannot be said on older engines is left as it is, for the check at the end to refuse.
 */
import type { AnyNode, CallExpression, Literal, NewExpression } from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { isNewer, olderPattern } from './pattern-text.js'
import { declaredIn, eachNode, headOf, isModule, programOf } from './tree.js'

const DOOR = '"globeflower/builtins"'

const NEWER = /\(\?<|\/[gim]*[suy][gimsuy]*(?![\w/])|\bRegExp\s*\(/

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
  const older = isNewer(pattern, flags) ? olderPattern(pattern, flags) : undefined
  if (!older) return undefined
  const text = `/${older.source}/${older.flags}`
  if (older.names === undefined && !older.sticky) return { start, end, text }
  const names = older.names === undefined ? 'void 0' : JSON.stringify(older.names)
  return { start, end, text: `${local('pattern')}(${text}, ${names}${older.sticky ? ', true' : ''})` }
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
