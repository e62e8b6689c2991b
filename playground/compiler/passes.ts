/** One source, everything the page shows of it. */

import type * as TS from 'typescript'
import { diagnostic, type CompileOptions } from '../../dist/transformer/compile.js'
import { compileWith } from '../../dist/transformer/hosts/typescript/compile.js'
import type { Description, Range } from '../../dist/transformer/describe.js'
import { wrapTopLevelAwait } from '../../dist/transformer/hosts/typescript/top-level.js'
import type { Compiled, CompileRequest, Diagnostic, LoweredFunction, Program, Resumption, Size } from '../messages.js'
import { findSteps, originsByLine, type StepFunction } from './steps.js'

type Options = Pick<CompileRequest, 'semantics' | 'target'> & { fileName: string }

/** What a program can import here. */
const MODULES = /^globeflower(\/(frame|helpers))?$/

export async function compileAll(ts: typeof TS, { id, source, semantics, target }: CompileRequest): Promise<Compiled> {
  const options = { semantics, target, fileName: languageOf(ts, source) }
  const { result, descriptions, steps } = pass(ts, source, options)
  const fails = result.diagnostics.some((each) => each.severity === 'error')
  const runs = fails ? undefined : program(ts, source, options)
  const es5 = target === 'es5' ? result.code : compileWith(ts, source, { ...options, target: 'es5' }).code
  const others = typescriptOnly(ts, source, options.fileName)
  const [emitted, ours, theirs] = await Promise.all([size(result.code), size(es5), size(others)])
  return {
    id,
    code: result.code,
    functions: descriptions.map((description, index) => withLines(description, steps.get(index))),
    diagnostics: [...result.diagnostics, ...(runs ? missingModules(ts, source, options.fileName, runs.code) : [])],
    sizes: { emitted, es5: ours, typescript: theirs },
    program: runs,
  }
}

/** `<` opens an element where it cannot be anything else. */
function languageOf(ts: typeof TS, source: string): string {
  const names = ['playground.ts', 'playground.tsx'] as const
  const reads = (fileName: string) =>
    ts.transpileModule(source, { fileName, reportDiagnostics: true }).diagnostics!.length === 0
  return !reads(names[0]) && reads(names[1]) ? names[1] : names[0]
}

/** Packages can be compiled here; to run them they would have to be here. */
function missingModules(ts: typeof TS, source: string, fileName: string, code: string): Diagnostic[] {
  const missing = new Set([...code.matchAll(/\brequire\((["'])(.*?)\1\)/g)].map((match) => match[2]!))
  const found: Diagnostic[] = []
  const visit = (node: TS.Node): void => {
    if (ts.isStringLiteral(node) && missing.has(node.text) && !MODULES.test(node.text)) {
      missing.delete(node.text)
      const message = `'${node.text}' is compiled, but is not here: a run can import only globeflower.`
      const at = node.getStart()
      found.push({ ...diagnostic('not-here', message, source, fileName, at, node.end - at), severity: 'warning' })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true))
  return found
}

function program(ts: typeof TS, source: string, { semantics, target, fileName }: Options): Program {
  // A script of its own cannot await at its top: there the lowering wraps it.
  const level = target === 'es2022' || target === 'esnext' ? 'es2021' : target
  // What has no import would be taken for a classic script.
  const isWrapped = wrapped(ts, source, fileName) !== source
  const module = isWrapped ? source : `${source}\nexport {}`
  const { result, descriptions, steps } = pass(ts, module, { semantics, target: level, fileName, module: 'commonjs' })
  return {
    code: result.code,
    semantics,
    steps: [...steps].map(([index, { text }]) => ({ text, index })),
    functions: descriptions.map(({ name, blocks }) => ({ name, states: resumptions(blocks) })),
  }
}

function resumptions(blocks: Description['blocks']): Record<number, Resumption> {
  const states: Record<number, Resumption> = {}
  for (const { state, name, slots } of blocks) {
    if (state === undefined) continue
    const from = blocks.find(({ end, to }) => end.text.startsWith('suspend') && to.includes(name))
    states[state] = { awaits: from ? from.end.text.replace(/^suspend (await )?/, '') : '', slots }
  }
  return states
}

function pass(ts: typeof TS, source: string, options: CompileOptions & { fileName: string }) {
  const descriptions: Description[] = []
  const observe = (description: Description) => descriptions.push(description)
  const result = compileWith(ts, source, { ...options, sourceMap: true }, { observe })
  // Below ES2022 a top-level await puts a function around the file: the text moves by its head.
  const old = options.target !== 'es2022' && options.target !== 'esnext'
  const moved = (old ? wrapped(ts, source, options.fileName) : source).length - source.length
  const shift = moved === 0 ? 0 : moved - '\n})();\nexport {};'.length
  const placed = descriptions.map((description) => move(description, shift, source.length))
  placed.sort((a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0) || (b.range?.end ?? 0) - (a.range?.end ?? 0))
  if (moved !== 0 && placed[0]) placed[0].name = 'top level'
  return {
    result,
    descriptions: placed,
    steps: findSteps(ts, result.code, originsByLine(result.map!, source, shift), placed),
  }
}

function move(description: Description, shift: number, length: number): Description {
  const place = (range: Range | undefined): Range | undefined => {
    if (!range) return undefined
    const [start, end] = [Math.max(0, range.start - shift), Math.min(length, range.end - shift)]
    return start < end ? { start, end } : undefined
  }
  return {
    ...description,
    range: place(description.range),
    shapes: description.shapes.map((line) => ({ ...line, range: place(line.range) })),
    blocks: description.blocks.map((block) => ({
      ...block,
      steps: block.steps.map((step) => ({ ...step, range: place(step.range) })),
      end: { ...block.end, range: place(block.end.range) },
    })),
  }
}

function withLines(description: Description, step: StepFunction | undefined): LoweredFunction {
  let state = 0
  return {
    ...description,
    lines: step && { from: step.from, to: step.to },
    blocks: description.blocks.map((block) => {
      const entered = block.state !== undefined
      state = block.state ?? state
      const ranges = [...block.steps, block.end].flatMap(({ range }) => (range ? [range] : []))
      return { ...block, lines: step ? step.linesOf(state, ranges, entered) : [] }
    }),
  }
}

function wrapped(ts: typeof TS, source: string, fileName: string): string {
  return wrapTopLevelAwait(ts, ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true))
}

/** What TypeScript makes of it; its helpers are imported, as our runtime is, and count on neither side. */
function typescriptOnly(ts: typeof TS, source: string, fileName: string): string {
  const { outputText } = ts.transpileModule(wrapped(ts, source, fileName), {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      // Helpers are imported into modules only.
      moduleDetection: ts.ModuleDetectionKind.Force,
      ignoreDeprecations: '6.0',
      downlevelIteration: true,
      jsx: ts.JsxEmit.React,
      importHelpers: true,
    },
  })
  return outputText.replace(/^export \{\};\n/m, '')
}

async function size(code: string): Promise<Size> {
  const bytes = new TextEncoder().encode(code.replace(/^[ \t]+/gm, ''))
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return { bytes: bytes.length, gzip: (await new Response(packed).arrayBuffer()).byteLength }
}
