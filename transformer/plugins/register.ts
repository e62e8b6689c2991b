/**
 * `node --import globeflower/register app.ts`: TypeScript, and whatever suspends in it or in JavaScript, is
 * lowered as it is loaded. So the test suite of a project that stands can be run lowered:
 *
 *   GLOBEFLOWER_INCLUDE=p-limit NODE_OPTIONS='--import globeflower/register' npm test
 *
 * `import` and `require` get the same instance of the runtime.
 */
import { readFileSync } from 'node:fs'
import Module, { register } from 'node:module'
import { AsyncLocalStorage } from 'node:async_hooks'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DOOR, door } from './lowering.js'
import { formatOf, isTypeScript, lowered, makesTasks, typeScriptFile, wants } from './node-files.js'

type Resolve = (request: string, parent: { filename?: string } | undefined, ...rest: unknown[]) => string

interface Internals {
  _extensions: Record<string, (module: Compilable, path: string) => void>
  _load(request: string, ...rest: unknown[]): unknown
  _resolveFilename: Resolve
  prototype: Compilable
}

interface Compilable {
  _compile(content: string, path: string, ...rest: unknown[]): unknown
}

const loader = Module as unknown as Internals

process.setSourceMapsEnabled(true)

/** 1 once another tool (ts-node, say) reads .ts for `require`: it hands us its output, and its files are CommonJS. */
const readsTypeScript = new Int32Array(new SharedArrayBuffer(4))
register('./register-hooks.js', import.meta.url, { data: readsTypeScript })

/** Loaded before the program, since `require` cannot wait for a module. */
const doors = new Map<string, unknown>()
for (const name of ['globeflower', 'globeflower/frame', 'globeflower/helpers']) {
  doors.set(name, await import(pathToFileURL(door(name)!).href))
}

// As native async functions do: a test runner, a web framework or a tracer asks its storage after an await.
if (makesTasks) {
  const { followAsyncLocalStorage } = doors.get('globeflower') as { followAsyncLocalStorage(storages: unknown): void }
  followAsyncLocalStorage(AsyncLocalStorage)
}

const { _load, _resolveFilename } = loader
loader._load = (request, ...rest) => {
  if (DOOR.test(request) && doors.has(request)) return doors.get(request)
  const loaded = _load.call(Module, request, ...rest)
  lookForOthers()
  return loaded
}

loader._resolveFilename = (request, parent, ...rest) => {
  try {
    return _resolveFilename.call(Module, request, parent, ...rest)
  } catch (error) {
    const found = lookedFor(request, parent?.filename ? dirname(parent.filename) : process.cwd())
    if (found) return found
    throw error
  }
}

let isLooking = false

/** What looking requires in its turn, TypeScript where the program has none, is Node's matter alone. */
function lookedFor(request: string, folder: string): string | undefined {
  if (isLooking) return undefined
  isLooking = true
  try {
    return typeScriptFile(request, folder)
  } finally {
    isLooking = false
  }
}

const { _compile } = loader.prototype
loader.prototype._compile = function (content, path, ...rest) {
  const isOurs = wants(path, content) && (isTypeScript(path) || formatOf(path, content) === 'commonjs')
  return _compile.call(this, isOurs ? lowered(path, content, 'commonjs') : content, path, ...rest)
}

function compileTypeScript(module: Compilable, path: string): void {
  module._compile(readFileSync(path, 'utf8'), path)
}

for (const extension of ['.ts', '.tsx', '.cts', '.mts']) loader._extensions[extension] ??= compileTypeScript
lookForOthers()

function lookForOthers(): void {
  if (loader._extensions['.ts'] !== compileTypeScript) readsTypeScript[0] = 1
}
