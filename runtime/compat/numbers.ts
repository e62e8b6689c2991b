/** Numbers that are written in texts: MuJS reads `-5` as NaN, and `1e` as 1 (ECMAScript 7.1.4.1). */

const isSound = /* @__PURE__ */ (() => Number('0b1') === 1 && Number('-5') === -5 && parseFloat('-5') === -5)()

/** `Number(value)`, `+value` */
export const toNumber: (value?: unknown) => number = /* @__PURE__ */ (() => (isSound ? Number : read))()

const DECIMAL = /^[-+]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/

function read(...given: unknown[]): number {
  if (given.length === 0) return 0
  const value = given[0]
  if (typeof value !== 'object' && typeof value !== 'string') return Number(value)
  const plain = Object.prototype.toString.call(value) === '[object Date]' ? (value as Date).getTime() : plainOf(value)
  if (typeof plain !== 'string') return Number(plain)
  const text = plain.replace(/^[\s\u00a0\ufeff]+/, '').replace(/[\s\u00a0\ufeff]+$/, '')
  if (text === '') return 0
  if (!DECIMAL.test(text)) return /^0[xXbBoO]/.test(text) ? based(text) : NaN
  const sign = text.charAt(0)
  if (sign !== '-' && sign !== '+') return Number(text)
  return (sign === '-' ? -1 : 1) * Number(text.slice(1))
}

/** `0b1`, `0o7` came with ES2015. */
function based(text: string): number {
  const base = { x: 16, o: 8, b: 2 }[text.charAt(1).toLowerCase() as 'x']
  const digits = text.slice(2)
  const isWhole = digits !== '' && (base === 16 ? /^[\da-fA-F]+$/ : base === 8 ? /^[0-7]+$/ : /^[01]+$/).test(digits)
  return isWhole ? parseInt(digits, base) : NaN
}

function plainOf(value: unknown): unknown {
  if (value === null || typeof value === 'string') return value
  const plain = (value as object).valueOf() as unknown
  return plain !== null && typeof plain === 'object' ? String(plain) : plain
}

/** `parseFloat(text)` */
export const readFloat: typeof parseFloat = /* @__PURE__ */ (() =>
  isSound
    ? parseFloat
    : (text: unknown) => {
        const found = /^[\s\u00a0\ufeff]*([-+]?)(.*)/.exec(String(text))
        return found && found[1] ? (found[1] === '-' ? -1 : 1) * parseFloat(found[2]) : parseFloat(String(text))
      })() as typeof parseFloat
