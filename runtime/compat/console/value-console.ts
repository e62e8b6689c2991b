import { format } from './format.js'
import { inspect, type InspectOptions } from './inspect.js'
import { paired } from './pairs.js'
import type { TextConsole } from './text-console.js'

/**
 * The engine's own console where it shows objects, else one that prints them as Node's does: for engines that have
 * none, or one that knows texts only (MuJS, PhantomJS), or another notation (Duktape, Node before 12).
 */
export const valueConsole: TextConsole = /* @__PURE__ */ (() =>
  showsValues() ? (console as unknown as TextConsole) : showing())()

declare const print: (text: string) => void
declare const Duktape: object | undefined
declare const phantom: object | undefined

export function showsValues(): boolean {
  return (
    typeof console === 'object' &&
    'info' in console &&
    typeof Duktape !== 'object' &&
    typeof phantom !== 'object' &&
    !isOldNode()
  )
}

function isOldNode(): boolean {
  return typeof process === 'object' && !!process.versions && parseInt(process.versions.node, 10) < 12
}

function showing(): TextConsole {
  const log = (...values: unknown[]): void => write('log', format(values))
  const error = (...values: unknown[]): void => write('error', format(values))
  const dir = (value: unknown, options?: InspectOptions): void => write('log', inspect(value, options))
  return { log, info: log, debug: log, dirxml: log, warn: error, error, dir } as TextConsole
}

let margin = ''

/** In groups. */
export function indentBy(step: number): void {
  margin = step > 0 ? margin + '  ' : margin.slice(2)
}

export function write(stream: 'log' | 'error', text: string): void {
  text = paired(margin + text.replace(/\n/g, '\n' + margin))
  if (typeof console !== 'object' || !console[stream]) print(text)
  // There a text that stands alone is a format.
  else if (isOldNode()) console[stream]('%s', text)
  else console[stream](text)
}
