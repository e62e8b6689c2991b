/**
 * What no compiler takes to ES5: BigInt literals, and regular expressions with newer flags or groups. An
 * engine without them cannot parse the script, so they are told of.
 */
import { parse } from 'acorn'
import { eachNode, programOf } from './tree.js'

export interface NewerLiteral {
  what: string
  /** Offset in the code. */
  at: number
  length: number
}

/** The first of each kind. */
export function newerLiterals(code: string): NewerLiteral[] {
  const tree = LOOKS.test(code) ? programOf(code) : undefined
  const found = new Map<string, NewerLiteral>()
  if (tree) {
    eachNode(tree, (node) => {
      if (node.type !== 'Literal' || !node.raw) return
      const length = node.raw.length
      if (node.bigint && !found.has('bigint')) found.set('bigint', { what: 'BigInt literal', at: node.start, length })
      if (node.regex && !found.has('regex') && !isES5(node.raw)) {
        found.set('regex', { what: `regular expression ${node.raw}`, at: node.start, length })
      }
    })
  }
  return [...found.values()]
}

const LOOKS = /\b\d\w*n\b|\/[a-z]*[suydv][a-z]*(?!\w)|\(\?<|\\[pP]\{/

function isES5(literal: string): boolean {
  try {
    parse(literal, { ecmaVersion: 5 })
    return true
  } catch {
    return false
  }
}
