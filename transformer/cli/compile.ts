/**
 * `globeflower compile`: files one by one; modules stay modules.
 *
 * A folder is mirrored into --out. A runtime given as ./path is a file inside
 * that folder, and every output names it from where it stands itself: that is
 * how the runtime's own modules are compiled.
 */
import { readdirSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { compile, type CompileOptions, type Diagnostic } from '../index.js'
import { projectOptions } from '../hosts/typescript/project.js'
import { providedGlobals } from '../runtime-names.js'
import { Failure } from './failure.js'
import { isFolder, isSource, kindOf, mustBeSource, onlyInput, readSource, write } from './files.js'
import type { Input } from './index.js'
import { startProgress } from './progress.js'
import { report } from './report.js'

export default async function compileCommand({ values, files }: Input): Promise<number> {
  const input = onlyInput(files, 'compile')
  const out = typeof values.out === 'string' ? values.out : undefined
  const folder = kindOf(input) === 'folder'
  if (folder && !out) throw new Failure('A folder needs a place for its output: --out <folder>.', 2)
  if (!folder) mustBeSource(input)
  if (values['source-map'] && !out)
    throw new Failure('--source-map writes a file beside the output, which needs --out.', 2)

  const root = folder ? input : dirname(input)
  const jobs = (folder ? sourcesIn(input, resolve(out!)) : [input]).map((file) => ({
    file,
    output: folder ? join(out!, outputName(relative(root, file))) : out && outputOf(file, out),
  }))
  if (jobs.length === 0) throw new Failure(`${input} holds nothing that can be compiled.`)
  keepApart(jobs)
  const progress = startProgress('compiled', jobs.length)
  // All first, then write: a folder with a mistake in it leaves no half of itself.
  const results = jobs.map(({ file, output }) => {
    progress.step(file)
    return { file, output, ...compileOne(file, output, folder ? out! : output && dirname(output), values, folder) }
  })
  progress.end()

  const findings = results.flatMap(({ diagnostics, file, source }) => diagnostics.map((it) => ({ it, file, source })))
  for (const { it, file, source } of findings) {
    console.error((it.severity === 'warning' ? 'warning: ' : '') + report(located(it, file, source)))
  }
  if (findings.some(({ it }) => it.severity !== 'warning')) return 1

  for (const { output, code, map } of results) {
    if (!output) process.stdout.write(code)
    else if (values['source-map'] && map) {
      const name = basename(output)
      const sources = [relative(dirname(output), map.file).split(sep).join('/')]
      write(`${output}.map`, JSON.stringify({ ...map.map, file: name, sources }))
      write(output, `${code}\n//# sourceMappingURL=${name}.map\n`)
    } else write(output, code)
  }
  return 0
}

function compileOne(
  file: string,
  output: string | undefined,
  outRoot: string | undefined,
  values: Input['values'],
  withOthers: boolean,
) {
  const source = readSource(file)
  const options: CompileOptions = {
    fileName: file,
    sourceMap: values['source-map'] === true,
    // What `./other.ts` becomes lies beside.
    project: { ...projectOptions(file), ...(withOthers ? { rewriteRelativeImportExtensions: true } : {}) },
  }
  if (values.debug) options.debug = true
  if (values.target) options.target = values.target as NonNullable<CompileOptions['target']>
  if (values.semantics) options.semantics = values.semantics as NonNullable<CompileOptions['semantics']>
  if (values.module) options.module = values.module as NonNullable<CompileOptions['module']>
  // A classic script imports nothing: its runtime is a global.
  if (values.module === 'script') options.runtime = { global: String(values.runtime ?? 'globeflower') }
  else if (typeof values.runtime === 'string') options.runtime = runtimeFrom(values.runtime, output, outRoot)
  const { code, map, diagnostics } = compile(isRuntime(values) ? source + enginesOwn : source, options)
  return { source, code, map: map && { map, file }, diagnostics }
}

function isRuntime({ runtime }: Input['values']): boolean {
  return typeof runtime === 'string' && runtime.startsWith('./')
}

/**
 * Who gives a name that old engines lack cannot be given it: in the runtime's own files these are the
 * engine's. A name that a file declares stays its own; a `declare` leaves nothing behind.
 */
const enginesOwn = `\ndeclare const ${['Symbol', 'Array', ...providedGlobals].map((name) => `${name}: unknown`).join(', ')}`

function runtimeFrom(runtime: string, output: string | undefined, outRoot: string | undefined): string {
  if (!runtime.startsWith('./') || !output || !outRoot) return runtime
  const path = relative(dirname(output), join(outRoot, runtime)).split(sep).join('/')
  return path.startsWith('.') ? path : `./${path}`
}

function sourcesIn(folder: string, out: string): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.') && resolve(path) !== out)
        found.push(...sourcesIn(path, out))
    } else if (isSource(entry.name)) found.push(path)
  }
  return found
}

function outputName(file: string): string {
  return file.replace(/\.([cm]?)[jt]sx?$/, '.$1js')
}

/** --out of a single file may be a folder. */
function outputOf(file: string, out: string): string {
  return /[\\/]$/.test(out) || isFolder(out) ? join(out, outputName(basename(file))) : out
}

/** No output takes the place of a source, or of another output. */
function keepApart(jobs: { file: string; output: string | undefined }[]): void {
  const sources = new Set(jobs.map(({ file }) => resolve(file)))
  const taken = new Map<string, string>()
  for (const { file, output } of jobs) {
    if (!output) continue
    const path = resolve(output)
    if (sources.has(path)) throw new Failure(`${output} is a source itself. Name another place with --out.`, 2)
    const other = taken.get(path)
    if (other) throw new Failure(`${other} and ${file} would both become ${output}. Rename one of them.`)
    taken.set(path, file)
  }
}

function located(it: Diagnostic, file: string, source: string) {
  return {
    text: it.message,
    file,
    line: it.line,
    column: it.column,
    length: it.length,
    lineText: source.split(/\r\n?|\n/)[it.line - 1],
  }
}
