/**
 * What a call of the console is sure to print, for any tree.
 *
 * Where the engine has no console, or one that shows objects in its own way, the runtime has three: one that
 * prints texts, one that shows every value, and one with groups and tables too. A program carries the smallest
 * that does for all its calls. Law: in doubt, the next larger one.
 */

/** An expression, as far as its type shows. */
export type Plain<N> =
  /** A string; `fixed`: if it is written there. */
  | { is: 'text'; fixed?: string }
  /** A number other than -0, true, false, null, undefined. */
  | { is: 'word' }
  | { is: 'sum' | 'either'; of: [N, N] }
  /** A name that is never assigned to: what it was declared with. */
  | { is: 'name'; of: N }
  /** `object.name(…)`; `separator`: the only argument, if it is a literal, or '' if there is none. */
  | { is: 'call'; name: string; separator: string | undefined }
  | undefined

export abstract class PlainValues<N> {
  protected abstract read(node: N): Plain<N>

  /** Shown as `String(value)`. */
  isPlain(node: N): boolean {
    const plain = this.read(node)
    switch (plain?.is) {
      case 'word':
        return true
      case 'either':
        return plain.of.every((it) => this.isPlain(it))
      case 'name':
        return this.isPlain(plain.of)
      default:
        return this.isText(node)
    }
  }

  isText(node: N): boolean {
    const plain = this.read(node)
    switch (plain?.is) {
      case 'text':
        return true
      case 'sum':
        return plain.of.some((it) => this.isText(it))
      case 'either':
        return plain.of.every((it) => this.isText(it))
      case 'name':
        return this.isText(plain.of)
      case 'call':
        return TEXT_METHODS.has(plain.name) || (plain.name === 'join' && SEPARATOR.test(plain.separator ?? 'x'))
      default:
        return false
    }
  }

  /** The console for `console.method(…)`; for the method itself without `args`, for all of it without `method`. */
  consoleFor(method: string | undefined, args: readonly N[] | undefined): ConsoleName {
    if (method === undefined || !VALUES.has(method)) return 'console'
    if (!args || !TEXTS.has(method) || !args.every((it) => this.isPlain(it))) return 'valueConsole'
    return args.length < 2 || this.isNoFormat(args[0]!) ? 'textConsole' : 'valueConsole'
  }

  private isNoFormat(node: N): boolean {
    const plain = this.read(node)
    if (plain?.is === 'name') return this.isNoFormat(plain.of)
    return plain?.is === 'word' || (plain?.is === 'text' && plain.fixed?.includes('%') === false)
  }
}

export type ConsoleName = 'console' | 'valueConsole' | 'textConsole'

/** It compares. */
export function isPlainOperator(operator: string): boolean {
  return /^([<>]=?|[!=]==?|in|instanceof)$/.test(operator)
}

const TEXTS = new Set(['log', 'info', 'warn', 'error', 'debug'])

const VALUES = new Set([...TEXTS, 'dir', 'dirxml'])

/** Of strings, numbers and dates. */
const TEXT_METHODS = new Set(
  (
    'toFixed toPrecision toExponential toString toISOString toLocaleString toLocaleTimeString toLocaleDateString ' +
    'toUpperCase toLowerCase trim trimStart trimEnd padStart padEnd repeat charAt substring replaceAll'
  ).split(' '),
)

/** Of a list; a room is not joined by a comma. */
const SEPARATOR = /^\W*$/
