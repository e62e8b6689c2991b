/** Where a place in a script comes from: through its map to the file, the line and the package. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { originalPositionFor, TraceMap, type EncodedSourceMap } from '@jridgewell/trace-mapping'

export interface Origin {
  file: string
  line: number
  /** From 1. */
  column: number
  lineText: string | undefined
  /** Undefined for the program's own files. */
  owner: string | undefined
}

/** Undefined when no source file stands for it. */
export function originOf(at: number, code: string, trace: TraceMap, outfile: string): Origin | undefined {
  const found = originalPositionFor(trace, placeOf(at, code))
  if (found.source === null) return undefined
  const file = /^\w+:/.test(found.source) ? found.source : resolve(outfile, '..', found.source)
  const lineText = lineAt(trace, found.source, found.line)
  return { file, line: found.line, column: found.column + 1, lineText, owner: packageOf(file) }
}

/** In the script itself, where no map leads further. */
export function ownPlace(at: number, code: string, file: string): Origin {
  const { line, column } = placeOf(at, code)
  const lineText = code.split('\n')[line - 1]!
  // A minified line says nothing.
  return { file, line, column: column + 1, lineText: lineText.length > 200 ? undefined : lineText, owner: undefined }
}

/** What was written where this came from. */
export function originalText(at: number, code: string, trace: TraceMap): string {
  const found = originalPositionFor(trace, placeOf(at, code))
  return found.source === null ? '' : (lineAt(trace, found.source, found.line) ?? '').slice(found.column)
}

/** Line from 1, column from 0. */
export function placeOf(at: number, code: string): { line: number; column: number } {
  const starts = lineStarts(code)
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= at) low = middle
    else high = middle
  }
  return { line: low + 1, column: at - starts[low]! }
}

/** Of the script that was asked about last. */
let last: { code: string; starts: number[] } = { code: '', starts: [0] }

function lineStarts(code: string): number[] {
  if (last.code !== code) {
    const starts = [0]
    for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1)
    last = { code, starts }
  }
  return last.starts
}

/** The map that a script names, inside it or beside it. */
export function mapOf(code: string, file: string): TraceMap {
  const named = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code)?.[1]
  const inline = named && /^data:application\/json[^,]*;base64,(.*)$/.exec(named)?.[1]
  const beside = named && !inline ? join(dirname(file), decodeURIComponent(named)) : `${file}.map`
  const text = inline
    ? Buffer.from(inline, 'base64').toString()
    : existsSync(beside)
      ? readFileSync(beside, 'utf8')
      : '{ "version": 3, "sources": [], "names": [], "mappings": "" }'
  return new TraceMap(JSON.parse(text) as EncodedSourceMap)
}

function lineAt(trace: TraceMap, source: string, line: number): string | undefined {
  return trace.sourcesContent?.[trace.sources.indexOf(source)]?.split(/\r\n?|\n/)[line - 1]
}

export function packageOf(file: string): string | undefined {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replace('\\', '/')
}
