/** Node's hooks for `import`; they run in a thread of their own. See register.ts. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module'
import { JSON_FILE, moduleOf } from './json-module.js'
import { DOOR, door } from './lowering.js'
import { formatOf, isTypeScript, lowered, typeScriptFile, wants } from './node-files.js'

let readsTypeScript: Int32Array | undefined

export const initialize: InitializeHook<Int32Array> = (shared) => {
  readsTypeScript = shared
}

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const file = DOOR.test(specifier) ? door(specifier) : undefined
  if (file) return { url: pathToFileURL(file).href, format: 'module', shortCircuit: true }
  try {
    return await nextResolve(specifier, context)
  } catch (error) {
    const { parentURL } = context
    const folder = parentURL?.startsWith('file:') ? dirname(fileURLToPath(parentURL)) : process.cwd()
    const found = typeScriptFile(specifier, folder)
    if (found) return { url: pathToFileURL(found).href, shortCircuit: true }
    throw error
  }
}

export const load: LoadHook = async (url, context, nextLoad) => {
  const path = url.startsWith('file:') ? fileURLToPath(url) : undefined
  // As TypeScript and bundlers have it: without `with { type: 'json' }`.
  if (path && JSON_FILE.test(path) && !context.importAttributes.type)
    return { format: 'module', source: moduleOf(readFileSync(path, 'utf8')), shortCircuit: true }
  if (path === undefined || !/\.[cm]?[jt]sx?$/.test(path)) return nextLoad(url, context)
  const source = readFileSync(path, 'utf8')
  if (!wants(path, source)) return nextLoad(url, context)
  const isOthers = isTypeScript(path) && readsTypeScript?.[0] === 1
  const format = isTypeScript(path)
    ? formatOf(path, isOthers ? '' : source)
    : (context.format ?? formatOf(path, source))
  // `require` loads it, where the other hook waits.
  if (format !== 'module') return { format: 'commonjs', shortCircuit: true }
  return { format, source: lowered(path, source, 'module'), shortCircuit: true }
}
