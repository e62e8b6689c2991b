/**
 * `globeflower build`: a program, its packages and the runtime become one classic script.
 *
 *   bundle (esbuild, every file through compile(), its output mended for old engines)
 *     →  parse at the target  →  minify  →  write
 *
 * Law: nothing is written before the whole script has been parsed at its target.
 */
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { TraceMap, type EncodedSourceMap } from '@jridgewell/trace-mapping'
import type { BuildFailure, Metafile, Plugin } from 'esbuild'
import globeflower, { type EsbuildOptions } from '../plugins/esbuild.js'
import { isOwnRuntime } from '../plugins/lowering.js'
import { minified } from '../plugins/minify.js'
import { Failure } from './failure.js'
import { mustBeSource, onlyInput, write } from './files.js'
import { lackingIn } from './globals.js'
import type { Input } from './index.js'
import { originalText, originOf, packageOf, placeOf, type Origin } from './origin.js'
import { startProgress } from './progress.js'
import { report } from './report.js'
import { firstDisguised, firstOffence, type Offence } from './syntax.js'

export default async function build({ values, files }: Input): Promise<number> {
  const file = onlyInput(files, 'build')
  mustBeSource(file)
  const out = values.out
  if (typeof out !== 'string') throw new Failure('build needs a place for the script: -o <out.js>.', 2)
  if (resolve(out) === resolve(file)) throw new Failure(`${out} is the program itself. Name another file with -o.`, 2)

  const target = String(values.target ?? 'es5')
  const { code, map, warnings } = await bundle(file, {
    outfile: out,
    target,
    minify: values.minify === true,
    debug: values.debug === true,
    ...(values.semantics ? { semantics: values.semantics as 'task' | 'promise' } : {}),
  })
  for (const warning of warnings) console.error(`warning: ${warning}`)

  if (values.sourcemap) {
    write(`${out}.map`, JSON.stringify(map))
    write(out, `${code}//# sourceMappingURL=${out.slice(out.lastIndexOf('/') + 1)}.map\n`)
  } else write(out, code)

  const bytes = Buffer.byteLength(code)
  const gzip = gzipSync(code, { level: 9 }).length
  console.log(`${out}  ${grouped(bytes)} bytes, ${grouped(gzip)} gzip  ${target.toUpperCase().replace('EXT', 'ext')} ✓`)
  return 0
}

export interface BundleOptions {
  outfile: string
  target: string
  minify: boolean
  debug?: boolean
  semantics?: 'task' | 'promise'
}

export interface Bundle {
  code: string
  map: EncodedSourceMap
  warnings: string[]
}

/** The script as text, at its target; or a Failure that names what stands in the way. */
export async function bundle(
  file: string,
  { outfile, target, minify, debug, semantics }: BundleOptions,
): Promise<Bundle> {
  const level = target as NonNullable<EsbuildOptions['target']>
  const options = {
    target: level,
    drain: false,
    debug: debug === true,
    ...(semantics ? { semantics } : {}),
  }
  const old = target === 'es3' || target === 'es5' ? target : undefined
  // What is old becomes small at the end, when it has been checked.
  const settings = { outfile, minify: minify && !old, plugins: [globeflower({ ...options, keyOrder: !!old })] }
  let result = await scriptOf(file, STRICT, '', settings)
  const strict = isStrict(result.metafile)
  const loop = hasLoop(result.metafile)
  // What only old engines need goes again where the program does not.
  const ordered = !old || readsKeys(result.metafile)
  const narrow = !!old && !hasWideSigns(result.metafile)
  if (!ordered) settings.plugins = [globeflower(options)]
  if (narrow) settings.plugins.unshift(NARROW)
  if (loop || !strict || !ordered || narrow)
    result = await scriptOf(file, strict ? STRICT : '', loop ? DRAIN : '', settings)

  const code = result.outputFiles.find((it) => it.path.endsWith('.js') || it.path === resolve(outfile))!.text
  const map = JSON.parse(result.outputFiles.find((it) => it.path.endsWith('.map'))!.text) as EncodedSourceMap
  const early = old && firstOffence(code, 'es5')

  const trace = new TraceMap(map)
  const offence =
    early ??
    firstOffence(code, target) ??
    firstDisguised(code, target, (at, sign) => sign.test(originalText(at, code, trace)))
  if (offence) throw new Failure(blame(offence, code, trace, outfile, target))
  // Minified, a BigInt is a call that the check cannot tell from one that was written: esbuild has seen the literal.
  const literal = result.warnings.find((it) => it.id === BIG_INTEGER && it.location && /\bBigInt\(/.test(code))
  if (literal) {
    const found = findingOf(literal)
    const owner = found.file && packageOf(found.file)
    throw new Failure(report({ ...found, text: refusal('BigInt literal (ES2020)', target, owner) }))
  }
  // Of literals the script itself has told.
  const warnings = result.warnings
    .filter((it) => it.id !== BIG_INTEGER && it.id !== 'newer-literal')
    .map((it) => report(findingOf(it)))
  if (!old) return { code, map, warnings }
  warnings.push(...lacking(code, outfile, trace, target))
  if (!minify) return { code, map, warnings }
  const small = await minified(code, map, { isES3: old === 'es3', ...namesIn(result.metafile) })
  return { ...small, warnings }
}

/** What a minifier may rename: members of the runtime that only the runtime names, and its classes. */
function namesIn({ inputs }: Metafile): { hidden: string[]; classes: string[] } {
  const hidden = new Set<string>()
  const known = new Set<string>()
  const classes = new Set<string>()
  for (const path of Object.keys(inputs).filter((path) => existsSync(path))) {
    const text = readFileSync(path, 'utf8')
    if (isOwnRuntime(resolve(path))) {
      for (const [, name] of text.matchAll(/\.(_[a-z]\w*)/g)) hidden.add(name!)
      for (const [name] of text.matchAll(/(?<=["'])_[a-z]\w*(?=["'])/g)) known.add(name)
    } else {
      for (const [name] of text.matchAll(/\b_[a-z]\w*/g)) known.add(name)
      for (const [, name] of text.matchAll(/\b(?:class|function)\s+([A-Z]\w*)/g)) classes.add(name!)
    }
  }
  return { hidden: [...hidden].filter((name) => !known.has(name)), classes: [...classes] }
}

/** One for each package: what it names and such an engine may not have. */
function lacking(code: string, outfile: string, trace: TraceMap, target: string): string[] {
  const found = new Map<string, { names: string[]; origin: Origin }>()
  for (const { name, origin } of lackingIn(code, outfile, trace)) {
    const owner = origin.owner ?? origin.file
    const known = found.get(owner)
    if (known) known.names.push(name)
    else found.set(owner, { names: [name], origin })
  }
  return [...found.values()].map(({ names, origin }) => {
    const who = origin.owner ? `package ${origin.owner} needs` : 'needs'
    return report({ text: `${who} ${names.join(', ')}, which an ${level(target)} engine may lack.`, ...origin })
  })
}

const BIG_INTEGER = 'bigint'

/** The file that imports the program. */
const PROGRAM = 'globeflower:program'

/** Modules are strict; a script has to say so. */
const STRICT = "'use strict'\n"

/** Where nothing else drives the loop, the script itself does, last of all. */
const DRAIN = "\nimport { drain } from 'globeflower/bare'\ndrain()"

async function scriptOf(
  file: string,
  before: string,
  after: string,
  settings: { outfile: string; minify: boolean; plugins: Plugin[] },
) {
  const { outfile, minify, plugins } = settings
  const esbuild = await import('esbuild')
  const entry = resolve(file)
  return esbuild
    .build({
      stdin: {
        contents: `${before}import ${JSON.stringify(entry)}${after}`,
        resolveDir: resolve('.'),
        sourcefile: PROGRAM,
      },
      outfile,
      bundle: true,
      write: false,
      metafile: true,
      format: 'iife',
      platform: 'browser',
      charset: 'ascii',
      legalComments: 'none',
      sourcemap: 'external',
      minify,
      logLevel: 'silent',
      plugins: [keepEntry(entry), counting, ...plugins],
    })
    .catch((error: BuildFailure) => {
      if (!Array.isArray(error.errors)) throw error
      throw failureOf(error)
    })
}

/** A package of the sloppy days keeps the script sloppy, for nobody can be sloppy inside of what is strict. */
function isStrict({ inputs }: Metafile): boolean {
  return Object.entries(inputs).every(
    ([path, { format }]) => format !== 'cjs' || !existsSync(path) || DIRECTIVE.test(readFileSync(path, 'utf8')),
  )
}

/** First of all, or nothing comes at all. */
const DIRECTIVE = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*(?:(['"])use strict\1|$)/

/** A program that never waits brings no loop, and needs no one to drive it. */
function hasLoop(metafile: Metafile): boolean {
  return holds(metafile, /(^|\/)dist\/runtime\/core\/loop\.js$/)
}

/** In a program that never looks at the keys of an object, their order need not be kept. */
function readsKeys(metafile: Metafile): boolean {
  return holds(metafile, /(^|\/)dist\/runtime\/compat\/own-keys\.js$/)
}

/** Does a source hold a sign of more than 16 bits, or make one? */
function hasWideSigns({ inputs }: Metafile): boolean {
  return Object.keys(inputs).some(
    (path) => existsSync(path) && !isOwnRuntime(resolve(path)) && WIDE.test(readFileSync(path, 'utf8')),
  )
}

const WIDE = /[\uD800-\uDFFF]|\\u\{|\\u[dD][89a-bA-B]|\bfromC(?:odePoint|harCode)\b/

/** Where there is none, nothing has to be done to print them. */
const NARROW: Plugin = {
  name: 'globeflower-narrow',
  setup(build) {
    const contents = 'export var hasWideSigns = false; export function paired(text) { return text }'
    build.onLoad({ filter: /[\\/]compat[\\/]console[\\/]pairs\.js$/ }, ({ path }) =>
      isOwnRuntime(path) ? { contents } : undefined,
    )
  },
}

/** Is any of such a file in the script? */
function holds({ outputs }: Metafile, file: RegExp): boolean {
  return Object.values(outputs).some(({ inputs }) =>
    Object.entries(inputs).some(([path, { bytesInOutput }]) => bytesInOutput > 0 && file.test(path)),
  )
}

/** Tells of each file that comes in. */
const counting: Plugin = {
  name: 'globeflower-progress',
  setup(build) {
    let progress = startProgress('compiled')
    build.onStart(() => {
      progress = startProgress('compiled')
    })
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path }) => {
      progress.step(path)
      return undefined
    })
    build.onEnd(() => progress.end())
  },
}

/** A program is there for its effects, whatever the package.json above it says. */
function keepEntry(entry: string): Plugin {
  return {
    name: 'globeflower-entry',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path }) => (path === entry ? { path, sideEffects: true } : undefined))
    },
  }
}

/** Feature, original position, and the package it comes from. */
function blame({ feature, at }: Offence, code: string, trace: TraceMap, outfile: string, target: string): string {
  const origin = originOf(at, code, trace, outfile)
  if (origin) return report({ text: refusal(feature, target, origin.owner), ...origin })
  const place = placeOf(at, code)
  const lineText = code.split('\n')[place.line - 1]!
  const text = `${feature} is not ${level(target)}, in code that no source file stands for.`
  return report({ text, file: outfile, line: place.line, column: place.column + 1, lineText: lineText.slice(0, 200) })
}

function refusal(feature: string, target: string, owner: string | undefined): string {
  return `${feature} is not ${level(target)}${owner ? `, from package ${owner}` : ''}. Leave it out, or raise --target.`
}

export function level(target: string): string {
  return target.toUpperCase().replace('ESNEXT', 'ESnext')
}

/** What esbuild could not do. A hundred errors have few causes, so the first of them are enough. */
export function failureOf({ errors }: BuildFailure): Failure {
  const shown = errors.slice(0, 10).map((it) => report(findingOf(it)))
  if (errors.length > shown.length) shown.push(`… and ${errors.length - shown.length} more.`)
  return new Failure(shown.join('\n\n'))
}

export function findingOf(it: BuildFailure['errors'][number]) {
  const { location } = it
  const missing = /^Could not resolve "(.*)"$/.exec(it.text)?.[1]
  const text = missing && isBuiltin(missing) ? `${it.text}: it is a part of Node, and only there.` : it.text
  if (!location || location.file === PROGRAM) return { text }
  return {
    text,
    file: resolve(location.file),
    line: location.line,
    column: location.column + 1,
    length: location.length,
    lineText: location.lineText,
  }
}

export function grouped(bytes: number): string {
  return bytes.toLocaleString('en-US')
}
