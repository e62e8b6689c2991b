import { hide } from './define.js'
import { ordered } from './key-order.js'

/**
 * Regular expressions of 2015 and 2018 on engines of 2009: a name for each group, and `y`.
 *
 * One is the engine's own RegExp with another `exec` and `test`; what strings do with it is in text.ts.
 */

/**
 * `names` of the groups in their order, with commas. The pattern is what is left without names and `y`.
 * `solid`: the numbers of those that are never empty.
 */
export function pattern(plain: RegExp, names?: string, sticky?: boolean, solid?: string): RegExp {
  if (names === void 0 && !sticky && TELLS) return plain
  const absent = solid === void 0 || TELLS ? [] : solid.split(',')
  const groups = names === void 0 ? null : names.split(',')
  const flags = (plain.ignoreCase ? 'i' : '') + (plain.multiline ? 'm' : '')
  // With `|()` a search ends where it began, in an empty last group.
  const search =
    sticky || plain.global ? new RegExp(sticky && TELLS ? plain.source + '|()' : plain.source, 'g' + flags) : null

  function exec(this: RegExp, value: unknown): RegExpExecArray | null {
    const text = String(value)
    const at = search === null ? 0 : this.lastIndex
    const engine = search || bare
    let match: RegExpExecArray | null = null
    if (at <= text.length) {
      engine.lastIndex = at
      match = engine.exec(text)
    }
    if (match !== null && sticky && ((TELLS && match.pop() !== void 0) || match.index !== at)) match = null
    if (search !== null) this.lastIndex = match === null ? 0 : match.index + match[0].length
    for (let i = 0; match !== null && i < absent.length; i++) {
      if (match[Number(absent[i])] === '') match[Number(absent[i])] = void 0 as unknown as string
    }
    if (match !== null && groups !== null) match.groups = named(match, groups)
    return match
  }

  const bare = new RegExp(plain.source, flags)
  hide(plain, 'exec', exec)
  hide(plain, 'test', function (this: RegExp, value: unknown) {
    return exec.call(this, value) !== null
  })
  if (sticky) hide(plain, 'sticky', true)
  return plain
}

/** MuJS gives '' for a group that has not matched. */
const TELLS = /* @__PURE__ */ (() => /(a)?/.exec('')![1] === void 0)()

function named(match: RegExpExecArray, names: string[]): Record<string, string> {
  const groups: Record<string, string> = ordered({}, names.filter(String).join(' '))
  for (let i = 0; i < names.length; i++) if (names[i] !== '') groups[names[i]] = match[i + 1]
  return groups
}

/** `new RegExp(source, flags)` where only the running program knows what is in them. */
export function patternOf(given: unknown, flags?: string): RegExp {
  if (given instanceof RegExp) return flags === void 0 ? given : patternOf(given.source, flags)
  const source = given === void 0 ? '' : String(given)
  const letters = flags === void 0 ? '' : String(flags)
  // Without `u` it would mean something else: the engine says that it cannot.
  const isPlain = !/\\[pPu]\{|(^|[^\\])\.|\[\^|[\ud800-\udfff]/.test(source)
  const names: string[] = []
  const dot = letters.indexOf('s') < 0 ? '.' : '[\\s\\S]'
  let hasNames = false
  let made = ''
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i)
    const end = ends(source, i)
    if (char === '(' && source.charAt(i + 1) !== '?') names.push('')
    if (char === '(' && /^\(\?<[^=!]/.test(source.slice(i, i + 4))) {
      const close = source.indexOf('>', i)
      names.push(source.slice(i + 3, close))
      hasNames = true
      made += char
      i = close
    } else if (char === '.') made += dot
    else {
      made += source.slice(i, end)
      i = end - 1
    }
  }
  if (hasNames) made = made.replace(/\\k<([^>]*)>/g, (_, name: string) => '(?:\\' + (names.indexOf(name) + 1) + ')')
  const left = letters.replace('y', '').replace('s', '')
  const engine = new RegExp(made, isPlain ? left.replace('u', '') : left)
  const sticky = letters.indexOf('y') >= 0
  return sticky || hasNames ? pattern(engine, hasNames ? names.join() : void 0, sticky) : engine
}

/** Behind the escape, the class or the character that begins here. */
function ends(source: string, at: number): number {
  const char = source.charAt(at)
  if (char === '\\') return at + 2
  if (char !== '[') return at + 1
  let i = at + 1
  while (i < source.length && source.charAt(i) !== ']') i += source.charAt(i) === '\\' ? 2 : 1
  return i + 1
}
