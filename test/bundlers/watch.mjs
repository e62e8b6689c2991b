/**
 * A bundler that stays and watches: `node watch.mjs <bundler> <folder>`, where main.ts prints what part.ts exports.
 * Prints what came of the program at first, and once part.ts had changed.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const [name, folder] = process.argv.slice(2)
const entry = join(folder, 'main.ts')
const outfile = join(folder, 'out.js')
const change = () => writeFileSync(join(folder, 'part.ts'), "export const part = async () => 'second'\n")

/** What is there once it holds the word. */
async function holding(word, text) {
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(50)) {
    const found = await text().catch(() => '')
    if (found.includes(word)) return found
  }
  throw new Error(`${word} never came`)
}

async function both(text) {
  const first = await holding('first', text)
  // Watchers that have only just begun overlook a change within the same moment.
  await wait(300)
  change()
  return [first, await holding('second', text)]
}

const written = async () => readFileSync(outfile, 'utf8')

/** webpack and Rspack. */
async function watched(pack, plugin) {
  const output = { path: folder, filename: 'out.js' }
  const compiler = pack({ mode: 'none', entry, output, plugins: [plugin] })
  const watching = compiler.watch({ aggregateTimeout: 20 }, (error) => {
    if (error) throw error
  })
  const found = await both(written)
  await new Promise((resolve) => watching.close(resolve))
  return found
}

const bundlers = {
  async esbuild() {
    const { context } = await import('esbuild')
    const { default: globeflower } = await import('globeflower/esbuild')
    const watching = await context({ entryPoints: [entry], bundle: true, outfile, plugins: [globeflower()] })
    await watching.watch()
    const found = await both(written)
    await watching.dispose()
    return found
  },

  async webpack() {
    const { default: webpack } = await import('webpack')
    const { default: globeflower } = await import('globeflower/webpack')
    return watched(webpack, globeflower())
  },

  async rspack() {
    const { rspack } = await import('@rspack/core')
    const { default: globeflower } = await import('globeflower/rspack')
    return watched(rspack, globeflower())
  },

  async rollup() {
    const { watch } = await import('rollup')
    const { default: globeflower } = await import('globeflower/rollup')
    const output = { file: outfile, format: 'iife' }
    const watching = watch({ input: entry, plugins: [globeflower()], output })
    watching.on('event', (event) => event.result?.close())
    const found = await both(written)
    await watching.close()
    return found
  },

  async rolldown() {
    const { watch } = await import('rolldown')
    const { default: globeflower } = await import('globeflower/rolldown')
    const output = { file: outfile, format: 'iife' }
    const checks = { bundlerTimings: false }
    const watching = watch({ input: entry, platform: 'browser', checks, plugins: [globeflower()], output })
    watching.on('event', (event) => event.result?.close())
    const found = await both(written)
    await watching.close()
    return found
  },

  async vite() {
    const { createServer } = await import('vite')
    const { default: globeflower } = await import('globeflower/vite')
    const server = await createServer({
      root: folder,
      configFile: false,
      logLevel: 'error',
      plugins: [globeflower()],
      server: { middlewareMode: true, ws: false },
      optimizeDeps: { noDiscovery: true },
    })
    const found = await both(async () => {
      // Told by hand: on a machine with few watchers to give there is no news.
      server.watcher.emit('change', join(folder, 'part.ts'))
      return (await server.transformRequest('/part.ts'))?.code ?? ''
    })
    await server.close()
    return found
  },
}

console.log(JSON.stringify(await bundlers[name]()))
