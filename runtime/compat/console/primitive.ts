import { at, margin } from './inspect.js'

/** Strings, numbers and their kin as they stand in objects. */
export function literal(value: unknown): string {
  if (typeof value !== 'string') return wordOf(value)
  const isLong = value.length > 16 && value.length > at._width - margin().length - 4
  const lines = isLong ? value.match(/[^\n]*\n|[^\n]+/g)! : [value]
  for (let i = 0; i < lines.length; i++) lines[i] = symbolText(lines[i]) || quoted(lines[i])
  return lines.join(' +\n' + margin() + '  ')
}

/** What is no object and no string. */
export function wordOf(value: unknown): string {
  if (value === 0 && 1 / value < 0) return '-0'
  const text = String(value)
  if ((typeof value as string) === 'bigint') return text + 'n'
  if (EXACT || typeof value !== 'number' || !/\.\d+$/.test(text)) return text
  let digits = 15
  while (Number(value.toPrecision(digits)) !== value) digits++
  return value.toPrecision(digits).replace(/0+$/, '')
}

/** MuJS writes 33.333333333333339, a digit more than it takes to tell the number. */
const EXACT = /* @__PURE__ */ (() => String(100 / 3) === '33.333333333333336')()

/** In `'`, else `"`, else a back-tick: what is not in the text. */
export function quoted(text: string): string {
  const has = (mark: string): boolean => text.indexOf(mark) >= 0
  const mark = !has("'") ? "'" : !has('"') ? '"' : !has('`') && !has('${') ? '`' : "'"
  // eslint-disable-next-line no-control-regex
  const escaped = text.replace(/['\\\x00-\x1f\x7f-\x9f]/g, (sign) => {
    const word = "\b\t\n\f\r\\'".indexOf(sign)
    if (word === 6 && mark !== sign) return sign
    return (
      '\\' +
      (word < 0 ? 'x' + ('0' + sign.charCodeAt(0).toString(16).toUpperCase()).slice(-2) : "btnfr\\'".charAt(word))
    )
  })
  return mark + escaped + mark
}

/** Of a symbol of ours, which is a string: see own-symbol.ts. Else ''. */
export function symbolText(text: string): string {
  const found = typeof Symbol !== 'function' && /^@@(for:)?(.*?)(:\d+)?$/.exec(text)
  return found ? 'Symbol(' + (found[1] || found[3] ? '' : 'Symbol.') + found[2] + ')' : ''
}
