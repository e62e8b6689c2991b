/**
 * `globeflower run`: compile a program and run it under Node.
 *
 * The program's own files, and those of the packages of its workspace, become one module with a map
 * inside, so that stack traces name the lines that were written, and each is told its own place
 * (own-place.ts). Installed packages stay where they are, and the module lies in node_modules/.cache,
 * from where Node finds the same ones.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildFailure, Plugin } from 'esbuild'
import globeflower, { type EsbuildOptions } from '../plugins/esbuild.js'
import { failureOf, findingOf } from './build.js'
import { mustBeSource, onlyInput } from './files.js'
import type { Input } from './index.js'
import { OWN, ownPlace, PLACE } from './own-place.js'
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
      define: PLACE,
      charset: 'utf8',
      sourcemap: 'inline',
      logLevel: 'silent',
      // The program is still told its own name. What is CommonJS requires from where the module lies.
      banner: {
        js:
          `process.argv[1] = ${JSON.stringify(entry)}; ${OWN} ` +
          "import { createRequire as $gfCreateRequire } from 'node:module'; var require = $gfCreateRequire(import.meta.url);",
      },
      plugins: [ownRuntime, packages(outfile), ownPlace(globeflower(options))],
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

/** What is installed stays where it is, and is found from where the program lies or by its address. */
function packages(outfile: string): Plugin {
  return {
    name: 'globeflower-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === packages || from.kind === 'entry-point' || isBuiltin(path)) return undefined
        const found = await build.resolve(path, { ...from, pluginData: packages })
        if (found.errors.length > 0 || found.external) return { path, external: true }
        if (!INSTALLED.test(found.path)) return undefined
        return { path: isSeen(path, found.path, outfile) ? path : pathToFileURL(found.path).href, external: true }
      })
    },
  }
}

const INSTALLED = /[\\/]node_modules[\\/]/

/** The nearest package of that name is the one that was found. */
function isSeen(specifier: string, file: string, from: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]
  for (let at = dirname(from); ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(folder)) return file.startsWith(realpathSync(folder) + sep)
    if (dirname(at) === at) return false
  }
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
