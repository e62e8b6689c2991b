/**
 * The esbuild plugin: every JavaScript and TypeScript file of the bundle, those
 * of npm packages too, goes through `compile()` on its way in.
 *
 * esbuild itself lowers nothing below ES2015, so what it gets must be at the
 * target already; its own glue it prints for ES5, and that is mended at the end (esbuild-output.ts).
 */
import { basename, dirname, relative, resolve } from 'node:path'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import type { Loader, Message, OnLoadResult, OnResolveResult, PartialMessage, Plugin, PluginBuild } from 'esbuild'
import type { Diagnostic, SourceMapV3 } from '../index.js'
import { mendOutput } from './esbuild-output.js'
import { DOOR, door, Lowering, type BundleOptions, type Place } from './lowering.js'
import { sourceText, Unreadable } from './source-text.js'

export type EsbuildOptions = BundleOptions

export default function globeflower(options: EsbuildOptions = {}): Plugin {
  const lowering = new Lowering(options)

  return {
    name: 'globeflower',
    setup(build) {
      const { initialOptions } = build
      const isBundle = initialOptions.bundle === true
      initialOptions.target = lowering.target === 'es3' ? 'es5' : lowering.target

      if (isBundle && initialOptions.packages !== 'external') {
        build.onResolve({ filter: DOOR }, ({ path }) => found(path, initialOptions.platform === 'node'))
      }
      const entries = isBundle ? entriesOf(build) : new Set<string>()

      const compiled = new Map<string, { map: SourceMapV3; source: string }>()
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path }) => {
        const source = readSource(path)
        if (typeof source !== 'string') return source
        const place: Place = {
          isEntry: entries.has(path),
          stripsTypes: true,
          ...(isBundle ? { inlines: 'required' } : {}),
        }
        const made = lowering.lower(path, source, place)
        if (!made) return undefined
        const { code, map } = made
        if (map) compiled.set(resolve(path), { map, source })
        const { diagnostics } = made
        return {
          contents: withMap(importing(code), map && { ...map, sources: [basename(path)] }),
          loader: map ? loaderAfter(path) : loaderOf(path),
          resolveDir: dirname(path),
          errors: diagnostics.filter((it) => it.severity !== 'warning').map((it) => message(it, path, source)),
          warnings: diagnostics.filter((it) => it.severity === 'warning').map((it) => message(it, path, source)),
        }
      })

      // esbuild places its own messages in what it was given; people look into what they wrote.
      build.onEnd(({ errors, warnings }) => {
        for (const message of [...errors, ...warnings]) moveToSource(message, compiled)
      })
      const { target } = lowering
      if (isBundle && (target === 'es3' || target === 'es5')) mendOutput(build, target)
    },
  }
}

/** Filled while the entry points are resolved. */
function entriesOf(build: PluginBuild): Set<string> {
  const entries = new Set<string>()
  const { entryPoints = [] } = build.initialOptions
  const names = Array.isArray(entryPoints)
    ? entryPoints.map((it) => (typeof it === 'string' ? it : it.in))
    : Object.values(entryPoints)
  if (names.length === 0) return entries
  // esbuild writes `./src/main.ts` for the `src/main.ts` that is a file.
  const filter = new RegExp(`^(?:\\./)?(?:${names.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`)
  build.onResolve({ filter }, async ({ path, kind, importer, resolveDir, pluginData }) => {
    if (kind !== 'entry-point' || pluginData === entries) return undefined
    const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: entries })
    if (found.errors.length > 0) return undefined
    entries.add(found.path)
    // A program is there for its effects, whatever the package.json above it says.
    return { ...found, sideEffects: true }
  })
  return entries
}

/** The runtime always comes from the package whose compiler wrote the calls. */
function found(path: string, forNode: boolean): OnResolveResult {
  const file = door(path, forNode)
  if (file) return { path: file, sideEffects: false }
  return { errors: [{ text: `${path} is not a door of this globeflower. Its package.json lists them under exports.` }] }
}

function readSource(path: string): string | OnLoadResult {
  try {
    return sourceText(path)
  } catch (error) {
    if (error instanceof Unreadable) return { errors: [{ text: error.message }] }
    throw error
  }
}

/** TypeScript and JSX are gone after `compile()`. */
function loaderAfter(path: string): Loader {
  return /x$/.test(path) ? 'jsx' : 'js'
}

function loaderOf(path: string): Loader {
  return /\.[cm]?([jt]sx?)$/.exec(path)![1] as Loader
}

function withMap(code: string, map: SourceMapV3 | undefined): string {
  if (!map) return code
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`
}

/**
 * A CommonJS file requires the runtime, which would keep all of it. esbuild takes an import in a file that
 * exports through `module`, and follows the names.
 */
function importing(code: string): string {
  return code.replace(/^(\s*)var (\S+) = require\((['"]globeflower\/\w+['"])\);?$/gm, '$1import * as $2 from $3;')
}

/** Of a message that stands where it was written. */
const OURS = 'globeflower'

function moveToSource(message: Message, compiled: Map<string, { map: SourceMapV3; source: string }>): void {
  const { location } = message
  const made = location && compiled.get(resolve(location.file))
  if (!made || message.detail === OURS) return
  const found = originalPositionFor(new TraceMap(made.map), { line: location.line, column: location.column })
  if (found.line === null) return
  const lineText = made.source.split(/\r\n?|\n/)[found.line - 1] ?? ''
  Object.assign(location, { line: found.line, column: found.column, lineText })
  location.length = Math.min(location.length, Math.max(1, lineText.length - found.column))
}

function message(it: Diagnostic, path: string, source: string): PartialMessage {
  const lineText = source.split(/\r\n?|\n/)[it.line - 1] ?? ''
  return {
    id: it.id,
    detail: OURS,
    text: it.message,
    location: {
      file: relative(process.cwd(), path),
      line: it.line,
      column: it.column - 1,
      length: it.length,
      lineText,
    },
  }
}
