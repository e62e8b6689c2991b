import { iteratorSymbol } from './symbols.js'

/**
 * The door `globeflower/builtins`: what stands between compiled code and the library that a build
 * provides from elsewhere (`builtins: 'provide'`).
 */
export { Symbol } from './globals.js'

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

function self(this: unknown): unknown {
  return this
}
