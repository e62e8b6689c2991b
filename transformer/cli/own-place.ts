/**
 * Each file of a bundle for Node is told its own place, not that of the bundle.
 *
 *   [source]               [made]
 *   import.meta.dirname    $gfMeta.dirname, from a module made for the file
 *   __dirname              $gfDirname
 *
 * The import stands last in the file: it runs first all the same, and moves no line.
 */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OnLoadResult, Plugin } from 'esbuild'

/** For esbuild's `define`. A name that a file declares is the file's own. */
export const PLACE = { 'import.meta': '$gfMeta', __dirname: '$gfDirname', __filename: '$gfFilename' }

const NAMED = /\bimport\.meta\b|\b__(?:dir|file)name\b/

const SPECIFIER = 'globeflower-place:'

/** The plugin, with the places in what it loads. */
export function ownPlace(plugin: Plugin): Plugin {
  return {
    ...plugin,
    setup(build) {
      build.onResolve({ filter: /^globeflower-place:/ }, ({ path }) => ({
        path: path.slice(SPECIFIER.length),
        namespace: 'globeflower-place',
        sideEffects: false,
      }))
      build.onLoad({ filter: /./, namespace: 'globeflower-place' }, ({ path }) => ({ contents: moduleOf(path) }))
      return plugin.setup({
        ...build,
        onLoad: (options, load) =>
          build.onLoad(options, async (args) => {
            const result = (await load(args)) ?? undefined
            return options.namespace === 'file' ? withPlace(args.path, result) : result
          }),
      })
    },
  }
}

function withPlace(path: string, result: OnLoadResult | undefined): OnLoadResult | undefined {
  if (result?.errors?.length) return result
  const contents = String(result?.contents ?? readFileSync(path, 'utf8'))
  if (!NAMED.test(contents)) return result
  const names = 'meta as $gfMeta, dirname as $gfDirname, filename as $gfFilename'
  const text = `\nimport { ${names} } from ${JSON.stringify(SPECIFIER + path)}\n`
  return { loader: 'default', resolveDir: dirname(path), ...result, contents: contents + text }
}

/** What Node would say of it: a relative name is resolved from the file, a package from where the bundle lies. */
function moduleOf(path: string): string {
  const [filename, dir, url] = [path, dirname(path), pathToFileURL(path).href].map((it) => JSON.stringify(it))
  return [
    `export const filename = ${filename}, dirname = ${dir}`,
    `const resolve = (name) => (/^\\.{0,2}\\//.test(name) ? new URL(name, ${url}).href : $gfOwn.resolve(name))`,
    `export const meta = { __proto__: null, dirname, filename, resolve, url: ${url} }`,
  ].join('\n')
}

/** Before everything else in the bundle. */
export const OWN = 'var $gfOwn = import.meta;'
