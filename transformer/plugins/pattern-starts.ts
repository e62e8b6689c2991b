/**
 * `if (x) /a/.test(y)` to `if (x) (/a/).test(y)`, `} /a/.test(y)` likewise: MuJS takes a slash behind a closing
 * parenthesis or brace for a division, and refuses the whole script.
 */
import { parse, type Token } from 'acorn'
import type { Edit } from './edits.js'

export function freePatterns(code: string): Edit[] {
  if (!/[)}]\s*\/[^/*]/.test(code)) return []
  const tokens: Token[] = []
  try {
    parse(code, { ecmaVersion: 5, sourceType: 'script', onToken: tokens })
  } catch {
    // A module, or newer: not for such an engine.
    return []
  }
  return tokens.flatMap(({ type, start, end }, i) => {
    const before = tokens[i - 1]?.type.label
    if (type.label !== 'regexp' || (before !== ')' && before !== '}')) return []
    return [
      { start, end: start, text: '(' },
      { start: end, end, text: ')' },
    ]
  })
}
