/**
 * The plugin for every bundler but esbuild (esbuild.ts): one factory, and what each host needs beside it.
 *
 *   Rollup     finds TypeScript files and `paths`, reads JSON, and a value for process.env.NODE_ENV; its own glue is ES5
 *   rolldown   a final pass over the script, for its glue is ES2015 (final-pass.ts)
 *   Vite       the same, and a page that loads a classic script (vite-settings.ts)
 *   webpack    target ['web', 'es5'], finds TypeScript files (webpack-settings.ts)
 *   Rspack     the same
 */
import { relative } from 'node:path'
import { createUnplugin, type UnpluginBuildContext, type UnpluginContext } from 'unplugin'
import type { Diagnostic } from '../index.js'
import { finalPass } from './final-pass.js'
import { JSON_FILE, moduleOf } from './json-module.js'
import { isOwnRuntime, Lowering, SOURCE, SUSPENDING, type BundleOptions, type Place } from './lowering.js'
import { resolver } from './resolver.js'
import { viteSettings } from './vite-settings.js'
import { isWebpackEntry, webpackSettings } from './webpack-settings.js'

export type { BundleOptions } from './lowering.js'

/** A plugin of Rollup, rolldown or Vite: all that its type asks for. */
export interface RollupPlugin {
  name: string
}

/** A plugin of webpack or Rspack. */
export interface WebpackPlugin {
  apply(compiler: unknown): void
}

export const unplugin = createUnplugin((options: BundleOptions | undefined, { framework }) => {
  const lowering = new Lowering(options)
  // These take types away themselves; Vite has done so before we see a file.
  const stripsTypes = framework === 'vite' || framework === 'rolldown'
  // These know `require` in a module, so that what is imported late also runs late.
  const inlines = stripsTypes ? 'required' : 'imported'
  // Rollup, where no other plugin does.
  let readsJson = false

  return {
    name: 'globeflower',
    transform: {
      // At ES2015 and later the text alone tells what has nothing to do.
      filter: {
        id: framework === 'rollup' ? [SOURCE, JSON_FILE] : SOURCE,
        ...(lowering.isOld || !stripsTypes ? {} : { code: SUSPENDING }),
      },
      handler(source, id) {
        const isGlue = id.startsWith('\0')
        // These get their final pass.
        if (isGlue && stripsTypes) return undefined
        if (JSON_FILE.test(id)) return readsJson ? { code: moduleOf(source), map: { mappings: '' } } : undefined
        const path = id.split('?')[0]!
        const place: Place = {
          isEntry: !lowering.isServing && isEntry(this, id),
          stripsTypes,
          isGlue,
          keepsNodeEnv: framework === 'rollup',
          inlines,
        }
        const made = lowering.lower(path, source, place)
        if (!made) return undefined
        for (const it of made.diagnostics) tell(this, it, id, !/^roll/.test(framework))
        return { code: made.code, map: made.map ? { ...made.map, sources: [path], file: path } : null }
      },
    },
    rollup: {
      ...resolver,
      buildStart: ({ plugins }: { plugins: readonly { name: string }[] }) => {
        readsJson = !plugins.some(({ name }) => name === 'json')
      },
      onLog: (_level: string, log: RollupLog) => !isOwnCycle(log),
    },
    rolldown: { ...resolver, ...(lowering.isOld ? finalPass() : {}) },
    vite: viteSettings(lowering) as object,
    webpack: (compiler) => webpackSettings(compiler, lowering, 'tsconfig'),
    rspack: (compiler) => webpackSettings(compiler, lowering, 'tsConfig'),
  }
})

type Context = UnpluginBuildContext & UnpluginContext

function isEntry(context: Context, id: string): boolean {
  const { getModuleInfo } = context as { getModuleInfo?: (id: string) => { isEntry: boolean } | null }
  if (getModuleInfo) return getModuleInfo.call(context, id)?.isEntry ?? false
  return isWebpackEntry(context.getNativeBuildContext?.())
}

interface RollupLog {
  code?: string
  ids?: string[]
}

/** The runtime's own modules know each other, which is no news to anyone. */
function isOwnCycle({ code, ids }: RollupLog): boolean {
  return code === 'CIRCULAR_DEPENDENCY' && ids !== undefined && ids.every(isOwnRuntime)
}

/** Some show the place by themselves. */
function tell(
  context: Context,
  { message, id, line, column, severity }: Diagnostic,
  file: string,
  withPlace: boolean,
): void {
  const place = withPlace ? `${relative(process.cwd(), file)}:${line}:${column}: ` : ''
  const said = { message: `${place}${message} (${id})`, id: file, loc: { file, line, column: column - 1 } }
  if (severity === 'warning') context.warn(said)
  else context.error(said)
}
