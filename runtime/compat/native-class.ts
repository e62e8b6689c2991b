import { withCause } from './cause.js'
import { hide, inherit, modern } from './define.js'

/**
 * A built-in class that ES5 classes can extend.
 *
 * Lowered constructors call their parent as a plain function, on an object that
 * exists already; `Error` called so makes another one, and the subclass, its
 * methods with it, is lost. What stands in for the built-in makes an object of
 * the subclass where the engine can (`Reflect.construct`), and where it cannot
 * gives the object at hand what an error has.
 */
export function native<C extends Function>(Base: C): C {
  const isError = Base.prototype instanceof Error || (Base as unknown) === Error
  const Native = function (this: { constructor: Function }, message?: unknown, options?: unknown) {
    if (construct !== null) {
      const made = construct(Base, slice.call(arguments), this.constructor)
      return isError ? withCause(made as Error, options) : made
    }
    const anew = (): object => {
      const values = ([null] as unknown[]).concat(slice.call(arguments)) as [unknown]
      return new (bind!.apply(Base, values) as new () => object)()
    }
    if (typeof Object.setPrototypeOf === 'function') {
      const made = Object.setPrototypeOf(anew(), this.constructor.prototype as object) as object
      return isError ? withCause(made as Error, options) : made
    }
    const made = Base.apply(this, slice.call(arguments)) as object | string | undefined
    // One of ours, which a plain call has made ready.
    if (!made) return void 0
    // Date, which is a text when it is called.
    if (typeof made === 'string' && modern && bind) return lend(anew(), this)
    if (isError) withCause(made as Error, options)
    if (inherit(made as object, this.constructor.prototype as object)) return made
    if (!isError) return lend(made as object, this)
    const error = made as Error & { cause?: unknown }
    const self = this as unknown as Error & { cause?: unknown }
    if (message !== void 0) hide(self, 'message', String(message))
    if (error.stack) hide(self, 'stack', error.stack)
    if ('cause' in error) hide(self, 'cause', error.cause)
    return void 0
  } as unknown as C & { prototype: object }
  Native.prototype = Base.prototype
  for (const key in Base) Native[key] = Base[key]
  if (!inherit(Native, Base)) copyHidden(Native, Base)
  return Native
}

/** What `self` inherits from the classes above the built-in, as properties of the object that was made. */
function lend(made: object, self: object): object {
  const base = Object.getPrototypeOf ? (Object.getPrototypeOf(made) as object) : null
  if (base === null) return made
  for (
    let from = Object.getPrototypeOf(self) as object;
    from && from !== base;
    from = Object.getPrototypeOf(from) as object
  ) {
    const names = Object.getOwnPropertyNames(from)
    for (let i = 0; i < names.length; i++) {
      if (Object.prototype.hasOwnProperty.call(made, names[i])) continue
      Object.defineProperty(made, names[i], Object.getOwnPropertyDescriptor(from, names[i])!)
    }
  }
  return made
}

/** The statics of built-ins are hidden; the classes below copy them from here. */
function copyHidden(to: Function, from: Function): void {
  const names = Object.getOwnPropertyNames ? Object.getOwnPropertyNames(from) : []
  for (let i = 0; i < names.length; i++) {
    const isOwn = Object.prototype.hasOwnProperty.call(to, names[i])
    if (!isOwn) hide(to, names[i], (from as unknown as Record<string, unknown>)[names[i]])
  }
}

const slice = Array.prototype.slice
const bind = Function.prototype.bind as Function['bind'] | undefined

declare const Reflect: { construct?: (target: Function, args: unknown[], newTarget: Function) => object } | undefined

const construct = /* @__PURE__ */ (() => {
  if (typeof Reflect !== 'object' || typeof Reflect.construct !== 'function') return null
  try {
    // Duktape has it, but refuses the third argument.
    Reflect.construct(Error, [], Object)
    return Reflect.construct
  } catch (error) {
    return null
  }
})()

/** `super.name` read where accessors may be inherited: they see `self`. */
export function superGet(owner: object, name: string, self: unknown): unknown {
  const found = inherited(owner, name)
  return found && found.get ? found.get.call(self) : (parentOf(owner) as Record<string, unknown>)[name]
}

/** `super.name = value`: an inherited setter sees `self`; without one the property becomes its own. */
export function superSet(owner: object, name: string, self: unknown, value: unknown): unknown {
  const found = inherited(owner, name)
  if (found && found.set) found.set.call(self, value)
  else (self as Record<string, unknown>)[name] = value
  return value
}

interface OldObject {
  __proto__?: object
  __lookupGetter__?: (name: string) => (() => unknown) | undefined
  __lookupSetter__?: (name: string) => ((value: unknown) => void) | undefined
}

/** Where a class keeps its base, if it cannot be its prototype. */
export const BASE = '@@base'

function parentOf(owner: object): object {
  if (Object.prototype.hasOwnProperty.call(owner, BASE)) return (owner as { [BASE]: object })[BASE]
  return (Object.getPrototypeOf ? Object.getPrototypeOf(owner) : (owner as OldObject).__proto__ || owner) as object
}

function inherited(owner: object, name: string): Pick<PropertyDescriptor, 'get' | 'set'> | undefined {
  if (!Object.getPrototypeOf || !Object.getOwnPropertyDescriptor) {
    const parent = parentOf(owner) as OldObject
    if (!parent.__lookupGetter__ || !parent.__lookupSetter__) return void 0
    return { get: parent.__lookupGetter__(name), set: parent.__lookupSetter__(name) }
  }
  for (let at = parentOf(owner); at; at = parentOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name)
    if (found) return found
  }
  return void 0
}
