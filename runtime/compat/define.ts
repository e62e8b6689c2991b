/** What ES3 cannot do and later engines expect: hidden properties, prototypes of functions. */

/** Properties can be hidden. */
export const modern: boolean = /* @__PURE__ */ probe()

function probe(): boolean {
  try {
    const object = Object.defineProperty({} as { a?: number }, 'a', { value: 1 })
    // What stands in for it hides nothing.
    for (const key in object) return key === ''
    return object.a === 1
  } catch (error) {
    // IE 8 has it for elements only; before that there was none.
    return false
  }
}

/** A property as built-in methods are: writable, configurable, not enumerable where the engine can. */
export function hide(object: object, key: string, value: unknown): void {
  if (modern) {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    })
  } else (object as Record<string, unknown>)[key] = value
}

/** A property as `constructor` and the tags of built-ins are: hidden and read-only. */
export function fix(object: object, key: string, value: unknown): void {
  if (modern) Object.defineProperty(object, key, { value, configurable: true })
  else (object as Record<string, unknown>)[key] = value
}

/** Sets the prototype where the engine can; says if it could. */
export function inherit(object: object, prototype: object): boolean {
  if (typeof Object.setPrototypeOf === 'function') Object.setPrototypeOf(object, prototype)
  else if (hasProto) (object as { __proto__?: object }).__proto__ = prototype
  else return false
  return true
}

/** Rhino and Node had `__proto__` before there was a function for it. */
const hasProto = /* @__PURE__ */ (() => {
  const object = {} as { __proto__?: object }
  object.__proto__ = Array.prototype
  return object.constructor === Array
})()

/** A new object with this prototype. */
export const create: (prototype: object) => object = /* @__PURE__ */ (() =>
  Object.create ||
  ((prototype: object) => {
    function Begotten(): void {}
    Begotten.prototype = prototype
    return new (Begotten as unknown as new () => object)()
  }))()

export function isObject(value: unknown): value is object {
  return value !== null && (typeof value === 'object' || typeof value === 'function')
}
