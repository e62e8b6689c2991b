/**
 * Finds the step functions in emitted code, and whose they are.
 *
 * A step is a function of a frame and a state; the source map tells which of
 * the described functions its lines came from.
 */

import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping'
import type * as TS from 'typescript'
import type { SourceMapV3 } from '../../dist/transformer/compile.js'
import type { Description, Range } from '../../dist/transformer/describe.js'

export interface StepFunction {
  /** As `Function.prototype.toString` gives it. */
  text: string
  from: number
  to: number
  /** The lines of a state that came from the ranges; all of the state's where none did. */
  linesOf(state: number, ranges: Range[], entered: boolean): number[]
}

export function findSteps(
  ts: typeof TS,
  code: string,
  origins: number[][],
  descriptions: Description[],
): Map<number, StepFunction> {
  const file = ts.createSourceFile('emitted.js', code, ts.ScriptTarget.ESNext, true)
  const steps = new Map<number, StepFunction>()
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line

  const visit = (node: TS.Node): void => {
    ts.forEachChild(node, visit)
    if (!isStep(ts, node)) return
    const from = lineOf(node.getStart())
    const to = lineOf(node.end)
    const index = owner(origins.slice(from, to + 1).flat(), descriptions, new Set(steps.keys()))
    if (index === undefined) return
    const cases = casesOf(ts, node, lineOf)
    steps.set(index, {
      text: node.getText(),
      from: from + 1,
      to: to + 1,
      linesOf(state, ranges, entered) {
        const [first, last] = cases.get(state) ?? [from, to]
        const all = Array.from({ length: last - first + 1 }, (_, i) => first + i)
        const own = all.filter(
          (line, i) =>
            (entered && i === 0 && cases.has(state)) ||
            origins[line]?.some((offset) => ranges.some(({ start, end }) => start <= offset && offset < end)),
        )
        return (own.length > (entered ? 1 : 0) ? own : all).map((line) => line + 1)
      },
    })
  }
  visit(file)
  return steps
}

/** Offsets in the source that each line of the emitted code was mapped from; the first line was moved by `shift`. */
export function originsByLine(map: SourceMapV3, source: string, shift: number): number[][] {
  const starts = [-shift]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return decodedMappings(new TraceMap(map as never)).map((segments) =>
    segments.flatMap((segment) => (segment.length > 1 ? [(starts[segment[2]!] ?? 0) + segment[3]!] : [])),
  )
}

function isStep(ts: typeof TS, node: TS.Node): node is TS.FunctionLikeDeclaration {
  if (!ts.isFunctionLike(node)) return false
  const [frame, at, ...more] = node.parameters.map((each) => each.name.getText())
  return more.length === 0 && /^frame(\$\d+)?$/.test(frame ?? '') && /^at(\$\d+)?$/.test(at ?? '')
}

/** The innermost function that most of the places lie in. Inner functions are met, and taken, first. */
function owner(offsets: number[], descriptions: Description[], taken: Set<number>): number | undefined {
  const votes = new Map<number, number>()
  for (const offset of offsets) {
    let best: number | undefined
    let width = Infinity
    descriptions.forEach(({ range }, index) => {
      if (!range || offset < range.start || offset >= range.end || range.end - range.start >= width) return
      best = index
      width = range.end - range.start
    })
    if (best !== undefined && !taken.has(best)) votes.set(best, (votes.get(best) ?? 0) + 1)
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function casesOf(
  ts: typeof TS,
  step: TS.FunctionLikeDeclaration,
  lineOf: (position: number) => number,
): Map<number, [number, number]> {
  const cases = new Map<number, [number, number]>()
  const at = step.parameters[1]!.name.getText()
  const visit = (node: TS.Node): void => {
    if (ts.isSwitchStatement(node) && node.expression.getText() === at) {
      for (const clause of node.caseBlock.clauses) {
        if (!ts.isCaseClause(clause)) continue
        cases.set(Number(clause.expression.getText()), [lineOf(clause.getStart()), lineOf(clause.end)])
      }
    } else ts.forEachChild(node, visit)
  }
  visit(step)
  return cases
}
