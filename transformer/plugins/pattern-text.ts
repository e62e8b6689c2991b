/**
 * A regular expression of today as one that ES5 engines can read.
 *
 *   [source]                  [made]
 *   /(?<y>\d+)-\k<y>/y        /(\d+)-\1/, names 'y', sticky
 *   /./s                      /[\s\S]/
 *   /^[^a]😀$/u               surrogate pairs, one by one
 *
 * Law: what it cannot say exactly (lookbehind, `v`, `d`, modifiers) it does not say at all.
 */
export interface OlderPattern {
  source: string
  flags: string
  /** Of its groups in their order, '' for those without; undefined when none has a name. */
  names: string | undefined
  sticky: boolean
}

export function olderPattern(source: string, flags: string): OlderPattern | undefined {
  if (/[vd]/.test(flags)) return undefined
  try {
    const pattern = new Pattern(source, flags.includes('u'), flags.includes('s'))
    return {
      source: pattern.lowered(),
      flags: flags.replace(/[usy]/g, ''),
      names: pattern.names.some((name) => name !== '') ? pattern.names.join() : undefined,
      sticky: flags.includes('y'),
    }
  } catch (error) {
    if (error instanceof Unsayable) return undefined
    throw error
  }
}

/** Does it hold what came after ES5? */
export function isNewer(source: string, flags: string): boolean {
  return /[suyvd]/.test(flags) || /\(\?</.test(source)
}

class Unsayable extends Error {}

class Pattern {
  readonly names: string[]
  private at = 0

  constructor(
    private readonly text: string,
    private readonly isUnicode: boolean,
    private readonly dotsAll: boolean,
  ) {
    // A class or an escape is no group, whatever stands in it.
    const tokens = text.matchAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])([^>]*)>/g)
    this.names = [...tokens].filter(([token]) => token.startsWith('(')).map(([, name]) => name ?? '')
  }

  lowered(): string {
    let made = ''
    while (this.at < this.text.length) made += this.next()
    return made
  }

  private next(): string {
    const { text } = this
    const group = this.take(/\(\?(?:<(?![=!])[^>]*>|[:=!])/y)
    if (group) return group.startsWith('(?<') ? '(' : group
    if (text.startsWith('(?', this.at)) throw new Unsayable()
    const name = this.names.some(Boolean) ? this.take(/\\k<[^>]*>/y) : undefined
    // In brackets, for a digit may follow.
    if (name) return `(?:\\${this.names.indexOf(name.slice(3, -1)) + 1})`
    if (this.take(/\./y)) return this.dot()
    if (!this.isUnicode) return this.take(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^]/y)!
    if (text[this.at] === '[') return written(this.class())
    if (/\\[pPuxc0nrtvf]/y.exec(text.slice(this.at, this.at + 2))) return written(this.item())
    const plain = this.take(/\\[^]|[\ud800-\udbff][\udc00-\udfff]|[^]/y)!
    if (/^\\[DSW]$/.test(plain)) return written(complement(CLASSES[plain[1]!.toLowerCase()]!))
    return plain.length === 2 && plain[0] !== '\\' ? written([[plain.codePointAt(0)!, plain.codePointAt(0)!]]) : plain
  }

  private dot(): string {
    if (!this.isUnicode) return this.dotsAll ? '[\\s\\S]' : '.'
    return written(this.dotsAll ? [[0, 0x10ffff]] : complement(LINE_ENDS))
  }

  private class(): Ranges {
    this.at++
    const isNegated = this.take(/\^/y) !== undefined
    const set: Ranges = []
    while (this.text[this.at] !== ']') {
      const from = this.item()
      const isRange = this.text[this.at] === '-' && this.text[this.at + 1] !== ']'
      if (!isRange) {
        set.push(...from)
        continue
      }
      this.at++
      set.push([from[0]![0], this.item()[0]![1]])
    }
    this.at++
    return isNegated ? complement(set) : union(set)
  }

  /** A character, escaped or not, or one of the classes that have an escape. */
  private item(): Ranges {
    const property = this.take(/\\[pP]\{[^}]*\}/y)
    if (property)
      return property[1] === 'p' ? withProperty(property) : complement(withProperty(`\\p${property.slice(2)}`))
    const known = this.take(/\\[dDsSwW]/y)
    if (known) {
      const set = CLASSES[known[1]!.toLowerCase()]!
      return /[dsw]/.test(known) ? set : complement(set)
    }
    const code =
      this.take(/\\u\{[0-9a-fA-F]+\}/y)?.slice(3, -1) ??
      this.take(/\\x[0-9a-fA-F]{2}/y)?.slice(2) ??
      this.take(/\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/y)?.replace(/\\u/g, '') ??
      this.take(/\\u[0-9a-fA-F]{4}/y)?.slice(2)
    if (code !== undefined) {
      const point = code.length === 8 ? pairOf(code) : parseInt(code, 16)
      return [[point, point]]
    }
    const control = this.take(/\\c[a-zA-Z]/y)
    const escaped = control ? String.fromCharCode(control.charCodeAt(2) % 32) : this.take(/\\[^]/y)
    const char = escaped ? (CONTROLS[escaped] ?? escaped.at(-1)!) : this.take(/[\ud800-\udbff][\udc00-\udfff]|[^]/y)!
    const point = char.codePointAt(0)!
    return [[point, point]]
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    this.at += found?.length ?? 0
    return found
  }
}

/** Code points, from and to. */
type Ranges = [number, number][]

const known = new Map<string, Ranges>()

const CONTROLS: Record<string, string> = {
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\v': '\v',
  '\\f': '\f',
  '\\b': '\b',
  '\\0': '\0',
}

const LINE_ENDS: Ranges = [
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
]

const CLASSES: Record<string, Ranges> = Object.fromEntries(['d', 's', 'w'].map((it) => [it, withProperty(`\\${it}`)]))

function pairOf(digits: string): number {
  return String.fromCharCode(parseInt(digits.slice(0, 4), 16), parseInt(digits.slice(4), 16)).codePointAt(0)!
}

/** Node knows which characters these are. */
function withProperty(escape: string): Ranges {
  const before = known.get(escape)
  if (before) return before
  const pattern = new RegExp(escape, 'u')
  const set: Ranges = []
  for (let point = 0; point <= 0x10ffff; point++) {
    if (!pattern.test(String.fromCodePoint(point))) continue
    const last = set.at(-1)
    if (last?.[1] === point - 1) last[1] = point
    else set.push([point, point])
  }
  known.set(escape, set)
  return set
}

function union(set: Ranges): Ranges {
  const made: Ranges = []
  for (const [from, to] of [...set].sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else made.push([from, to])
  }
  return made
}

function complement(set: Ranges): Ranges {
  const made: Ranges = []
  let from = 0
  for (const [start, end] of union(set)) {
    if (start > from) made.push([from, start - 1])
    from = end + 1
  }
  if (from <= 0x10ffff) made.push([from, 0x10ffff])
  return made
}

function within(set: Ranges, low: number, high: number): Ranges {
  return set
    .filter(([from, to]) => to >= low && from <= high)
    .map(([from, to]) => [Math.max(from, low), Math.min(to, high)])
}

/** What is beyond FFFF as pairs; half of a pair only where it stands alone. */
function written(set: Ranges): string {
  const pairs = within(set, 0x10000, 0x10ffff).flatMap(pairsOf)
  const highs = within(set, 0xd800, 0xdbff)
  const rest = [...within(set, 0, 0xd7ff), ...within(set, 0xdc00, 0xffff)]
  const parts = [...pairs, ...(highs.length > 0 ? [`${charClass(highs)}(?![\\udc00-\\udfff])`] : [])]
  if (rest.length > 0 || parts.length === 0) parts.push(charClass(rest))
  return parts.length === 1 && pairs.length + highs.length === 0 ? parts[0]! : `(?:${parts.join('|')})`
}

function pairsOf([from, to]: [number, number]): string[] {
  const high = (point: number) => 0xd800 + ((point - 0x10000) >> 10)
  const low = (point: number) => 0xdc00 + ((point - 0x10000) & 0x3ff)
  const pair = (a: number, b: number, c: number, d: number) => charClass([[a, b]]) + charClass([[c, d]])
  if (high(from) === high(to)) return [pair(high(from), high(to), low(from), low(to))]
  const parts: string[] = []
  let first = high(from)
  let last = high(to)
  if (low(from) > 0xdc00) parts.push(pair(first, first++, low(from), 0xdfff))
  if (low(to) < 0xdfff) parts.push(pair(last, last--, 0xdc00, low(to)))
  if (first <= last) parts.push(pair(first, last, 0xdc00, 0xdfff))
  return parts
}

function charClass(set: Ranges): string {
  if (set.length === 0) return '[^\\s\\S]'
  return `[${set.map(([from, to]) => (from === to ? charOf(from) : `${charOf(from)}-${charOf(to)}`)).join('')}]`
}

function charOf(code: number): string {
  const char = String.fromCharCode(code)
  return /[\w ]/.test(char) ? char : `\\u${code.toString(16).padStart(4, '0')}`
}
