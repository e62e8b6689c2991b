/**
 * What strings do with a regular expression that is not all the engine's (pattern.ts), and where the engine is
 * wrong: MuJS leaves groups out that have not matched, and counts from the last match.
 */

type Replacer = string | ((...values: unknown[]) => unknown)

/** `replace` of this object: its own, or for a string ours (ECMAScript 22.1.3.19). */
export function replace(object: { replace?: unknown }): unknown {
  return typeof object !== 'string'
    ? object.replace
    : function (this: string, what: unknown, by: Replacer) {
        return !(what instanceof RegExp) || (isEngines(what) && (typeof by !== 'function' || SOUND))
          ? this.replace(what as string, by as string)
          : replaced(String(this), isAll(what) ? matches(what, String(this)) : some(what.exec(String(this))), by)
      }
}

/** `replaceAll`, likewise (22.1.3.20). */
export function replaceAll(object: { replaceAll?: unknown }): unknown {
  return typeof object !== 'string'
    ? object.replaceAll
    : function (this: string, what: unknown, by: Replacer) {
        const text = String(this)
        if (what instanceof RegExp) {
          if (!isAll(what)) throw new TypeError('replaceAll must be called with a global RegExp')
          return replaced(text, matches(what, text), by)
        }
        const word = String(what)
        // MuJS finds no '' at the end.
        const next = (from: number) => (word !== '' ? text.indexOf(word, from) : from <= text.length ? from : -1)
        const found: Match[] = []
        for (let at = next(0); at >= 0; at = next(at + (word.length || 1)))
          found.push({ 0: word, length: 1, index: at })
        return replaced(text, found, by)
      }
}

/** `match`, likewise (22.1.3.13). */
export function match(object: { match?: unknown }): unknown {
  return typeof object !== 'string'
    ? object.match
    : function (this: string, what: unknown) {
        if (!(what instanceof RegExp) || isEngines(what)) return this.match(what as RegExp)
        if (!isAll(what)) return what.exec(this)
        const found = matches(what, String(this))
        const words: string[] = []
        for (let i = 0; i < found.length; i++) words.push(found[i][0])
        return words.length > 0 ? words : null
      }
}

/** `matchAll`, likewise (22.1.3.14). */
export function matchAll(object: { matchAll?: unknown }): unknown {
  return typeof object !== 'string'
    ? object.matchAll
    : function (this: string, what: unknown) {
        const isPattern = what instanceof RegExp
        if (isPattern && !isAll(what)) throw new TypeError('matchAll must be called with a global RegExp')
        const found = matches(isPattern ? what : new RegExp(what as string, 'g'), String(this))
        let i = 0
        return {
          next: () => (i < found.length ? { value: found[i++], done: false } : { value: void 0, done: true }),
        }
      }
}

interface Match {
  readonly length: number
  readonly index: number
  readonly [group: number]: string
  readonly groups?: Record<string, string>
}

/** Not one of pattern.ts. */
function isEngines(what: RegExp): boolean {
  return !Object.prototype.hasOwnProperty.call(what, 'exec')
}

/** Does the engine tell a function what the language does? */
const SOUND = /* @__PURE__ */ (() =>
  'aa'.replace(/(b)?a/g, ((_: string, b: unknown, at: number) => typeof b + at) as never) === 'undefined0undefined1')()

function isAll(what: RegExp): boolean {
  return what.global
}

function some(found: RegExpExecArray | null): Match[] {
  return found === null ? [] : [found]
}

function matches(what: RegExp, text: string): Match[] {
  const found: Match[] = []
  what.lastIndex = 0
  for (let it = what.exec(text); it !== null; it = what.exec(text)) {
    found.push(it)
    if (it[0] === '') what.lastIndex++
  }
  what.lastIndex = 0
  return found
}

function replaced(text: string, found: Match[], by: Replacer): string {
  let made = ''
  let from = 0
  for (let i = 0; i < found.length; i++) {
    const it = found[i]
    made +=
      text.slice(from, it.index) + (typeof by === 'function' ? answer(text, it, by) : filled(text, it, String(by)))
    from = it.index + it[0].length
  }
  return made + text.slice(from)
}

function answer(text: string, it: Match, by: (...values: unknown[]) => unknown): string {
  const values: unknown[] = []
  for (let i = 0; i < it.length; i++) values.push(it[i])
  values.push(it.index, text)
  if (it.groups !== void 0) values.push(it.groups)
  return String(by.apply(void 0, values))
}

/** ECMAScript's GetSubstitution, 22.1.3.19.1. */
function filled(text: string, it: Match, by: string): string {
  let made = ''
  for (let i = 0; i < by.length; i++) {
    const sign = by.charAt(i) === '$' ? by.charAt(i + 1) : ''
    const two = Number(by.slice(i + 1, i + 3))
    const group = /^\d\d/.test(by.slice(i + 1)) && two > 0 && two < it.length ? two : /\d/.test(sign) ? Number(sign) : 0
    const close = sign === '<' && it.groups !== void 0 ? by.indexOf('>', i) : -1
    if (group > 0 && group < it.length) {
      made += it[group] === void 0 ? '' : it[group]
      i += group === two && by.charAt(i + 1) !== String(group) ? 2 : 1
    } else if (close >= 0) {
      const value = it.groups![by.slice(i + 2, close)]
      made += value === void 0 ? '' : value
      i = close
    } else if (sign === '$' || sign === '&' || sign === '`' || sign === "'") {
      const end = it.index + it[0].length
      made += sign === '$' ? '$' : sign === '&' ? it[0] : sign === '`' ? text.slice(0, it.index) : text.slice(end)
      i++
    } else made += by.charAt(i)
  }
  return made
}
