import { hide, modern } from './define.js'
import { rename } from './function-objects.js'

/** A method of a class, where there are no classes: hidden, and named after its key. */
export function method(home: object, key: string | symbol, fn: Function): void {
  hide(home, key as string, fn)
  if (fn.name === '') rename(fn, nameOf(key))
}

/** Several, from an object that was written for them. */
export function methods(home: object, list: Record<string, Function>): void {
  for (const key in list) if (Object.prototype.hasOwnProperty.call(list, key)) method(home, key, list[key])
}

/** A field of a class, where there are no classes: defined, whatever setter is inherited. */
export function field(object: object, key: string | symbol, value: unknown): void {
  if (modern) Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else (object as Record<string | symbol, unknown>)[key] = value
}

/** ECMAScript's SetFunctionName: a symbol's description in brackets. */
function nameOf(key: unknown): string {
  if (typeof key !== 'symbol') return String(key)
  const description = String(key).slice('Symbol('.length, -1)
  return description === '' ? '' : `[${description}]`
}
