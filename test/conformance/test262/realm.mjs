/**
 * One test, one fresh realm: harness files as they are, the runtime evaluated inside (its intrinsics are the realm's),
 * the test's source native or lowered. Harness and runtime are compiled once a worker.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'

/** @returns undefined if the test passed, else what went wrong. */
export async function runTest({ code, meta, mode, runtime, checkout, promise, disposal }) {
  const realm = makeRealm()
  if (disposal) script(join(import.meta.dirname, 'disposal.js')).runInContext(realm.context)
  if (promise) vm.runInContext('delete globalThis.Promise', realm.context)
  if (runtime) {
    const $gf = script(runtime).runInContext(realm.context)
    define(realm.global, '$gf', $gf)
    if (promise) define(realm.global, 'Promise', $gf.Promise)
  }
  let done
  define(realm.global, 'print', (text) => {
    if (text === 'Test262:AsyncTestComplete') done ??= { ok: true }
    else if (String(text).startsWith('Test262:AsyncTestFailure:'))
      done ??= { error: text.slice(25).replace(/^(Test262Error: )+/, 'Test262Error: ') }
  })
  let thrown
  try {
    if (!meta.flags.includes('raw'))
      for (const name of harness(meta)) script(join(checkout, 'harness', name)).runInContext(realm.context)
    const test = new vm.Script(mode === 'strict' ? strict(code) : code, { filename: 'test.js' })
    test.runInContext(realm.context)
  } catch (error) {
    thrown = { error }
  }
  if (meta.negative) {
    const name = thrown && thrown.error?.constructor?.name
    return name === meta.negative.type ? undefined : `expected ${meta.negative.type}, got ${thrown ? name : 'no error'}`
  }
  if (thrown) return describe(thrown.error)
  if (!meta.flags.includes('async')) return undefined
  for (let turns = 0; !done && (turns < 4 || realm.timers.size > 0); turns++) await new Promise(setImmediate)
  return done ? done.error : '$DONE was never called'
}

export const strict = (code) => (code.startsWith('"use strict"') ? code : `"use strict";\n${code}`)

/** A context with the host functions of test262's INTERPRETING.md, and timers. */
function makeRealm() {
  const context = vm.createContext({})
  const global = vm.runInContext('globalThis', context)
  const timers = new Set()
  const realm = { context, global, timers }
  define(global, 'setTimeout', (callback, delay, ...values) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      callback(...values)
    }, delay)
    timers.add(timer)
    return timer
  })
  define(global, 'setInterval', (callback, delay, ...values) => {
    const timer = setInterval(callback, delay, ...values)
    timers.add(timer)
    return timer
  })
  for (const name of ['clearTimeout', 'clearInterval'])
    define(global, name, (timer) => {
      timers.delete(timer)
      clearTimeout(timer)
    })
  define(global, '$262', {
    global,
    gc: globalThis.gc ?? (() => {}),
    createRealm: () => makeRealm().global.$262,
    evalScript: (text) => vm.runInContext(text, context),
    detachArrayBuffer: (buffer) => void structuredClone(buffer, { transfer: [buffer] }),
  })
  return realm
}

function define(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true })
}

function harness({ includes, flags }) {
  return ['assert.js', 'sta.js', ...(flags.includes('async') ? ['doneprintHandle.js'] : []), ...includes]
}

const scripts = new Map()

function script(file) {
  let found = scripts.get(file)
  if (!found) scripts.set(file, (found = new vm.Script(readFileSync(file, 'utf8'), { filename: file })))
  return found
}

function describe(error) {
  if (typeof error !== 'object' || error === null) return `thrown: ${String(error)}`
  return `${error.name ?? error.constructor?.name}: ${error.message}`
}
