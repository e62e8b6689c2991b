/**
 * The esbuild plugin: every JavaScript and TypeScript file of the bundle, those
 * of npm packages too, goes through `compile()` on its way in.
 *
 * esbuild itself lowers nothing below ES2015, so what it gets must be at the
 * target already; its own glue it prints for ES5.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { parse } from 'acorn'
import type { Loader, Message, OnResolveResult, PartialMessage, Plugin } from 'esbuild'
import { compile, type CompileOptions, type CompileResult, type Diagnostic, type SourceMapV3 } from '../index.js'
import { inlineImports } from './dynamic-import.js'

export type EsbuildOptions = Pick<CompileOptions, 'semantics' | 'target' | 'runtime' | 'host'>

export default function globeflower(options: EsbuildOptions = {}): Plugin {
  const target = options.target ?? 'es5'
  const isOld = target === 'es3' || target === 'es5'
  const cache = new Map<string, { source: string; result: CompileResult }>()

  /** A file that has not changed since is not compiled again: watching, and builds in a row. */
  function compiledOnce(path: string, source: string): CompileResult {
    const known = cache.get(path)
    if (known?.source === source) return known.result
    const result = compile(source, { ...options, target, fileName: path, sourceMap: true })
    cache.set(path, { source, result })
    return result
  }

  return {
    name: 'globeflower',
    setup(build) {
      const { initialOptions } = build
      initialOptions.target = target === 'es3' ? 'es5' : target

      if (initialOptions.bundle && initialOptions.packages !== 'external') {
        build.onResolve({ filter: /^globeflower(\/|$)/ }, ({ path }) => door(path))
      }

      const compiled = new Map<string, { map: SourceMapV3; source: string }>()
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
        if (isOwnRuntime(path)) return undefined
        const source = await readFile(path, 'utf8')
        if (isAtTarget(path, source, target)) return undefined

        const { diagnostics, ...made } = compiledOnce(path, source)
        const inlines = isOld && initialOptions.bundle && made.map
        const { code, map } = inlines ? inlineImports(made.code, made.map!) : made
        if (map) compiled.set(resolve(path), { map, source })
        return {
          contents: withMap(importing(code), map && { ...map, sources: [basename(path)] }),
          loader: loaderAfter(path),
          resolveDir: dirname(path),
          errors: diagnostics.filter((it) => it.severity !== 'warning').map((it) => message(it, path, source)),
          warnings: diagnostics.filter((it) => it.severity === 'warning').map((it) => message(it, path, source)),
        }
      })

      // esbuild places its own messages in what it was given; people look into what they wrote.
      build.onEnd(({ errors, warnings }) => {
        for (const message of [...errors, ...warnings]) moveToSource(message, compiled)
      })
    },
  }
}

const own = createRequire(import.meta.url)

/** The runtime always comes from the package whose compiler wrote the calls. */
function door(path: string): OnResolveResult {
  try {
    return { path: own.resolve(path), sideEffects: false }
  } catch {
    return {
      errors: [{ text: `${path} is not a door of this globeflower. Its package.json lists them under exports.` }],
    }
  }
}

/** The folder of the compiled runtime: at its target already. */
let runtimeFolder: string | undefined

function isOwnRuntime(path: string): boolean {
  runtimeFolder ??= join(dirname(own.resolve('globeflower/frame')), sep)
  return path.startsWith(runtimeFolder)
}

/** What an ES5 engine may lack and compiled code gets from the runtime. */
const library =
  /\b(?:Promise|Symbol|set(?:Timeout|Interval)|clear(?:Timeout|Interval)|queueMicrotask|console|WeakMap|Array\s*\.\s*from)\b/

/** True when `compile()` would hand the file back as it is. A cheap look, no second opinion: in doubt, false. */
function isAtTarget(path: string, source: string, target: string): boolean {
  if (target !== 'es3' && target !== 'es5') return !/\b(?:async|await|yield|using)\b|\bfunction\s*\*/.test(source)
  if (!/\.[cm]?js$/.test(path) || library.test(source)) return false
  try {
    parse(source, { ecmaVersion: 5, sourceType: 'module', allowReturnOutsideFunction: true, allowHashBang: true })
    return true
  } catch {
    return false
  }
}

/** TypeScript and JSX are gone after `compile()`. */
function loaderAfter(path: string): Loader {
  return /x$/.test(path) ? 'jsx' : 'js'
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

function moveToSource(message: Message, compiled: Map<string, { map: SourceMapV3; source: string }>): void {
  const { location } = message
  const made = location && compiled.get(resolve(location.file))
  if (!made || message.pluginName !== '') return
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
