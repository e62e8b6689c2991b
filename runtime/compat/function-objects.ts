import { create, fix, inherit, isObject, modern } from './define.js'
import { tagSymbol } from './symbols.js'

/**
 * What distinguishes generator functions and async functions from plain ones:
 * the prototype of the function, and that of the objects it makes.
 */

/** The prototype of the generator objects that `fn` makes. */
export function prototypeOf(fn: Function | null | undefined, intrinsic: object): object {
  if (fn === null || fn === void 0) return intrinsic
  const prototype = fn.prototype as { constructor?: unknown }
  if (!isObject(prototype)) return intrinsic
  // Still the one a plain function is born with?
  return (prototype as { constructor?: unknown }).constructor === fn ? (rebase(fn, intrinsic) as object) : prototype
}

/** Gives `fn.prototype` the intrinsic as its prototype; where the engine cannot, replaces it. */
export function rebase(fn: Function, intrinsic: object): object {
  let prototype = fn.prototype as Record<string, unknown> | undefined
  if (prototype === void 0) {
    // A method, which is born without: writable, hidden, for good.
    prototype = create(intrinsic) as Record<string, unknown>
    Object.defineProperty(fn, 'prototype', { value: prototype, writable: true })
  } else if (typeof Object.setPrototypeOf === 'function') {
    delete (prototype as { constructor?: unknown }).constructor
    inherit(prototype, intrinsic)
  } else {
    const fresh = create(intrinsic) as Record<string, unknown>
    for (const key in prototype) if (key !== 'constructor') fresh[key] = prototype[key]
    prototype = fn.prototype = fresh
  }
  return prototype
}

/**
 * %GeneratorFunction.prototype% and its kin: tagged, inherited from Function.prototype. Its
 * constructor makes functions from text as the engine does: `like` is one of its own.
 */
export function functionPrototype(tag: string, prototype: object | null, like: string): object {
  const object = create(Function.prototype)
  const make = function (this: unknown, _text?: unknown): object {
    const own = Function('return ' + like)() as Function
    const made = (Object.getPrototypeOf(own) as { constructor: Function }).constructor.apply(null, arguments) as object
    inherit(made, this instanceof make ? (Object.getPrototypeOf(this) as object) : object)
    return made
  }
  rename(make, tag)
  inherit(make, Function)
  if (modern) Object.defineProperty(make, 'prototype', { value: object, writable: false })
  else make.prototype = object
  fix(object, 'constructor', make)
  fix(object, tagSymbol, tag)
  if (prototype !== null) {
    fix(object, 'prototype', prototype)
    fix(prototype, 'constructor', object)
  }
  return object
}

export function rename(fn: Function, name: string): void {
  if (typeof Object.defineProperty !== 'function') return
  try {
    Object.defineProperty(fn, 'name', { value: name, configurable: true })
  } catch (error) {
    // Before ES2015 a function's name is fixed.
  }
}
