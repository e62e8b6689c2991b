/** One file through TypeScript: our transformer, then what the target asks of TypeScript's own. */

import type * as TS from 'typescript'
import { diagnostic, type CompileOptions, type CompileResult, type SourceMapV3, type Target } from '../../compile.js'
import { keepHelpersApart } from './helpers.js'
import { withNames } from './map-names.js'
import { createTransformer, type Problem, type TransformOptions } from '../typescript.js'
import { wrapTopLevelAwait } from './top-level.js'

/** Compile with the TypeScript that is handed in. Throws nothing on bad source: it returns diagnostics. */
export function compileWith(
  ts: typeof TS,
  source: string,
  options: CompileOptions = {},
  hooks: Pick<TransformOptions, 'observe'> = {},
): CompileResult {
  const { fileName = 'input.ts', semantics = 'task', target = 'es5', runtime = 'globeflower/frame' } = options
  const problems: Problem[] = []
  const isOld = target === 'es3' || target === 'es5'
  const keepsAwait = target === 'es2022' || target === 'esnext'
  const transformer = createTransformer(ts, {
    semantics,
    runtime,
    provide: isOld,
    fields: isOld && options.project?.useDefineForClassFields !== false,
    helpers: isOld,
    commonjs: options.module === 'commonjs',
    debug: options.debug,
    report: (problem) => problems.push(problem),
    ...hooks,
  })
  let output: TS.TranspileOutput
  try {
    let file = parse(ts, source, fileName)
    const text = keepsAwait ? source : wrapTopLevelAwait(ts, file)
    if (text !== source) file = parse(ts, text, fileName)
    output = transpile(ts, file, fileName, compilerOptions(ts, file, options, target), transformer)
  } catch (error) {
    return { code: '', diagnostics: [crash(error, source, fileName)] }
  }
  const syntax = (output.diagnostics ?? []).filter(
    (d) => d.category === ts.DiagnosticCategory.Error && d.start !== undefined,
  )
  const diagnostics = [
    ...syntax.map((d) => {
      const message = ts.flattenDiagnosticMessageText(d.messageText, '\n')
      return diagnostic('syntax-error', message, d.file!.text, fileName, d.start!, d.length)
    }),
    ...problems.map((p) => diagnostic(p.id, p.message, p.file.text, fileName, p.start, p.length)),
  ]
  const text = code(output.outputText, options)
  return { code: text, ...mapOf(output.sourceMapText, fileName, text, source), diagnostics }
}

/**
 * As the newest ECMAScript, whatever the target: at ES5 TypeScript's scanner would refuse identifiers that came later.
 * Its binder sets the parents, before any transformer runs.
 */
function parse(ts: typeof TS, text: string, fileName: string): TS.SourceFile {
  return ts.createSourceFile(fileName, text, { languageVersion: ts.ScriptTarget.ESNext })
}

/** What `ts.transpileModule` does, with a file that has been read. */
function transpile(
  ts: typeof TS,
  source: TS.SourceFile,
  fileName: string,
  options: TS.CompilerOptions,
  transformer: TS.TransformerFactory<TS.SourceFile>,
): TS.TranspileOutput {
  let outputText = ''
  let sourceMapText: string | undefined
  const host: TS.CompilerHost = {
    getSourceFile: (name) => (name === fileName ? source : undefined),
    writeFile: (name, written) => {
      if (name.endsWith('.map')) sourceMapText = written
      else outputText = written
    },
    getDefaultLibFileName: () => 'lib.d.ts',
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => '',
    getNewLine: () => '\n',
    fileExists: (name) => name === fileName,
    readFile: () => '',
    directoryExists: () => true,
    getDirectories: () => [],
  }
  const program = ts.createProgram([fileName], options, host)
  program.emit(undefined, undefined, undefined, undefined, { before: [transformer], after: [keepHelpersApart(ts)] })
  return { outputText, sourceMapText, diagnostics: [...program.getSyntacticDiagnostics(source)] }
}

/** TypeScript's own lowering gives up on some forms of classes by an assertion. */
function crash(error: unknown, source: string, fileName: string) {
  const [first] = String((error as Error).message ?? error).split('\n')
  return diagnostic('compiler-error', `This file cannot be lowered to the target: ${first}`, source, fileName, 0)
}

function compilerOptions(
  ts: typeof TS,
  file: TS.SourceFile,
  options: CompileOptions,
  target: Target,
): TS.CompilerOptions {
  const level = target === 'es3' ? 'es5' : target
  const isOld = level === 'es5'
  // What is CommonJS already stays as it is, its `import()` too where the target has it.
  const isDone = !ts.isExternalModule(file) && ts.ScriptTarget[SCRIPT_TARGETS[level]] >= ts.ScriptTarget.ES2020
  return {
    target: ts.ScriptTarget[SCRIPT_TARGETS[level]],
    module:
      options.module === 'commonjs' && !isDone
        ? ts.ModuleKind.CommonJS
        : // As an ES module TypeScript would drop both.
          file.statements.some((it) => isRequired(ts, it))
          ? ts.ModuleKind.Preserve
          : ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Legacy,
    ignoreDeprecations: '6.0',
    downlevelIteration: isOld,
    // In TypeScript's files fields are assigned below ES2022, as TypeScript does; those of JavaScript are defined.
    useDefineForClassFields: !isOld || /\.[cm]?jsx?$/.test(file.fileName),
    isolatedModules: true,
    noLib: true,
    noResolve: true,
    noCheck: true,
    allowNonTsExtensions: true,
    suppressOutputPathCheck: true,
    esModuleInterop: true,
    allowJs: true,
    alwaysStrict: false,
    jsx: ts.JsxEmit.React,
    newLine: ts.NewLineKind.LineFeed,
    ...options.project,
    sourceMap: options.sourceMap === true,
    inlineSourceMap: options.sourceMap === 'inline',
    inlineSources: options.sourceMap === 'inline',
  }
}

/** `import a = require('a')`, `export = a` */
function isRequired(ts: typeof TS, it: TS.Statement): boolean {
  return (
    (ts.isImportEqualsDeclaration(it) && ts.isExternalModuleReference(it.moduleReference)) ||
    (ts.isExportAssignment(it) && it.isExportEquals === true)
  )
}

const SCRIPT_TARGETS: Record<Exclude<Target, 'es3'>, keyof typeof TS.ScriptTarget> = {
  es5: 'ES5',
  es2015: 'ES2015',
  es2016: 'ES2016',
  es2017: 'ES2017',
  es2018: 'ES2018',
  es2019: 'ES2019',
  es2020: 'ES2020',
  es2021: 'ES2021',
  es2022: 'ES2022',
  esnext: 'ESNext',
}

function code(text: string, options: CompileOptions): string {
  if (options.sourceMap === 'inline') return text
  // Searched for from the end: a pattern would be tried at every character.
  const at = text.lastIndexOf('//# sourceMappingURL=')
  return at < 0 || !/^\S+ ?\S*\s*$/.test(text.slice(at)) ? text : `${text.slice(0, at).replace(/\n$/, '')}\n`
}

function mapOf(text: string | undefined, fileName: string, code: string, source: string): { map?: SourceMapV3 } {
  if (text === undefined) return {}
  const map = { ...(JSON.parse(text) as SourceMapV3), sources: [fileName], sourcesContent: [source] }
  return { map: withNames(map, code, source) }
}
