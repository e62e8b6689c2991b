/** One source, everything the page shows of it. */

import type * as TS from 'typescript'
import type { CompileOptions } from '../../dist/transformer/compile.js'
import { compileWith } from '../../dist/transformer/hosts/typescript/compile.js'
import type { Description, Range } from '../../dist/transformer/describe.js'
import { wrapTopLevelAwait } from '../../dist/transformer/hosts/typescript/top-level.js'
import type { Compiled, CompileRequest, LoweredFunction, Program, Resumption, Size } from '../messages.js'
import { findSteps, originsByLine, type StepFunction } from './steps.js'

const fileName = 'playground.ts'

export async function compileAll(ts: typeof TS, { id, source, semantics, target }: CompileRequest): Promise<Compiled> {
  const shown = pass(ts, source, { semantics, target })
  const { result, descriptions, steps } = shown
  const fails = result.diagnostics.some((each) => each.severity === 'error')
  const es5 = target === 'es5' ? result.code : compileWith(ts, source, { fileName, semantics, target: 'es5' }).code
  const [emitted, ours, theirs] = await Promise.all([size(result.code), size(es5), size(typescriptOnly(ts, source))])
  return {
    id,
    code: result.code,
    functions: descriptions.map((description, index) => withLines(description, steps.get(index))),
    diagnostics: result.diagnostics,
    sizes: { emitted, es5: ours, typescript: theirs },
    program: fails ? undefined : program(ts, source, { semantics, target }),
  }
}

function program(
  ts: typeof TS,
  source: string,
  { semantics, target }: Pick<CompileRequest, 'semantics' | 'target'>,
): Program {
  // A script of its own cannot await at its top: there the lowering wraps it.
  const level = target === 'es2022' || target === 'esnext' ? 'es2021' : target
  // What has no import would be taken for a classic script.
  const isWrapped = wrapped(ts, source) !== source
  const module = isWrapped ? source : `${source}\nexport {}`
  const { result, descriptions, steps } = pass(ts, module, { semantics, target: level, module: 'commonjs' })
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

function pass(ts: typeof TS, source: string, options: CompileOptions) {
  const descriptions: Description[] = []
  const observe = (description: Description) => descriptions.push(description)
  const result = compileWith(ts, source, { ...options, fileName, sourceMap: true }, { observe })
  // Below ES2022 a top-level await puts a function around the file: the text moves by its head.
  const old = options.target !== 'es2022' && options.target !== 'esnext'
  const moved = (old ? wrapped(ts, source) : source).length - source.length
  const shift = moved === 0 ? 0 : moved - '\n})();\nexport {};'.length
  const placed = descriptions.map((description) => move(description, shift, source.length))
  placed.sort((a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0))
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

function wrapped(ts: typeof TS, source: string): string {
  return wrapTopLevelAwait(ts, ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true))
}

/** What TypeScript makes of it; its helpers are imported, as our runtime is, and count on neither side. */
function typescriptOnly(ts: typeof TS, source: string): string {
  const { outputText } = ts.transpileModule(wrapped(ts, source), {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      // Helpers are imported into modules only.
      moduleDetection: ts.ModuleDetectionKind.Force,
      ignoreDeprecations: '6.0',
      downlevelIteration: true,
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
