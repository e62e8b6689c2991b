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
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DOOR, door } from './lowering.js'
import { formatOf, isTypeScript, lowered, typeScriptFile, wants } from './node-files.js'

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
register('./register-hooks.js', import.meta.url)

/** Loaded before the program, since `require` cannot wait for a module. */
const doors = new Map<string, unknown>()
for (const name of ['globeflower', 'globeflower/frame', 'globeflower/helpers']) {
  doors.set(name, await import(pathToFileURL(door(name)!).href))
}

const { _load, _resolveFilename } = loader
loader._load = (request, ...rest) =>
  DOOR.test(request) && doors.has(request) ? doors.get(request) : _load.call(Module, request, ...rest)

loader._resolveFilename = (request, parent, ...rest) => {
  try {
    return _resolveFilename.call(Module, request, parent, ...rest)
  } catch (error) {
    const found = typeScriptFile(request, parent?.filename ? dirname(parent.filename) : process.cwd())
    if (found) return found
    throw error
  }
}

const { _compile } = loader.prototype
loader.prototype._compile = function (content, path, ...rest) {
  const isOurs = wants(path, content) && (isTypeScript(path) || formatOf(path, content) === 'commonjs')
  return _compile.call(this, isOurs ? lowered(path, content, 'commonjs') : content, path, ...rest)
}

for (const extension of ['.ts', '.tsx', '.cts', '.mts']) {
  loader._extensions[extension] ??= (module, path) => void module._compile(readFileSync(path, 'utf8'), path)
}
