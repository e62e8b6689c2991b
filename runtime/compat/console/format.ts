import { isObject } from '../define.js'
import { inspect } from './inspect.js'
import { kindOf } from './kind.js'
import { symbolText, wordOf } from './primitive.js'

/** What `console.log` makes of its arguments: Node's `util.format`. */
export function format(values: unknown[]): string {
  let next = 0
  let text = ''
  if (values.length > 1 && typeof values[0] === 'string')
    text = (values[next++] as string).replace(/%[sdifjoOc%]/g, (word) =>
      word === '%%' ? '%' : next < values.length ? filled(word, values[next++]) : word,
    )
  for (; next < values.length; next++) text += (next > 0 ? ' ' : '') + plain(values[next])
  return text
}

function plain(value: unknown): string {
  return typeof value === 'string' ? symbolText(value) || value : inspect(value)
}

function filled(word: string, value: unknown): string {
  switch (word) {
    case '%c':
      return ''
    case '%j':
      return typeof JSON === 'object' ? json(value) : inspect(value)
    case '%O':
      return inspect(value)
    case '%o':
      return inspect(value, { depth: 4 })
    case '%s':
      if (isObject(value)) return hasText(value) ? String(value) : inspect(value, { depth: 0 })
      return plain(value)
    default:
      if (typeof value === 'symbol') return 'NaN'
      return wordOf(
        word === '%d' ? Number(value) : word === '%i' ? parseInt(value as string, 10) : parseFloat(value as string),
      )
  }
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    return '[Circular]'
  }
}

/** One that it was given, not that of every object. */
function hasText(value: object): boolean {
  if (typeof value === 'function') return true
  return (
    kindOf(value) === 'Object' && typeof value.toString === 'function' && !/native code/.test(String(value.toString))
  )
}
