/**
 * What a fuzz program can call, and how it is run: the same lines for native and lowered.
 *
 *   L log   F fuel   Q now and then   C, R closures for later   K bound the size of a value   E an error
 *   I something to iterate   A something to iterate with await   O something with properties   H the rest
 */
import { isAsync, isGenerator } from './print.mjs'

const MOST_LINES = 2000
const MOST_FUEL = 60

/** What a program is given: the parameters of the function around it. */
export const NAMES = ['L', 'H', 'F', 'Q', 'C', 'R', 'K', 'E', 'I', 'A', 'O']

/** Runs a program: `load` takes the NAMES and gives its entry. The answer is the log. */
export async function run(load, kind, drive) {
  const lines = []
  const world = makeWorld(lines)
  let settled = false
  const main = start()
    .catch((error) => lines.push(`escaped ${show(error)}`))
    .then(() => (settled = true))
  // Nothing here waits for the outside: what is not over after some turns never will be.
  for (let turns = 0; !settled && turns < 20; turns++) await new Promise(setImmediate)
  if (settled) await main
  else lines.push('never settled')
  return lines

  async function start() {
    const main = load(...NAMES.map((name) => world[name]))
    try {
      if (isGenerator(kind)) await driveGenerator(main(1, 2), isAsync(kind), drive)
      else lines.push(`result ${show(await main(1, 2))}`)
    } catch (error) {
      lines.push(`failed ${show(error)}`)
    }
    world.R()
  }

  async function driveGenerator(generator, waits, numbers) {
    let result
    for (let i = 0; i < 12 && !result?.done; i++) {
      const n = numbers[i] ?? 0
      const method = n % 8 === 5 ? 'return' : n % 8 === 6 ? 'throw' : 'next'
      try {
        const step = generator[method](method === 'throw' ? new Error(`E${i}`) : n)
        result = waits ? await step : step
        lines.push(`${method} ${show(result)}`)
      } catch (error) {
        lines.push(`${method} threw ${show(error)}`)
      }
    }
  }
}

function makeWorld(lines) {
  let fuel = MOST_FUEL
  let turn = 0
  let closures = []
  const L = (...values) => {
    if (lines.length >= MOST_LINES) throw new Error('too many lines')
    lines.push(values.map(show).join(' '))
    return values[0]
  }
  const H = helpers(L)
  return {
    L,
    H,
    F: () => --fuel > 0,
    Q: (n) => ++turn % n === 0,
    C: (closure) => void closures.push(closure),
    R: () => {
      const now = closures
      closures = []
      for (const closure of now)
        try {
          closure()
        } catch (error) {
          L('closure', error)
        }
    },
    K: bound,
    E: (value) => new Error(`E${show(value)}`),
    I: (value, n = 0, nested = false) =>
      !nested && value !== null && typeof value === 'object' && Symbol.iterator in value
        ? value
        : H.iterable(n, nested, false),
    // A synchronous one always has a throw method: what yield* does without it has changed since Node 20.
    A: (value, n = 0, nested = false) => {
      if (!nested && value !== null && typeof value === 'object' && Symbol.asyncIterator in value) return value
      const isAsync = n % 4 > 1
      return H.iterable(!isAsync && (n >> 2) % 8 === 2 ? n % 4 : n, nested, isAsync, n % 4 === 1 && n > 31)
    },
    O: (value) => (value !== null && typeof value === 'object' ? value : H.object(value)),
  }
}

function helpers(L) {
  const H = {
    promise: (value) => Promise.resolve(value),
    reject: (value) => {
      const promise = Promise.reject(new Error(`R${show(value)}`))
      promise.catch(() => {})
      return promise
    },
    thenable: (value) => ({
      then(resolve) {
        L('then')
        resolve(value)
      },
    }),
    object: (value) => ({ a: value ?? 1, b: { a: 2 }, m: (given) => L('m', given), length: 2 }),
    same: (value) => value,
    call: (...values) => L('call', ...values) && values.length,
    tag: (strings, ...values) => strings.length + values.map(show).join(),
    first: (generator) => {
      const { value, done } = generator.next()
      if (!done) generator.return(1)
      return value
    },
    collect: async (generator) => {
      const all = []
      for await (const each of generator) all.push(each)
      return all
    },
    kind: (value) => (L('kind', value), Error),
    base: (value) => {
      // No class: those of ES5 output could not inherit from it.
      function Base() {
        L('base', value)
      }
      Base.prototype.b = (given) => L('super', given)
      return Base
    },
    Made: class {
      constructor(...values) {
        L('made', ...values)
      }
    },
    use: (object) => {
      if (object.g !== undefined || object.v !== undefined) object.g = object.w
      return object
    },
    trap: (name) =>
      new Proxy(
        { a: 1 },
        {
          get(target, key) {
            if (key === MARK) return true
            if (typeof key === 'symbol' || key === 'then' || key === 'constructor') return target[key]
            L('get', name, key)
            return target[key]
          },
          set(target, key, value) {
            L('set', name, key, value)
            target[key] = value
            return true
          },
          has(target, key) {
            L('has', name, key)
            return key in target
          },
          deleteProperty(target, key) {
            L('delete', name, key)
            return delete target[key]
          },
        },
      ),
    /** n decides how it behaves: how many values, what its `return` and `throw` do. */
    iterable: (n, nested, isAsync, promises = false) => {
      const count = n % 4
      const mode = (n >> 2) % 8
      let at = 0
      const item = (value) => (nested ? [value, { a: value }] : value)
      const settle = (result) => (isAsync ? Promise.resolve(result) : result)
      const iterator = {
        next(given) {
          L('next', at, given)
          if (mode === 5 && at === 1) throw new Error('next')
          return settle(
            at++ < count
              ? { value: promises ? Promise.resolve(item(at)) : item(at), done: false }
              : { value: 'end', done: true },
          )
        },
        return(value) {
          L('return', value)
          if (mode === 6) throw new Error('return')
          return settle(mode === 7 ? 1 : { value, done: true })
        },
        throw(error) {
          L('throw', error)
          if (mode === 3) throw error
          return settle({ value: 't', done: mode === 4 })
        },
        [isAsync ? Symbol.asyncIterator : Symbol.iterator]() {
          L('iterate')
          return this
        },
      }
      if (mode === 1) delete iterator.return
      if (mode === 2) delete iterator.throw
      if (mode === 5) iterator.a = 3
      return iterator
    },
  }
  return H
}

/** Values stay small, however often they are put into one another. */
function bound(value, depth = 0) {
  if (typeof value === 'string') return value.length > 24 ? value.slice(0, 24) : value
  if (Array.isArray(value)) {
    if (depth > 2) return 'deep'
    return value.length > 4 || value.some((each) => bound(each, depth + 1) !== each) ? value.length : value
  }
  return value
}

const MARK = Symbol('trap')

/** The same text on both sides: of the engine's own errors only the kind, of functions nothing. */
export function show(value, depth = 0) {
  if (typeof value === 'string') return depth > 0 ? JSON.stringify(value) : value
  if (typeof value === 'function') return 'function'
  if (Object.is(value, -0)) return '-0'
  if (typeof value !== 'object' || value === null) return String(value)
  if (value[MARK]) return 'trap'
  if (value instanceof Error) return value.constructor === Error ? `Error(${value.message})` : value.constructor.name
  if (depth > 3) return '…'
  if (Array.isArray(value)) {
    const parts = []
    for (let i = 0; i < value.length && i < 12; i++) parts.push(i in value ? show(value[i], depth + 1) : 'hole')
    return `[${parts.join(', ')}]`
  }
  if (typeof value.then === 'function') return 'thenable'
  return `{${Object.getOwnPropertyNames(value)
    .map((key) => {
      const descriptor = Object.getOwnPropertyDescriptor(value, key)
      return `${key}: ${descriptor.get ? 'getter' : show(descriptor.value, depth + 1)}`
    })
    .join(', ')}}`
}
