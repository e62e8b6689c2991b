/**
 * `process.env.NODE_ENV`, which packages ask and old engines do not have, as its value. The other bundlers
 * replace it by themselves; Rollup leaves it to a plugin.
 */
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { declaredIn, eachNode, programOf } from './tree.js'

const NAMED = /\bprocess\s*\.\s*env\s*\.\s*NODE_ENV\b/

export function namesNodeEnv(code: string): boolean {
  return NAMED.test(code)
}

export function replaceNodeEnv(code: string, map: SourceMapV3): { code: string; map: SourceMapV3 } {
  const tree = NAMED.test(code) ? programOf(code) : undefined
  if (!tree || declaredIn(tree).has('process')) return { code, map }
  const text = JSON.stringify(process.env.NODE_ENV ?? 'production')
  const edits: Edit[] = []
  eachNode(tree, (node) => {
    if (node.type === 'MemberExpression' && WHOLE.test(code.slice(node.start, node.end))) {
      edits.push({ start: node.start, end: node.end, text })
    }
  })
  const edited = apply(code, map as Parameters<typeof apply>[1], edits)
  return { code: edited.code, map: { ...map, mappings: edited.map.mappings } }
}

const WHOLE = new RegExp(`^${NAMED.source}$`)
