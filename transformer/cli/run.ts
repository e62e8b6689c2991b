/**
 * `globeflower run`: compile a program and run it under Node.
 *
 * The program's own files become one module with a map inside, so that stack
 * traces name the lines that were written. Packages stay where they are, and
 * the module lies in node_modules/.cache, from where Node finds the same ones.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildFailure, Plugin } from 'esbuild'
import globeflower, { type EsbuildOptions } from '../plugins/esbuild.js'
import { failureOf, findingOf } from './build.js'
import { mustBeSource, onlyInput } from './files.js'
import type { Input } from './index.js'
import { report } from './report.js'

export default async function run({ values, files, rest }: Input): Promise<number> {
  const file = onlyInput(files, 'run')
  mustBeSource(file)
  const folder = makeFolder(dirname(resolve(file)))
  try {
    const script = join(folder, 'program.mjs')
    const inspect = values.inspect === true
    const options: EsbuildOptions = { target: 'es2022', debug: inspect || values.debug === true }
    if (values.semantics) options.semantics = values.semantics as 'task' | 'promise'
    writeFileSync(script, await bundleForNode(resolve(file), script, options))
    return await execute([...(inspect ? ['--inspect-brk'] : []), script, ...rest])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bundleForNode(entry: string, outfile: string, options: EsbuildOptions): Promise<string> {
  const esbuild = await import('esbuild')
  const result = await esbuild
    .build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      charset: 'utf8',
      sourcemap: 'inline',
      logLevel: 'silent',
      // The program is still told its own name.
      banner: { js: `process.argv[1] = ${JSON.stringify(entry)};` },
      plugins: [ownRuntime, globeflower(options)],
    })
    .catch((error: BuildFailure) => {
      if (!Array.isArray(error.errors)) throw error
      throw failureOf(error)
    })
  for (const it of result.warnings) console.error(`warning: ${report(findingOf(it))}`)
  return result.outputFiles[0]!.text
}

/** `globeflower/…` is this package, also where the program's folder has none. */
const ownRuntime: Plugin = {
  name: 'globeflower-own-runtime',
  setup(build) {
    const own = createRequire(import.meta.url)
    build.onResolve({ filter: /^globeflower(\/|$)/ }, ({ path }) => ({
      path: pathToFileURL(own.resolve(path)).href,
      external: true,
    }))
  },
}

function execute(args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', ...args], { stdio: 'inherit' })
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

function makeFolder(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const modules = join(at, 'node_modules')
    if (existsSync(modules)) {
      const cache = join(modules, '.cache', 'globeflower')
      try {
        mkdirSync(cache, { recursive: true })
        return mkdtempSync(join(cache, 'run-'))
      } catch {
        break
      }
    }
    if (dirname(at) === at) break
  }
  return mkdtempSync(join(tmpdir(), 'globeflower-'))
}
