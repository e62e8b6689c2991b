/** The programs of programs/, as our `build` and as TypeScript 6 with promise-polyfill would ship them. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { door, transpile } from '../bench/variants.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const peer = createRequire(new URL('../bench/peers/package.json', import.meta.url))
const dist = new URL('../../dist/transformer/', import.meta.url)

export async function ours(name, semantics) {
  const { bundle } = await import(new URL('cli/build.js', dist))
  const { code } = await bundle(program(name), {
    outfile: join(root, `test/output/size/${name}.js`),
    target: 'es5',
    minify: true,
    semantics,
  })
  return weigh(code)
}

/** TypeScript 6 at ES5, tslib's helpers as far as used, promise-polyfill in front. */
export async function theirs(name) {
  const result = await build({
    stdin: {
      contents: `import 'promise-polyfill/dist/polyfill.js'\nimport ${JSON.stringify(program(name))}`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es5',
    logLevel: 'error',
    plugins: [
      kept(program(name)),
      {
        name: 'typescript',
        setup(build) {
          const runtime = { filter: /^tslib$|^promise-polyfill\// }
          build.onResolve(runtime, ({ path }) => ({ path: path === 'tslib' ? tslib() : peer.resolve(path) }))
          build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            contents: transpile(readFileSync(path, 'utf8'), 'ES5', { importHelpers: true, fileName: path }),
            loader: 'js',
          }))
        },
      },
    ],
  })
  return weigh(result.outputFiles[0].text)
}

/** Minified bytes of each file in our bundle, largest first: what `build` does, with esbuild's own account of it. */
export async function modules(name) {
  const { default: globeflower } = await import(new URL('plugins/esbuild.js', dist))
  const { metafile } = await build({
    stdin: {
      contents: `import ${JSON.stringify(program(name))}\nimport { drain } from 'globeflower/bare'\ndrain()`,
      resolveDir: root,
      sourcefile: 'globeflower:drain',
    },
    outfile: join(root, `test/output/size/${name}.js`),
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    logLevel: 'error',
    absWorkingDir: root,
    alias: { 'globeflower/bare': door('globeflower/bare') },
    plugins: [kept(program(name)), globeflower({ target: 'es5' })],
  })
  const [{ inputs, bytes }] = Object.values(metafile.outputs)
  const list = Object.entries(inputs)
    .map(([file, { bytesInOutput }]) => [relative(root, join(root, file)), bytesInOutput])
    .filter(([, bytes]) => bytes > 0)
  return [...list.sort((a, b) => b[1] - a[1]), ['total', bytes]]
}

export function weigh(code) {
  const text = code.trimEnd()
  return {
    bytes: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    brotli: brotliCompressSync(text).length,
  }
}

/** A program is there for its effects, whatever our package.json says. */
function kept(file) {
  return {
    name: 'kept',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path }) => (path === file ? { path, sideEffects: true } : undefined))
    },
  }
}

function program(name) {
  return join(root, `test/size/programs/${name}.ts`)
}

function tslib() {
  return peer.resolve('tslib/tslib.es6.mjs')
}
