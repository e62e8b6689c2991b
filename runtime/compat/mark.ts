import { asyncGeneratorPrototype } from './async-generator.js'
import { inherit } from './define.js'
import { functionPrototype, rebase } from './function-objects.js'
import { generatorPrototype } from './generator.js'

/**
 * Function objects as ECMAScript has them, where the engine can. Called once, at definition.
 * `name` is given where emitted code had to call the function something else.
 */

const generatorFunctions = /* @__PURE__ */ functionPrototype('GeneratorFunction', generatorPrototype)

const asyncGeneratorFunctions = /* @__PURE__ */ functionPrototype('AsyncGeneratorFunction', asyncGeneratorPrototype)

const asyncFunctions = /* @__PURE__ */ functionPrototype('AsyncFunction', null)

export function asGenerator<F extends Function>(fn: F, name?: string): F {
  rebase(fn, generatorPrototype)
  inherit(fn, generatorFunctions)
  rename(fn, name)
  return fn
}

export function asAsyncGenerator<F extends Function>(fn: F, name?: string): F {
  rebase(fn, asyncGeneratorPrototype)
  inherit(fn, asyncGeneratorFunctions)
  rename(fn, name)
  return fn
}

export function asAsync<F extends Function>(fn: F, name?: string): F {
  inherit(fn, asyncFunctions)
  rename(fn, name)
  return fn
}

function rename(fn: Function, name: string | undefined): void {
  if (name === void 0 || typeof Object.defineProperty !== 'function') return
  try {
    Object.defineProperty(fn, 'name', { value: name, configurable: true })
  } catch (error) {
    // Before ES2015 a function's name is fixed.
  }
}
