import { iterate, ListIteration, spread, type Loop } from './compat/iteration.js'
import { hide, inherit } from './compat/define.js'
import { Promise } from './compat/globals.js'
import { suppressed } from './compat/disposables.js'
import { BASE } from './compat/native-class.js'
import { asyncDisposeSymbol, disposeSymbol, iteratorSymbol } from './compat/symbols.js'

/**
 * What TypeScript's output imports from tslib, for engines without Symbol:
 * iteration goes through our protocol, so that our generators can be spread,
 * destructured and looped over. Same names and same arguments as there.
 */

type Dictionary = Record<PropertyKey, unknown>
type Call = (...values: unknown[]) => unknown

const own = Object.prototype.hasOwnProperty

/** An iterator over an iterable, for a loop; or over what has a length only, as tslib's. */
export function __values(iterable: unknown): Loop {
  return isList(iterable) ? new ListIteration(iterable) : iterate(iterable)
}

function isList(value: unknown): value is ArrayLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false
  return (
    typeof (value as Dictionary)[iteratorSymbol] !== 'function' &&
    typeof (value as unknown as ArrayLike<unknown>).length === 'number'
  )
}

/** The first `count` values of an iterable, or all; closed when it has more. */
export function __read(iterable: unknown, count?: number): unknown[] {
  const iteration = iterate(iterable)
  if (count === void 0) return iteration.rest()
  const values: unknown[] = []
  while (values.length < count && iteration.step()) values.push(iteration.value)
  if (values.length === count) iteration.close()
  return values
}

/** [...to, ...from]; `to` is a literal or what this gave before, and so is added to. */
export function __spreadArray(to: unknown[], from: unknown, pack?: boolean): unknown[] {
  // A literal, or what __read gave: nobody else has it.
  if (pack === false && to.length === 0) return from as unknown[]
  const tail =
    typeof (from as ArrayLike<unknown>).length === 'number' && !hasIterator(from) ? (from as unknown[]) : spread(from)
  for (let i = 0; i < tail.length; i++) {
    // Holes stay holes, unless they are to be filled.
    if (pack === true || i in tail) to.push(tail[i])
    else to.length++
  }
  return to
}

function hasIterator(value: unknown): boolean {
  return !Array.isArray || (!Array.isArray(value) && !!(value as Dictionary)[iteratorSymbol])
}

export function __extends(derived: Function, base: Function | null): void {
  if (typeof base !== 'function' && base !== null) {
    throw new TypeError('Class extends value ' + String(base) + ' is not a constructor or null')
  }
  if (base !== null && !inherit(derived, base)) {
    hide(derived, BASE, base)
    copyStatics(derived, base)
  }
  function Prototype(this: { constructor: unknown }): void {
    hide(this, 'constructor', derived)
  }
  if (base === null) derived.prototype = Object.create ? Object.create(null) : {}
  else {
    Prototype.prototype = base.prototype as object
    derived.prototype = new (Prototype as unknown as new () => object)()
  }
}

/** Where a function cannot have another as its prototype. Values are read from the base, until the class has its own. */
function copyStatics(derived: Function, base: Function): void {
  const names = Object.getOwnPropertyNames ? Object.getOwnPropertyNames(base) : keysOf(base)
  for (let i = 0; i < names.length; i++) {
    if (!own.call(derived, names[i])) copyStatic(derived as unknown as Dictionary, base, names[i])
  }
}

function copyStatic(derived: Dictionary, base: Function, name: string): void {
  const statics = base as unknown as Dictionary
  const given = describe(base, name)!
  const isAccessor = given.get ? !(given.get as Link)._link : given.set
  if (!Object.defineProperty) derived[name] = statics[name]
  else if (isAccessor || typeof given.value === 'function') Object.defineProperty(derived, name, given)
  else {
    // MuJS cannot turn an accessor into a value, and mixes up neighbours when it deletes one.
    let isOwn = false
    let value: unknown
    const get: Link = () => (isOwn ? value : statics[name])
    get._link = true
    const set = (given: unknown): void => {
      isOwn = true
      value = given
    }
    Object.defineProperty(derived, name, { get, set, enumerable: given.enumerable, configurable: true })
  }
}

interface Link {
  (): unknown
  _link?: boolean
}

function keysOf(object: object): string[] {
  const keys: string[] = []
  for (const key in object) if (own.call(object, key)) keys.push(key)
  return keys
}

export function __assign(target: Dictionary): Dictionary {
  for (let i = 1; i < arguments.length; i++) {
    // eslint-disable-next-line prefer-rest-params
    const source = arguments[i] as Dictionary | null | undefined
    if (source === null || source === void 0) continue
    for (const key in source) if (own.call(source, key)) target[key] = source[key]
    const symbols = symbolsOf(source)
    for (let j = 0; j < symbols.length; j++) target[symbols[j]] = source[symbols[j]]
  }
  return target
}

export function __rest(source: Dictionary, taken: PropertyKey[]): Dictionary {
  const target: Dictionary = {}
  for (const key in source) if (own.call(source, key) && !includes(taken, key)) target[key] = source[key]
  const symbols = source === null || source === void 0 ? [] : symbolsOf(source)
  for (let i = 0; i < symbols.length; i++) {
    if (!includes(taken, symbols[i])) target[symbols[i]] = source[symbols[i]]
  }
  return target
}

function symbolsOf(source: object): symbol[] {
  const all = typeof Object.getOwnPropertySymbols === 'function' ? Object.getOwnPropertySymbols(source) : []
  const enumerable: symbol[] = []
  for (let i = 0; i < all.length; i++) {
    if (Object.prototype.propertyIsEnumerable.call(source, all[i])) enumerable.push(all[i])
  }
  return enumerable
}

function includes(list: PropertyKey[], item: PropertyKey): boolean {
  for (let i = 0; i < list.length; i++) if (list[i] === item) return true
  return false
}

export { assign as __orderedAssign, rest as __orderedRest } from './compat/object.js'
export { template as __makeTemplateObject } from './compat/language.js'

interface Keys {
  has(key: unknown): boolean
  get?(key: unknown): unknown
  set?(key: unknown, value: unknown): unknown
}

/** `kind`: 'm' method, 'a' accessor, 'f' field; with `fn`, a static member of the class `state`. */
export function __classPrivateFieldGet(receiver: unknown, state: Keys, kind?: string, fn?: unknown): unknown {
  if (kind === 'a' && !fn) throw new TypeError('Private accessor was defined without a getter')
  brand(receiver, state, fn, 'read')
  if (kind === 'm') return fn
  if (kind === 'a') return (fn as Call).call(receiver)
  return fn ? (fn as { value: unknown }).value : state.get!(receiver)
}

export function __classPrivateFieldSet(
  receiver: unknown,
  state: Keys,
  value: unknown,
  kind?: string,
  fn?: unknown,
): unknown {
  if (kind === 'm') throw new TypeError('Private method is not writable')
  if (kind === 'a' && !fn) throw new TypeError('Private accessor was defined without a setter')
  brand(receiver, state, fn, 'write')
  if (kind === 'a') (fn as Call).call(receiver, value)
  else if (fn) (fn as { value: unknown }).value = value
  else state.set!(receiver, value)
  return value
}

export function __classPrivateFieldIn(state: Keys | Function, receiver: unknown): boolean {
  if (receiver === null || (typeof receiver !== 'object' && typeof receiver !== 'function')) {
    throw new TypeError("Cannot use 'in' operator on non-object")
  }
  return typeof state === 'function' ? receiver === state : state.has(receiver)
}

function brand(receiver: unknown, state: Keys | Function, fn: unknown, verb: string): void {
  const known = typeof state === 'function' ? receiver === state && !!fn : state.has(receiver)
  if (!known) {
    throw new TypeError('Cannot ' + verb + ' private member of an object whose class did not declare it')
  }
}

type Decorator = (target: unknown, key?: PropertyKey, descriptor?: PropertyDescriptor | number) => unknown

/** Legacy decorators. */
export function __decorate(
  decorators: Decorator[],
  target: object,
  key?: PropertyKey,
  descriptor?: PropertyDescriptor | null,
): unknown {
  const member = arguments.length > 2
  let result: unknown =
    arguments.length < 3 ? target : descriptor === null ? (descriptor = describe(target, key!)) : descriptor
  for (let i = decorators.length - 1; i >= 0; i--) {
    const decorator = decorators[i]
    if (!decorator) continue
    const made = !member
      ? decorator(result)
      : arguments.length > 3
        ? decorator(target, key, result as PropertyDescriptor)
        : decorator(target, key)
    result = made || result
  }
  if (arguments.length > 3 && result) Object.defineProperty(target, key!, result as PropertyDescriptor)
  return result
}

interface OldObject extends Dictionary {
  __lookupGetter__?: (key: PropertyKey) => Call | undefined
  __lookupSetter__?: (key: PropertyKey) => Call | undefined
}

/** Object.getOwnPropertyDescriptor, also on engines from before it. */
function describe(target: object, key: PropertyKey): PropertyDescriptor | undefined {
  if (Object.getOwnPropertyDescriptor) return Object.getOwnPropertyDescriptor(target, key)
  if (!own.call(target, key)) return void 0
  const old = target as OldObject
  const get = old.__lookupGetter__ && old.__lookupGetter__(key)
  const set = old.__lookupSetter__ && old.__lookupSetter__(key)
  if (get || set) return { get, set } as PropertyDescriptor
  return { value: old[key as string], writable: true, enumerable: true, configurable: true }
}

export function __param(index: number, decorator: Decorator): Decorator {
  return (target, key) => decorator(target, key, index)
}

export function __metadata(key: unknown, value: unknown): unknown {
  const reflect = typeof Reflect === 'object' ? (Reflect as unknown as { metadata?: Call }) : null
  return reflect && typeof reflect.metadata === 'function' ? reflect.metadata(key, value) : void 0
}

interface DecoratorContext {
  kind: string
  name: PropertyKey
  static?: boolean
  private?: boolean
  access?: Dictionary
  addInitializer?: (initializer: Call) => void
}

/** Standard decorators. */
export function __esDecorate(
  constructor: Function | null,
  descriptorIn: Dictionary | null,
  decorators: Call[],
  contextIn: DecoratorContext & Dictionary,
  initializers: Call[],
  extraInitializers: Call[],
): void {
  const kind = contextIn.kind
  const key = kind === 'getter' ? 'get' : kind === 'setter' ? 'set' : 'value'
  const target =
    !descriptorIn && constructor ? (contextIn.static ? constructor : (constructor.prototype as object)) : null
  const descriptor = (descriptorIn || (target ? describe(target, contextIn.name) || {} : {})) as Dictionary
  let done = false
  for (let i = decorators.length - 1; i >= 0; i--) {
    const context: Dictionary = {}
    for (const name in contextIn) context[name] = name === 'access' ? {} : contextIn[name]
    for (const name in contextIn.access) (context.access as Dictionary)[name] = contextIn.access[name]
    context.addInitializer = (initializer: unknown) => {
      if (done) throw new TypeError('Cannot add initializers after decoration has completed')
      extraInitializers.push(accept(initializer) as Call)
    }
    const value = kind === 'accessor' ? { get: descriptor.get, set: descriptor.set } : descriptor[key]
    const result = decorators[i].call(void 0, value, context) as Dictionary | Call | undefined | null
    if (kind === 'accessor') {
      if (result === void 0) continue
      if (result === null || typeof result !== 'object') throw new TypeError('Object expected')
      let member: unknown
      if ((member = accept(result.get))) descriptor.get = member
      if ((member = accept(result.set))) descriptor.set = member
      if ((member = accept(result.init))) initializers.unshift(member as Call)
    } else if (accept(result)) {
      if (kind === 'field') initializers.unshift(result as Call)
      else descriptor[key] = result
    }
  }
  if (target) Object.defineProperty(target, contextIn.name, descriptor)
  done = true
}

function accept(value: unknown): unknown {
  if (value !== void 0 && typeof value !== 'function') throw new TypeError('Function expected')
  return value
}

export function __runInitializers(receiver: unknown, initializers: Call[], value?: unknown): unknown {
  const hasValue = arguments.length > 2
  for (let i = 0; i < initializers.length; i++) {
    value = hasValue ? initializers[i].call(receiver, value) : initializers[i].call(receiver)
  }
  return hasValue ? value : void 0
}

export function __propKey(key: unknown): PropertyKey {
  return typeof key === 'symbol' ? key : '' + String(key)
}

export function __setFunctionName(fn: Function, name: unknown, prefix?: string): Function {
  if (typeof name === 'symbol') name = name.description ? '[' + name.description + ']' : ''
  const full = prefix ? prefix + ' ' + String(name) : name
  try {
    Object.defineProperty(fn, 'name', { configurable: true, value: full })
  } catch (error) {
    // Names of functions are fixed on old engines.
  }
  return fn
}

interface Scope {
  stack: { value?: unknown; dispose?: Call; async: boolean }[]
  error: unknown
  hasError: boolean
}

export function __addDisposableResource(scope: Scope, value: unknown, async: boolean): unknown {
  if (value !== null && value !== void 0) {
    if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.')
    const resource = value as Record<string, unknown>
    let dispose = async ? resource[asyncDisposeSymbol] : void 0
    if (dispose === void 0 || dispose === null) {
      const sync = resource[disposeSymbol]
      dispose = async && typeof sync === 'function' ? ignoreResult(sync as Call) : sync
    }
    if (typeof dispose !== 'function') throw new TypeError('Object not disposable.')
    scope.stack.push({ value, dispose: dispose as Call, async })
  } else if (async) scope.stack.push({ async: true })
  return value
}

function ignoreResult(dispose: Call): Call {
  return function (this: unknown) {
    dispose.call(this)
  }
}

/** Gives a promise where something has to be awaited, as tslib's does. */
export function __disposeResources(scope: Scope): unknown {
  let owes = 0
  function fail(error: unknown): void {
    scope.error = scope.hasError ? suppressed(error, scope.error) : error
    scope.hasError = true
  }
  function next(): unknown {
    for (;;) {
      const resource = scope.stack.pop()
      if (!resource) break
      try {
        if (!resource.async && owes === 1) {
          owes = 0
          scope.stack.push(resource)
          return Promise.resolve().then(next)
        }
        if (resource.dispose) {
          const result = resource.dispose.call(resource.value)
          if (resource.async) {
            owes |= 2
            return Promise.resolve(result).then(next, (error: unknown) => {
              fail(error)
              return next()
            })
          }
        } else owes |= 1
      } catch (error) {
        fail(error)
      }
    }
    if (owes === 1) return scope.hasError ? Promise.reject(scope.error) : Promise.resolve()
    if (scope.hasError) throw scope.error
    return void 0
  }
  return next()
}

interface ModuleObject extends Dictionary {
  __esModule?: boolean
}

export function __createBinding(target: Dictionary, source: ModuleObject, key: string, name?: string): void {
  const to = name === void 0 ? key : name
  if (typeof Object.create === 'function') {
    const descriptor = Object.getOwnPropertyDescriptor(source, key)
    const live =
      !descriptor || ('get' in descriptor ? !source.__esModule : descriptor.writable || descriptor.configurable)
    Object.defineProperty(target, to, live ? { enumerable: true, get: () => source[key] } : descriptor)
  } else target[to] = source[key]
}

export function __exportStar(source: ModuleObject, target: Dictionary): void {
  for (const key in source) {
    if (key !== 'default' && !own.call(target, key)) __createBinding(target, source, key)
  }
}

export function __importStar(source: ModuleObject): unknown {
  if (source && source.__esModule) return source
  const target: Dictionary = {}
  if (source !== null && source !== void 0) {
    for (const key in source) {
      if (key !== 'default' && own.call(source, key)) __createBinding(target, source, key)
    }
  }
  target.default = source
  return target
}

export function __importDefault(source: ModuleObject): unknown {
  return source && source.__esModule ? source : { default: source }
}
