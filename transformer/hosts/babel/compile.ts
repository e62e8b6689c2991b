/** One file through Babel: our plugin, then what the target asks of Babel's own presets. */

import {
  diagnostic,
  type CompileOptions,
  type CompileResult,
  type Diagnostic,
  type SourceMapV3,
  type Target,
} from '../../compile.js'
import type { Babel } from './find.js'
import { babelPlugin, type BabelPluginOptions } from './plugin.js'

/** Throws nothing on bad source: it returns diagnostics. */
export function compileWithBabel(
  babel: Babel,
  source: string,
  options: CompileOptions = {},
  hooks: Pick<BabelPluginOptions, 'observe'> = {},
): CompileResult {
  const { fileName = 'input.ts', semantics = 'task', target = 'es5', runtime = 'globeflower/frame' } = options
  const problems: Parameters<NonNullable<BabelPluginOptions['report']>>[0][] = []
  const isOld = target === 'es3' || target === 'es5'
  const plugin: BabelPluginOptions = {
    semantics,
    runtime,
    provide: isOld,
    wrapAwait: target !== 'es2022' && target !== 'esnext',
    debug: options.debug,
    fileName,
    report: (problem) => problems.push(problem),
    ...hooks,
  }
  const settings = {
    filename: fileName,
    configFile: false,
    babelrc: false,
    browserslistConfigFile: false,
    compact: false,
    sourceType: options.module === 'script' ? 'script' : 'unambiguous',
    sourceMaps: options.sourceMap === 'inline' ? 'inline' : options.sourceMap === true,
    parserOpts: { plugins: syntax(fileName) },
    plugins: [[babelPlugin, plugin], ...plugins(babel, source, fileName, target)],
    presets: presets(babel, fileName, target, options.module),
  }
  let output: ReturnType<Babel['core']['transformSync']>
  try {
    output = babel.core.transformSync(source, settings)
  } catch (error) {
    return { code: '', diagnostics: [refusal(error as BabelError, source, fileName)] }
  }
  const diagnostics = problems.map(({ id, message, node: { start, end } }) =>
    diagnostic(id, message, source, fileName, start ?? 0, (end ?? 0) - (start ?? 0)),
  )
  const map = options.sourceMap === true ? mapOf(output?.map, fileName, source) : {}
  return { code: `${output?.code ?? ''}\n`, ...map, diagnostics }
}

interface BabelError {
  message: string
  code?: string
  /** Where the parser stopped. */
  pos?: number
  loc?: { start?: { line: number; column: number } }
}

/** What Babel's parser does not take, or its presets cannot lower. */
function refusal({ message, code, pos, loc }: BabelError, source: string, fileName: string): Diagnostic {
  // "/folder/input.ts: Unexpected token (4:1)", then a code frame.
  const line = message.split('\n')[0]!
  const prefix = `${fileName}: `
  const text = line
    .slice(line.includes(prefix) ? line.indexOf(prefix) + prefix.length : 0)
    .replace(/\.? \(\d+:\d+\)$/, '.')
  if (code === 'BABEL_PARSE_ERROR') return diagnostic('syntax-error', text, source, fileName, pos ?? 0)
  const start = loc?.start ? offset(source, loc.start) : 0
  return diagnostic('compiler-error', `This file cannot be lowered to the target: ${text}`, source, fileName, start)
}

function offset(source: string, { line, column }: { line: number; column: number }): number {
  const before = source.split('\n').slice(0, line - 1)
  return before.reduce((sum, text) => sum + text.length + 1, column)
}

const isTypeScript = (fileName: string) => /\.[mc]?tsx?$/.test(fileName)
const hasJsx = (fileName: string) => /\.(tsx|jsx|[mc]?js)$/.test(fileName)

function syntax(fileName: string): string[] {
  return ['decorators', 'decoratorAutoAccessors', ...(hasJsx(fileName) ? ['jsx'] : [])]
}

function plugins(babel: Babel, source: string, fileName: string, target: Target): unknown[] {
  const list: unknown[] = []
  if (target !== 'esnext') {
    if (DECORATOR.test(source)) list.push([babel.load('@babel/plugin-proposal-decorators'), { version: '2023-11' }])
    if (/\busing\b/.test(source)) list.push(babel.load('@babel/plugin-transform-explicit-resource-management'))
  }
  if (hasJsx(fileName) && /<[\w>]/.test(source)) {
    list.push([babel.load('@babel/plugin-transform-react-jsx'), { runtime: 'classic' }])
  }
  return list
}

/** At the start of a line, of a body, of a declaration: not the `{@link}` of a comment. */
const DECORATOR = /(?:^\s*|[{};=(]\s+|\bexport\s+)@[\w(]/m

/** The last preset runs first: types go before the rest is lowered. */
function presets(babel: Babel, fileName: string, target: Target, module: CompileOptions['module']): unknown[] {
  const list: unknown[] = []
  if (target !== 'esnext' || module === 'commonjs') {
    list.push([
      babel.load('@babel/preset-env'),
      {
        targets: ENGINES[target],
        modules: module === 'commonjs' ? 'commonjs' : false,
        exclude: ['transform-regenerator', 'transform-async-to-generator', 'transform-async-generator-functions'],
        ignoreBrowserslistConfig: true,
      },
    ])
  }
  if (isTypeScript(fileName)) {
    // Fields without a value are fields: always so in Babel 8.
    const fields = babel.core.version.startsWith('7.') ? { allowDeclareFields: true } : {}
    list.push([babel.load('@babel/preset-typescript'), fields])
  }
  return list
}

/** The first engine with the whole of that edition: preset-env knows engines only. */
const ENGINES: Record<Target, Record<string, string>> = {
  es3: { ie: '8' },
  es5: { ie: '9' },
  es2015: { chrome: '51' },
  es2016: { chrome: '52' },
  es2017: { chrome: '58' },
  es2018: { chrome: '64' },
  es2019: { chrome: '73' },
  es2020: { chrome: '80' },
  es2021: { chrome: '85' },
  es2022: { chrome: '94' },
  esnext: { chrome: '140' },
}

function mapOf(map: object | null | undefined, fileName: string, source: string): { map?: SourceMapV3 } {
  return map ? { map: { ...(map as SourceMapV3), sources: [fileName], sourcesContent: [source] } } : {}
}
