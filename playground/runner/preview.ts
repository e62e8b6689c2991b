/** Values in a few characters. Looks, but touches nothing: no getter is called. */

import { Future, Task } from '../../dist/runtime/index.js'

export interface Names {
  /** What a task is called; undefined for anything else. */
  task(value: unknown): string | undefined
  /** The runtime's own classes have lost their names. */
  isWritten(constructor: Function): boolean
}

export function preview(value: unknown, names: Names, depth = 1): string {
  switch (typeof value) {
    case 'string':
      return shorten(JSON.stringify(value), 60)
    case 'bigint':
      return `${value}n`
    case 'function':
      return value.name ? `ƒ ${value.name}` : 'ƒ'
    case 'object':
      return value === null ? 'null' : shorten(object(value, names, depth), 120)
    default:
      return Object.is(value, -0) ? '-0' : String(value)
  }
}

/** As a console prints: text as it is. */
export function print(values: unknown[], names: Names): string {
  return values.map((value) => (typeof value === 'string' ? value : preview(value, names, 3))).join(' ')
}

function object(value: object, names: Names, depth: number): string {
  const task = names.task(value)
  if (task !== undefined) return task
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Task) return 'Task'
  if (value instanceof Future) return 'Future'
  if (Array.isArray(value)) {
    if (depth === 0) return `Array(${value.length})`
    return `[${list(value.length, (i) => preview(value[i], names, depth - 1))}]`
  }
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name}(${value.size})`
  if (value instanceof Date || value instanceof RegExp) return String(value)
  const name = className(value, names)
  const made = Object.getPrototypeOf(value) as object | null
  // A helper of the runtime's shows its fields as the ABI names them.
  const keys = Object.keys(value).filter((key) => name || made === Object.prototype || made === null || key[0] !== '_')
  if (depth === 0) return name || (keys.length ? '{…}' : '{}')
  const fields = list(keys.length, (i) => {
    const own = Object.getOwnPropertyDescriptor(value, keys[i]!)!
    return `${keys[i]}: ${'value' in own ? preview(own.value, names, depth - 1) : '(…)'}`
  })
  return `${name}${name && ' '}{${fields && ` ${fields} `}}`
}

function className(value: object, names: Names): string {
  const prototype = Object.getPrototypeOf(value) as object | null
  const made: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  return typeof made === 'function' && made !== Object && names.isWritten(made) ? made.name : ''
}

function list(length: number, item: (index: number) => string): string {
  const items = Array.from({ length: Math.min(length, 8) }, (_, i) => item(i))
  return [...items, ...(length > 8 ? [`… ${length - 8} more`] : [])].join(', ')
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}
