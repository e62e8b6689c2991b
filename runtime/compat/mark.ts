import { asyncGeneratorPrototype } from './async-generator.js'
import { inherit } from './define.js'
import { functionPrototype, rebase, rename } from './function-objects.js'
import { generatorPrototype } from './generator.js'

/**
 * Function objects as ECMAScript has them, where the engine can. Called once, at definition.
 * `name` is given where emitted code had to call the function something else.
 */

const generatorFunctions = /* @__PURE__ */ functionPrototype('GeneratorFunction', generatorPrototype, 'function* () {}')

const asyncGeneratorFunctions = /* @__PURE__ */ functionPrototype(
  'AsyncGeneratorFunction',
  asyncGeneratorPrototype,
  'async function* () {}',
)

const asyncFunctions = /* @__PURE__ */ functionPrototype('AsyncFunction', null, 'async function () {}')

export function asGenerator<F extends Function>(fn: F, name?: string): F {
  rebase(fn, generatorPrototype)
  inherit(fn, generatorFunctions)
  if (name !== void 0) rename(fn, name)
  return fn
}

export function asAsyncGenerator<F extends Function>(fn: F, name?: string): F {
  rebase(fn, asyncGeneratorPrototype)
  inherit(fn, asyncGeneratorFunctions)
  if (name !== void 0) rename(fn, name)
  return fn
}

export function asAsync<F extends Function>(fn: F, name?: string): F {
  inherit(fn, asyncFunctions)
  if (name !== void 0) rename(fn, name)
  return fn
}
