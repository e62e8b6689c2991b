/** Methods of texts that some engine lacks or has wrong. Each takes the object, and gives the method to call. */

/** `trim` of this object: MuJS leaves spaces of Unicode. */
export function trim(object: { trim?: unknown }): unknown {
  if (typeof object !== 'string' || (object.trim && '\u00a0\ufeff'.trim() === '')) return object.trim
  return function (this: string) {
    return this.replace(/^[\s\u00a0\ufeff]+/, '').replace(/[\s\u00a0\ufeff]+$/, '')
  }
}

/** `substr` of this object (ECMAScript B.2.2.1): MuJS has none. */
export function substr(object: { substr?: unknown }): unknown {
  if (typeof object !== 'string' || object.substr !== void 0) return object.substr
  return function (this: string, start?: number, count?: number) {
    const given = Math.floor(Number(start)) || 0
    const from = given < 0 ? Math.max(0, this.length + given) : given
    const most = this.length - from
    const taken = count === void 0 ? most : Math.min(Math.floor(Number(count)) || 0, most)
    return taken > 0 ? this.slice(from, from + taken) : ''
  }
}

interface Sorting {
  numeric?: boolean
  sensitivity?: string
}

/**
 * `localeCompare` of this object, as a language does it that writes Latin letters: by letter, then by accent, then
 * small before capital. Engines without Intl compare by code.
 */
export function localeCompare(object: { localeCompare?: unknown }): unknown {
  if (typeof object !== 'string' || 'a'.localeCompare('B') < 0) return object.localeCompare
  return function (this: string, other: unknown, _locales?: unknown, { numeric, sensitivity }: Sorting = {}) {
    const a = String(this)
    const b = String(other)
    const byLetter = compared(weights(a, numeric === true), weights(b, numeric === true))
    if (byLetter !== 0 || sensitivity === 'base') return byLetter
    const byAccent = sensitivity === 'case' ? 0 : order(a.toLowerCase(), b.toLowerCase())
    if (byAccent !== 0 || sensitivity === 'accent') return byAccent
    for (let i = 0; i < a.length && i < b.length; i++) {
      const at = a.charAt(i)
      if (at !== b.charAt(i)) return at === at.toLowerCase() ? -1 : 1
    }
    return 0
  }
}

function order<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compared(a: number[], b: number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return order(a[i], b[i])
  return order(a.length, b.length)
}

const BASES: [string, string][] = [
  ['a', 'àáâãäå'],
  ['c', 'ç'],
  ['e', 'èéêë'],
  ['i', 'ìíîï'],
  ['n', 'ñ'],
  ['o', 'òóôõöø'],
  ['u', 'ùúûü'],
  ['y', 'ýÿ'],
]

/** Signs in the order of Unicode's collation: spaces, marks, digits, letters. */
const MARKS = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$'

function weights(text: string, numeric: boolean): number[] {
  const list: number[] = []
  const signs = text.toLowerCase()
  for (let i = 0; i < signs.length; i++) {
    let sign = signs.charAt(i)
    if (numeric && sign >= '0' && sign <= '9') {
      let value = 0
      for (; i < signs.length && signs.charAt(i) >= '0' && signs.charAt(i) <= '9'; i++) {
        value = value * 10 + Number(signs.charAt(i))
      }
      i--
      list.push(1000 + value)
      continue
    }
    for (let j = 0; sign > '\x7f' && j < BASES.length; j++) if (BASES[j][1].indexOf(sign) >= 0) sign = BASES[j][0]
    const mark = MARKS.indexOf(sign)
    list.push(mark >= 0 ? mark : sign >= 'a' || !numeric ? 1e15 + sign.charCodeAt(0) : 500 + sign.charCodeAt(0))
  }
  return list
}

const isLocal = /* @__PURE__ */ knowsEnglish()

/** Duktape and MuJS take the language for a radix. */
function knowsEnglish(): boolean {
  try {
    return (0.5).toLocaleString('en-US', { style: 'percent' }) === '50%'
  } catch (error) {
    return false
  }
}

interface Digits {
  minimumFractionDigits?: number
  maximumFractionDigits?: number
  style?: string
  currency?: string
}

/**
 * `toLocaleString` of this object: a number as English writes it, `1,234.5`; of dates in English, too. Engines without
 * Intl have no opinion.
 */
export function toLocaleString(object: { toLocaleString?: unknown }): unknown {
  if (typeof object !== 'number' || isLocal) return object.toLocaleString
  return function (this: number, _locales?: unknown, options: Digits = {}) {
    const value = Number(this)
    if (!isFinite(value)) return value !== value ? 'NaN' : value < 0 ? '-∞' : '∞'
    const { style, currency, minimumFractionDigits } = options
    const least = minimumFractionDigits === void 0 ? (style === 'currency' ? 2 : 0) : minimumFractionDigits
    const usual = style === 'currency' ? 2 : style === 'percent' ? 0 : 3
    const most = options.maximumFractionDigits === void 0 ? Math.max(least, usual) : options.maximumFractionDigits
    const [whole, part = ''] = Math.abs(style === 'percent' ? value * 100 : value)
      .toFixed(most)
      .split('.')
    let fraction = part
    while (fraction.length > least && fraction.charAt(fraction.length - 1) === '0') fraction = fraction.slice(0, -1)
    let grouped = ''
    for (let i = 0; i < whole.length; i++) {
      grouped += (i > 0 && (whole.length - i) % 3 === 0 ? ',' : '') + whole.charAt(i)
    }
    const sign = style !== 'currency' ? '' : currency === 'USD' ? '$' : currency === 'EUR' ? '€' : currency + '\u00a0'
    return (value < 0 ? '-' : '') + sign + grouped + (fraction && '.' + fraction) + (style === 'percent' ? '%' : '')
  }
}
