// The worker thread that runs one case program at a time and answers with its log.
// Law: it knows nothing of lowering; a native and a lowered program are run by the same lines.
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

const MOST_LINES = 20_000
const runtime = workerData.runtime ? createRequire(import.meta.url)(workerData.runtime) : {}

parentPort.on('message', async ({ code, strict, name }) => {
  const lines = []
  try {
    const main = load(code, strict, name)
    await main((...values) => {
      if (lines.length >= MOST_LINES) throw new Error('the case logs without end')
      lines.push(values.map((value) => show(value)).join(' '))
    })
    // What the case left in the queues may still log.
    await new Promise((resolve) => setImmediate(resolve))
    parentPort.postMessage({ lines })
  } catch (error) {
    parentPort.postMessage({ lines, error: (error && error.stack) || String(error) })
  }
})

function load(code, strict, name) {
  const module = { exports: {} }
  const text = strict ? `"use strict";${code}` : `${code}\nmodule.exports.main = main`
  new Function('module', 'exports', 'require', 'globeflower', `${text}\n//# sourceURL=${name}`)(
    module,
    module.exports,
    find,
    { ...runtime.frame, ...runtime.helpers },
  )
  return module.exports.main
}

function find(name) {
  const found = runtime[name.replace(/^globeflower\//, '')]
  if (!found) throw new Error(`A case program may only import the runtime, not ${name}`)
  return found
}

// Texts that are the same on every engine: of the engine's own errors only the kind is shown, its message is not specified.
function show(value, quoted) {
  if (typeof value === 'string') return quoted ? JSON.stringify(value) : value
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return `function ${value.name}`
  if (Object.is(value, -0)) return '-0'
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value))
    return `[${Array.from(value, (item, i) => (i in value ? show(item, true) : 'hole')).join(', ')}]`
  if (value.name === 'SuppressedError') return `SuppressedError(${show(value.error)}, ${show(value.suppressed)})`
  if (value instanceof Error) return value.name === 'Error' ? `Error: ${value.message}` : value.name
  if (typeof value.then === 'function') return 'promise'
  return `{${Reflect.ownKeys(value)
    .filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))
    .map((key) => `${String(key)}: ${show(value[key], true)}`)
    .join(', ')}}`
}
