import { iteratorSymbol } from './symbols.js'

/**
 * The door `globeflower/builtins`: what stands between compiled code and the library that a build
 * provides from elsewhere (`builtins: 'provide'`).
 */

interface Iterables {
  new (): { entries?(): object; values(): object; [method: string]: unknown }
  prototype: Record<string, unknown>
}

/**
 * Collections that were written without Symbol in mind can be iterated by compiled code: they and
 * their iterators get the key that it looks for.
 */
export function iterable<C>(Collection: C, method: 'entries' | 'values'): C {
  const { prototype } = Collection as unknown as Iterables
  if (prototype[iteratorSymbol]) return Collection
  const iterator = new (Collection as unknown as Iterables)().values()
  prototype[iteratorSymbol] = prototype[method]
  // Of all iterators of that library, where the engine tells.
  let root = iterator
  if (Object.getPrototypeOf) {
    for (let next = root; next && next !== Object.prototype; next = Object.getPrototypeOf(root)) root = next
  }
  if (!(iteratorSymbol in root)) (root as Record<string, unknown>)[iteratorSymbol] = self
  return Collection
}

function self(this: unknown): unknown {
  return this
}

/**
 * `object.method(...)`, where `find` knows what an array or a string of the engine lacks. An
 * iterator that comes of it can be iterated by compiled code.
 */
export function call(find: (object: unknown) => (...values: unknown[]) => unknown, object: unknown): unknown {
  const values: unknown[] = []
  for (let i = 2; i < arguments.length; i++) values.push(arguments[i])
  const result = find(object).apply(object, values) as Record<string, unknown> | null
  if (result !== null && typeof result === 'object' && typeof result.next === 'function' && !result[iteratorSymbol]) {
    result[iteratorSymbol] = self
  }
  return result
}
