import { isObject, modern } from './define.js'

/**
 * Methods made what ECMAScript says they are, once their class or object is there: a method has to stay one, for
 * `super`, and because it cannot be called with `new`. `mark`: of these `keys`, which name own methods of `home`.
 */
export function marked<H extends object>(home: H, mark: (fn: Function) => void, ..._keys: unknown[]): H {
  for (let i = 2; i < arguments.length; i++) {
    const key = arguments[i] as string
    // A key that is an object has been asked for its text already.
    const found = isObject(key)
      ? void 0
      : modern
        ? Object.getOwnPropertyDescriptor(home, key)
        : { value: (home as Record<string, unknown>)[key] }
    // Else an accessor has taken its place.
    if (found && typeof found.value === 'function') mark(found.value as Function)
  }
  return home
}
