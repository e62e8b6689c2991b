import { asyncGeneratorPrototype } from './async-generator.js'
import { inherit } from './define.js'
import { functionPrototype, rebase } from './function-objects.js'
import { generatorPrototype } from './generator.js'

/** Function objects as ECMAScript has them, where the engine can. Called once, at definition. */

const generatorFunctions = /* @__PURE__ */ functionPrototype('GeneratorFunction', generatorPrototype)

const asyncGeneratorFunctions = /* @__PURE__ */ functionPrototype('AsyncGeneratorFunction', asyncGeneratorPrototype)

const asyncFunctions = /* @__PURE__ */ functionPrototype('AsyncFunction', null)

export function asGenerator<F extends Function>(fn: F): F {
  rebase(fn, generatorPrototype)
  inherit(fn, generatorFunctions)
  return fn
}

export function asAsyncGenerator<F extends Function>(fn: F): F {
  rebase(fn, asyncGeneratorPrototype)
  inherit(fn, asyncGeneratorFunctions)
  return fn
}

export function asAsync<F extends Function>(fn: F): F {
  inherit(fn, asyncFunctions)
  return fn
}
