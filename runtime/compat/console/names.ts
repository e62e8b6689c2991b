import { modern } from '../define.js'
import { nameOf } from '../language.js'
import { tagSymbol } from '../symbols.js'
import { errorText } from './error-text.js'
import type { Shown } from './inspect.js'
import { own } from './keys.js'
import { literal } from './primitive.js'

/** The name of its class; null: it has none. */
export function classNameOf(object: object, kind: string): string | null {
  if (kind === 'Promise') return kind
  for (let from: object | null = object; from; from = prototypeOf(from)) {
    // What stands in for a built-in has no name.
    if (/Map$|Set$/.test(kind) && own.call(from, tagSymbol)) return kind
    const found = own.call(from, 'constructor') && from.constructor
    const name = typeof found === 'function' && object instanceof found && nameOf(found)
    if (name) return name
  }
  return null
}

export const prototypeOf: (object: object) => object | null = /* @__PURE__ */ (() =>
  Object.getPrototypeOf || ((object: { __proto__?: object }) => object.__proto__ || null))()

/** What is shown of an object beside its properties: of a function, an error, a date …; else ''. */
export function baseOf(object: Shown, kind: string, tag: string, className: string, name: string | undefined): string {
  if (kind === 'Error') return errorText(object, className)
  if (kind === 'RegExp') return String(object)
  if (kind === 'Date') return dateText(object as unknown as Date)
  if (typeof object === 'function') return functionText(object as Function, tag, name)
  return /^[NSB]\w+$/.test(kind) && kind !== 'Set' ? '[' + kind + ': ' + literal(object.valueOf()) + ']' : ''
}

/** `name`: of the property it stands in, which in the language names it. */
function functionText(fn: Function, tag: string, name = ''): string {
  const called = nameOf(fn) || name
  const above = isClass(fn, called) && prototypeOf(fn.prototype as object)
  if (above === false)
    return '[' + (/Function$/.test(tag) ? tag : 'Function') + (called ? ': ' + called : ' (anonymous)') + ']'
  return '[class ' + called + (above && prototypeOf(above) ? ' extends ' + nameOf(above.constructor) : '') + ']'
}

/** In ES5 a class is a function: told by its capital, and by its methods, which are hidden. */
function isClass(fn: Function, name: string): boolean {
  // That of a built-in is fixed.
  const found = modern && /^[A-Z]/.test(name) && Object.getOwnPropertyDescriptor(fn, 'prototype')
  if (!found || !found.writable) return false
  for (const key in found.value) if (own.call(found.value, key)) return false
  return true
}

function dateText(date: Date): string {
  if (isNaN(date.getTime())) return 'Invalid Date'
  if (date.toISOString) return date.toISOString()
  const two = (value: number): string => ('0' + value).slice(-2)
  const days = date.getUTCFullYear() + '-' + two(date.getUTCMonth() + 1) + '-' + two(date.getUTCDate())
  const time = two(date.getUTCHours()) + ':' + two(date.getUTCMinutes()) + ':' + two(date.getUTCSeconds())
  return days + 'T' + time + '.' + ('00' + date.getUTCMilliseconds()).slice(-3) + 'Z'
}
