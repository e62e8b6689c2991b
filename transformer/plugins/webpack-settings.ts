/**
 * What webpack and Rspack have to be told: the language of their own glue, and where TypeScript is.
 *
 * It is said while plugins are applied, before their defaults are worked out.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { door, type Lowering } from './lowering.js'

interface Compiler {
  context: string
  options: {
    target?: string | false | string[]
    resolve: {
      extensions?: string[]
      extensionAlias?: Record<string, string | string[]>
      alias?: unknown
      tsconfig?: unknown
      tsConfig?: unknown
    }
    cache?: unknown
    experiments?: { typescript?: unknown }
  }
}

/** `tsconfig`: the option by which the host finds what `paths` stand for. */
export function webpackSettings(host: unknown, lowering: Lowering, tsconfig: 'tsconfig' | 'tsConfig'): void {
  const { options, context } = host as Compiler
  const { resolve: finding } = options
  if (lowering.isOld) options.target = atES5(options.target)
  finding.extensions ??= ['.ts', '.tsx', '.mts', '...']
  finding.extensionAlias = {
    '.js': ['.ts', '.tsx', '.js'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
    ...finding.extensionAlias,
  }
  finding.alias = withDoors(finding.alias)
  const file = join(context, 'tsconfig.json')
  if (existsSync(file)) finding[tsconfig] ??= { configFile: file, references: 'auto' }
  // From Node 22 on webpack takes types away by itself, and a .ts file in a package of CommonJS for CommonJS.
  options.experiments = { typescript: false, ...options.experiments }
  keyed(options.cache, lowering)
}

/** `['web', 'es5']`, or the platform that was asked for with `es5` behind it. */
function atES5(target: Compiler['options']['target']): string[] {
  const platforms = (Array.isArray(target) ? target : [target || 'web']).filter(
    (it) => !/^(es\d+|browserslist)/.test(it),
  )
  return [...(platforms.length > 0 ? platforms : ['web']), 'es5']
}

/** The doors that compiled code asks for, as webpack's alias, beside what is there. */
function withDoors(alias: unknown): unknown {
  const doors = ['globeflower', 'globeflower/frame', 'globeflower/helpers', 'globeflower/bare'].flatMap((name) => {
    const file = door(name)
    return file ? [{ name, alias: file }] : []
  })
  if (Array.isArray(alias)) return [...(alias as unknown[]), ...doors.map((it) => ({ ...it, onlyModule: true }))]
  return { ...Object.fromEntries(doors.map(({ name, alias: file }) => [`${name}$`, file])), ...(alias as object) }
}

/** What is kept on disk was made by this version with these options. */
function keyed(cache: unknown, lowering: Lowering): void {
  if (typeof cache !== 'object' || cache === null) return
  const kept = cache as { type?: string; version?: string }
  if (kept.type === 'filesystem' || kept.type === 'persistent') {
    kept.version = `${kept.version ?? ''}|globeflower ${version} ${lowering.key}`
  }
}

const { version } = createRequire(import.meta.url)('globeflower/package.json') as { version: string }

/** Is this the file of an entry? Rspack tells only when its graph is complete, so names are compared. */
export function isWebpackEntry(native: unknown): boolean {
  const { compiler, loaderContext } = (native ?? {}) as {
    compiler?: { context: string; options: { entry: unknown } }
    loaderContext?: { resourcePath: string }
  }
  if (!compiler || !loaderContext || typeof compiler.options.entry !== 'object') return false
  const { resourcePath } = loaderContext
  const stem = resourcePath.replace(/(\/index)?\.\w+$/, '')
  return Object.values(compiler.options.entry as Record<string, { import?: string[] }>).some((entry) =>
    entry.import?.some((it) => [resourcePath, stem].includes(resolve(compiler.context, it))),
  )
}
