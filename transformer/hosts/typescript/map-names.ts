/**
 * The names of a source map: where a name of the source goes by another in the output, its mapping
 * says so. Debuggers and Node's stack traces show the name that was written.
 *
 * TypeScript's emitter writes none, and what it printed is read here: `frame.b` for `sum`, `sum$1`
 * for an inner `sum`, `function total$step` for `total`.
 */

import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'
import type { SourceMapV3 } from '../../compile.js'

export function withNames(map: SourceMapV3, code: string, source: string): SourceMapV3 {
  const output = code.split('\n')
  const input = source.split(/\r\n?|\n/)
  const names: string[] = []
  const known = new Map<string, number>()
  const indexOf = (name: string): number => {
    let index = known.get(name)
    if (index === undefined) known.set(name, (index = names.push(name) - 1))
    return index
  }
  const lines = decode(map.mappings).map((segments, line) =>
    segments.map((segment): SourceMapSegment => {
      if (segment.length === 1) return segment
      const [column, file, row, start] = segment
      if (!isMade(output[line]!, column)) return segment
      const written = nameAt(input[row] ?? '', start)
      if (written === undefined || !standsFor(output[line]!.slice(column), written)) return segment
      return [column, file, row, start, indexOf(written)]
    }),
  )
  return { ...map, names, mappings: encode(lines) }
}

/** A quick look: most of what is printed goes by the name it had. */
function isMade(line: string, column: number): boolean {
  MADE.lastIndex = column
  return MADE.test(line)
}

const MADE = /function |frame(?:\$\d+)?\.|[\w$\u0080-\uffff]+\$\d/y

function nameAt(line: string, column: number): string | undefined {
  NAME.lastIndex = column
  return NAME.exec(line)?.[0]
}

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy

function standsFor(text: string, name: string): boolean {
  const printed = nameAt(text, 0) ?? ''
  if (printed === 'function') return text.startsWith(`function ${name}$step`)
  if (/^frame(\$\d+)?$/.test(printed)) return /^\.[a-z](?![\w$])/.test(text.slice(printed.length))
  return printed.startsWith(`${name}$`) && /^\d+$/.test(printed.slice(name.length + 1))
}
