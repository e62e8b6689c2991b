/**
 * Which groups of a pattern cannot be empty when they match: MuJS gives '' for a group that took no part, and so '' tells.
 */

/** Their numbers, with commas; undefined where every group takes part, or there are none. */
export function solidGroups(source: string): string | undefined {
  if (!/\((?!\?)|\(\?</.test(source) || !/\||\)(?:[?*]|\{0)/.test(source)) return undefined
  const solid: number[] = []
  let at = 0
  let count = 0

  /** Past alternatives, up to a bracket or the end. Can they be empty? */
  function alternatives(): boolean {
    let canBeEmpty = false
    for (;;) {
      if (terms()) canBeEmpty = true
      if (source[at] !== '|') return canBeEmpty
      at++
    }
  }

  function terms(): boolean {
    let canBeEmpty = true
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const isEmpty = atom()
      if (!isEmpty && !isOptional()) canBeEmpty = false
    }
    return canBeEmpty
  }

  function atom(): boolean {
    const sign = source[at]
    if (sign === '(') return group()
    if (sign === '[') {
      while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
      at++
      return false
    }
    if (sign === '\\') {
      at += 2
      return /[bB1-9k]/.test(source[at - 1] ?? '')
    }
    at++
    return sign === '^' || sign === '$'
  }

  function group(): boolean {
    const [opening, look] = /^\((?:\?(?:<?([=!])|:|<[^>]*>))?/.exec(source.slice(at))!
    const number = opening === '(' || /^\(\?<[^=!]/.test(opening) ? ++count : 0
    at += opening.length
    const canBeEmpty = alternatives()
    at++
    if (number > 0 && !canBeEmpty) solid.push(number)
    return canBeEmpty || look !== undefined
  }

  function isOptional(): boolean {
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(source.slice(at))
    if (!quantifier) return false
    at += quantifier[0].length
    return /^[*?]|^\{0/.test(quantifier[0])
  }

  alternatives()
  return solid.length > 0 ? solid.sort((a, b) => a - b).join() : undefined
}
