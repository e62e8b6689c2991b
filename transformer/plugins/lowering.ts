/**
 * One file on its way into a bundle, the same for every bundler.
 *
 * Law: a file goes through the compiler only when it has to. At ES2015 and later a look at its text
 * tells (no `async`, no `yield`: nothing to do); at ES5 the parser has the last word.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { originalPositionFor, TraceMap, type EncodedSourceMap } from '@jridgewell/trace-mapping'
import { parse } from 'acorn'
import { projectOptions } from '../hosts/typescript/project.js'
import { compile, type CompileOptions, type CompileResult, type Diagnostic } from '../index.js'
import { namesBuiltIns, needsOf, provideBuiltIns } from './builtins.js'
import { computedImports, inlineImports, type Inlining } from './dynamic-import.js'
import { makesKeys, tellKeyOrder } from './key-order.js'
import { namesNodeEnv, replaceNodeEnv } from './node-env.js'
import { newerLiterals } from './newer-literals.js'
import { lowerPatterns, namesPatterns } from './patterns.js'

/** What every bundler's plugin takes. */
export interface BundleOptions extends Pick<CompileOptions, 'semantics' | 'target' | 'runtime' | 'host' | 'debug'> {
  /**
   * The program's last statement runs the loop on engines that have none (MuJS, Duktape). Default: at ES5 and ES3,
   * where the files of the program are bundled.
   */
  drain?: boolean
  /**
   * What programs name of the library and ES5 engines lack, `Number.isInteger`, `''.includes` …: taken from
   * core-js-pure, or reported by position. Default: provided, below ES2015. At ES3, and with false: neither.
   */
  builtins?: 'provide' | 'report' | false
  /**
   * Keys come in the order they were made also on engines that keep them sorted (MuJS): literals and writes say so.
   * Default: no; `globeflower build` takes it at ES5.
   */
  keyOrder?: boolean
}

export interface Place {
  /** The first file of a program. */
  isEntry?: boolean
  /** Somebody else takes types and JSX away, before or after us. */
  stripsTypes?: boolean
  /** Of the bundler itself: it may be lowered, but must not import anything. */
  isGlue?: boolean
  /** The bundler leaves `process.env.NODE_ENV` as it is. */
  keepsNodeEnv?: boolean
  /** A bundle of one file: how `import()` becomes a part of it. */
  inlines?: Inlining
}

export class Lowering {
  target: NonNullable<BundleOptions['target']>
  /** First files that the bundler itself does not call so. */
  readonly entries = new Set<string>()
  /** Nobody knows an entry then: Vite's server refuses to be asked. */
  isServing = false
  private readonly told = new Set<string>()
  private readonly cache = new Map<string, { source: string; result: CompileResult }>()

  constructor(private readonly options: BundleOptions = {}) {
    this.target = options.target ?? 'es5'
  }

  /** Nothing of ES2015 may be left. */
  get isOld(): boolean {
    return this.target === 'es3' || this.target === 'es5'
  }

  /** For a page under development: engines are new, what suspends is ours all the same. */
  serve(): void {
    this.target = 'esnext'
    this.isServing = true
  }

  /** Tells results of different options apart. */
  get key(): string {
    return JSON.stringify({ ...this.options, target: this.target })
  }

  /** The file as it goes on, or undefined when it stays as it is. */
  lower(path: string, source: string, place: Place = {}): CompileResult | undefined {
    if (isOwnRuntime(path) || CORE_JS.test(path)) return undefined
    const { isEntry = false, stripsTypes = false, isGlue = false } = place
    const drains = (isEntry || this.entries.has(path)) && (this.options.drain ?? this.isOld)
    const isReady =
      isAtTarget(path, source, this.target) &&
      (stripsTypes || !/\.([cm]?ts|[jt]sx)$/.test(path)) &&
      !(
        this.isOld &&
        !isGlue &&
        ((this.builtins && namesBuiltIns(source)) ||
          namesPatterns(source) ||
          (this.options.keyOrder === true && makesKeys(source)) ||
          (place.keepsNodeEnv && namesNodeEnv(source)))
      )
    if (isReady) return drains ? { code: source + tailFor(source), diagnostics: [] } : undefined
    const compiled = this.once(path, source)
    const result = isGlue ? compiled : this.finish(path, compiled, place)
    return drains ? { ...result, code: result.code + tailFor(result.code) } : result
  }

  private get builtins(): BundleOptions['builtins'] {
    return this.options.builtins ?? 'provide'
  }

  private finish(path: string, compiled: CompileResult, { inlines, keepsNodeEnv }: Place): CompileResult {
    if (!this.isOld || !compiled.map) return compiled
    const result = keepsNodeEnv ? { ...compiled, ...replaceNodeEnv(compiled.code, compiled.map) } : compiled
    let inlined = result
    if (inlines) {
      const lost = isOfPackage(path) ? [] : computedImports(result.code)
      const told = lost.map((at) => diagnosticIn(result, at, path, 'computed-import', COMPUTED, 'import'.length))
      inlined = {
        ...inlineImports(result.code, result.map!, inlines),
        diagnostics: [...result.diagnostics, ...told],
      }
    }
    inlined = { ...inlined, ...lowerPatterns(inlined.code, inlined.map!) }
    const newer = newerLiterals(inlined.code).map(({ what, at, length }) =>
      diagnosticIn(inlined, at, path, 'newer-literal', NEWER.replace('%', what), length),
    )
    if (newer.length > 0) inlined = { ...inlined, diagnostics: [...inlined.diagnostics, ...newer] }
    if (this.options.keyOrder) inlined = { ...inlined, ...tellKeyOrder(inlined.code, inlined.map!) }
    const { builtins } = this
    if (builtins === 'provide') return { ...inlined, ...provideBuiltIns(inlined.code, inlined.map!, this.target) }
    if (builtins === 'report')
      return { ...inlined, diagnostics: [...inlined.diagnostics, ...this.report(path, inlined)] }
    return inlined
  }

  /** Each name once, where it was met first. */
  private report(path: string, made: CompileResult): Diagnostic[] {
    return needsOf(made.code).flatMap(({ name, at }) => {
      if (this.told.has(name)) return []
      this.told.add(name)
      const message = `ES5 engines have no ${name}. Take builtins: 'provide', or load a polyfill before.`
      return [diagnosticIn(made, at, path, 'builtin-needed', message, name.length)]
    })
  }

  /** A file that has not changed since is not compiled again: watching, and builds in a row. */
  private once(path: string, source: string): CompileResult {
    const known = this.cache.get(path)
    if (known?.source === source) return known.result
    const { drain: _, builtins: __, keyOrder: ___, ...options } = this.options
    const project = options.host === 'babel' ? undefined : projectOptions(path)
    const made = compile(source, { ...options, target: this.target, fileName: path, sourceMap: true, project })
    // Nobody mends the warnings of other people's packages.
    const told = isOfPackage(path) ? made.diagnostics.filter(isFault) : made.diagnostics
    const result = { ...made, diagnostics: told }
    this.cache.set(path, { source, result })
    return result
  }
}

function isOfPackage(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path)
}

const COMPUTED =
  'The name of this `import()` is only known when it runs, so its module cannot become a part of the file. Name the modules one by one.'

const NEWER =
  'This % cannot be lowered to ES5: an older engine refuses the whole script. Leave it out, or raise `target`.'

/** A warning at a place of the result, where it was written. */
function diagnosticIn(
  { code, map }: CompileResult,
  at: number,
  fileName: string,
  id: string,
  message: string,
  length: number,
): Diagnostic {
  const { line, column } = originalPositionFor(new TraceMap(map as EncodedSourceMap), placeIn(code.split('\n'), at))
  const place = { fileName, line: line ?? 1, column: (column ?? 0) + 1, start: 0, length }
  return { id, message, severity: 'warning', ...place }
}

function isFault({ severity }: Diagnostic): boolean {
  return severity !== 'warning'
}

function placeIn(lines: string[], at: number): { line: number; column: number } {
  let left = at
  let line = 0
  while (left > lines[line]!.length) left -= lines[line++]!.length + 1
  return { line: line + 1, column: left }
}

/** `.js`, `.mts`, `.tsx` and their kin, with or without a query behind. */
export const SOURCE = /\.[cm]?[jt]sx?(?:$|\?)/

/** Where nothing else drives the loop, the program itself does, last of all. */
function tailFor(code: string): string {
  return isCommonJs(code)
    ? "\nrequire('globeflower/bare').drain();\n"
    : "\nimport { drain as $gfDrain } from 'globeflower/bare';\n$gfDrain();\n"
}

function isCommonJs(code: string): boolean {
  if (/^[ \t]*(?:import\b(?![ \t]*[(.])|export\b)/m.test(code)) return false
  return /\brequire\s*\(|\bmodule\s*\.\s*exports\b|\bexports\s*[.[]/.test(code)
}

export const DOOR = /^globeflower(\/|$)/

const own = createRequire(import.meta.url)

/**
 * The runtime always comes from the package whose compiler wrote the calls. Undefined: no such door.
 * That of the network has another side where there is no Node.
 */
export function door(specifier: string, forNode = true): string | undefined {
  try {
    const file = own.resolve(specifier)
    return specifier === 'globeflower/net' && !forNode ? join(dirname(file), 'index.js') : file
  } catch {
    return undefined
  }
}

/** Written for these engines; what it looks at must stay the engine's own. */
const CORE_JS = /[\\/]node_modules[\\/]core-js(?:-pure)?[\\/]/

/** The compiled runtime, in whatever copy of the package: at its target already. */
export function isOwnRuntime(path: string): boolean {
  const end = path.lastIndexOf(RUNTIME)
  if (end < 0) return false
  const folder = path.slice(0, end)
  let known = copies.get(folder)
  if (known === undefined) copies.set(folder, (known = nameOf(folder) === 'globeflower'))
  return known
}

const RUNTIME = `${sep}dist${sep}runtime${sep}`

const copies = new Map<string, boolean>()

function nameOf(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }).name
  } catch {
    return undefined
  }
}

/** A word that only suspending code has. */
export const SUSPENDING = /\b(?:async|await|yield|using)\b|\bfunction\s*\*/

/** What an ES5 engine may lack and compiled code gets from the runtime. */
export const LIBRARY =
  /\b(?:Promise|Symbol|set(?:Timeout|Interval)|clear(?:Timeout|Interval)|queueMicrotask|console|(?:Weak)?(?:Map|Set)|Array\s*\.\s*from)\b/

/** True when `compile()` would hand the file back as it is. A cheap look, no second opinion: in doubt, false. */
function isAtTarget(path: string, source: string, target: string): boolean {
  if (target !== 'es3' && target !== 'es5') return !SUSPENDING.test(source)
  if (/\.([cm]?ts|[jt]sx)$/.test(path) || LIBRARY.test(source)) return false
  try {
    parse(source, { ecmaVersion: 5, sourceType: 'module', allowReturnOutsideFunction: true, allowHashBang: true })
    return true
  } catch {
    return false
  }
}
