/**
 * The program of this folder through one bundler, with what the README says of it and nothing else:
 * `node bundle.mjs <bundler> <entry> <out folder> [minify]` leaves out.js (and out.js.map) there.
 */
import { dirname, join } from 'node:path'

const bundlers = {
  async esbuild({ entry, out, minify }) {
    const { build } = await import('esbuild')
    const { default: globeflower } = await import('globeflower/esbuild')
    const outfile = join(out, 'out.js')
    await build({ entryPoints: [entry], bundle: true, outfile, minify, sourcemap: true, plugins: [globeflower()] })
  },

  async rollup({ entry, out }) {
    const { rollup } = await import('rollup')
    const { default: nodeResolve } = await import('@rollup/plugin-node-resolve')
    const { default: commonjs } = await import('@rollup/plugin-commonjs')
    const { default: globeflower } = await import('globeflower/rollup')
    const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true }), commonjs(), globeflower()] })
    const file = join(out, 'out.js')
    await bundle.write({ file, format: 'iife', inlineDynamicImports: true, sourcemap: true })
  },

  async rolldown({ entry, out, minify }) {
    const { rolldown } = await import('rolldown')
    const { default: globeflower } = await import('globeflower/rolldown')
    const bundle = await rolldown({ input: entry, platform: 'browser', checks, plugins: [globeflower()] })
    const file = join(out, 'out.js')
    await bundle.write({ file, format: 'iife', codeSplitting: false, sourcemap: true, minify })
  },

  async vite({ entry, out, minify }) {
    const { build } = await import('vite')
    const { default: globeflower } = await import('globeflower/vite')
    const output = { entryFileNames: 'out.js' }
    await build({
      root: dirname(entry),
      configFile: false,
      logLevel: 'warn',
      plugins: [globeflower()],
      build: { outDir: out, emptyOutDir: true, minify, sourcemap: true, rolldownOptions: { output, checks } },
    })
  },

  async webpack({ entry, out, minify }) {
    const { default: webpack } = await import('webpack')
    const { default: globeflower } = await import('globeflower/webpack')
    await compiled(webpack, settings({ entry, out, minify, plugin: globeflower() }))
  },

  async rspack({ entry, out, minify }) {
    const { rspack } = await import('@rspack/core')
    const { default: globeflower } = await import('globeflower/rspack')
    await compiled(rspack, settings({ entry, out, minify, plugin: globeflower() }))
  },
}

/** That plugins take most of the time is no news on a busy machine. */
const checks = { bundlerTimings: false }

const settings = ({ entry, out, minify, plugin }) => ({
  mode: minify ? 'production' : 'development',
  devtool: 'source-map',
  entry,
  output: { path: out, filename: 'out.js' },
  plugins: [plugin],
})

function compiled(bundler, config) {
  return new Promise((resolve, reject) => {
    bundler(config, (error, stats) => {
      if (error) return reject(error)
      if (stats.hasErrors()) return reject(new Error(stats.toString({ all: false, errors: true })))
      resolve()
    })
  })
}

const [name, entry, out, minify] = process.argv.slice(2)
await bundlers[name]({ entry, out, minify: minify === 'minify' })
