/**
 * Which files Node's loaders hand to the compiler, and what they get back: shared by the hook for
 * `import` (register-hooks.ts) and the one for `require` (register.ts).
 *
 *   GLOBEFLOWER_INCLUDE     packages whose .js is lowered too, with commas between
 *   GLOBEFLOWER_SEMANTICS   task (default) or promise
 *   GLOBEFLOWER_TARGET      the language of the output, default es2022
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aliased, projectOptions } from '../hosts/typescript/project.js'
import { compile, type CompileOptions } from '../index.js'
import { SOURCE, SUSPENDING } from './lowering.js'

const { GLOBEFLOWER_INCLUDE = '', GLOBEFLOWER_SEMANTICS = 'task', GLOBEFLOWER_TARGET = 'es2022' } = process.env
const included = new Set(GLOBEFLOWER_INCLUDE.split(',').map((it) => it.trim()))
const own = fileURLToPath(new URL('../..', import.meta.url))

export const makesTasks = GLOBEFLOWER_SEMANTICS === 'task'

export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path)
}

/** The program's own files and those of the packages that were asked for; never ours. */
export function wants(path: string, source: string): boolean {
  if (!SOURCE.test(path) || path.startsWith(own)) return false
  return isIncluded(path) && (isTypeScript(path) || /x$/.test(path) || needsIt(source))
}

function isIncluded(path: string): boolean {
  const owner = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1]
  return owner === undefined || included.has(owner.replace('\\', '/'))
}

/** At old targets everything is lowered, else only what suspends. */
function needsIt(source: string): boolean {
  return /^es[35]$/.test(GLOBEFLOWER_TARGET) || SUSPENDING.test(source)
}

/** With its map inside, so that stack traces name what was written. */
export function lowered(path: string, source: string, format: 'module' | 'commonjs'): string {
  const { code, diagnostics } = compile(source, {
    fileName: path,
    target: GLOBEFLOWER_TARGET as NonNullable<CompileOptions['target']>,
    semantics: GLOBEFLOWER_SEMANTICS as NonNullable<CompileOptions['semantics']>,
    module: format === 'commonjs' ? 'commonjs' : 'preserve',
    sourceMap: 'inline',
    project: projectOptions(path),
  })
  const fault = diagnostics.find(({ severity }) => severity !== 'warning')
  if (!fault) return code
  throw Object.assign(new SyntaxError(`${fault.message} (${fault.id})\n    at ${path}:${fault.line}:${fault.column}`), {
    code: fault.id,
  })
}

/** Is it a module? As Node tells: by its extension, its package, or in the end by its text. */
export function formatOf(path: string, source: string): 'module' | 'commonjs' {
  const extension = /\.([cm]?)[jt]sx?$/.exec(path)?.[1]
  if (extension === 'm') return 'module'
  if (extension === 'c') return 'commonjs'
  const type = packageType(dirname(path))
  if (type) return type
  return /^[ \t]*(?:import\b(?![ \t]*[(.])|export\b)/m.test(source) ? 'module' : 'commonjs'
}

const types = new Map<string, 'module' | 'commonjs' | undefined>()

function packageType(folder: string): 'module' | 'commonjs' | undefined {
  if (types.has(folder)) return types.get(folder)
  const file = join(folder, 'package.json')
  const above = dirname(folder)
  const type = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { type?: 'module' | 'commonjs' }).type
    : above === folder
      ? undefined
      : packageType(above)
  types.set(folder, type)
  return type
}

/** The TypeScript file that an import of its output means, or that has no extension. */
export function typeScriptFile(specifier: string, folder: string): string | undefined {
  if (!/^\.{0,2}\//.test(specifier)) return aliased(specifier, join(folder, 'input.ts'))
  const path = resolve(folder, specifier)
  const output = /\.([cm]?)js(x?)$/.exec(path)
  const stem = output ? path.slice(0, output.index) : path
  const endings = output ? [`.${output[1]}ts${output[2]}`, '.tsx'] : ['.ts', '.tsx', '.mts', '.cts', '/index.ts']
  return endings.map((end) => stem + end).find((it) => existsSync(it))
}
