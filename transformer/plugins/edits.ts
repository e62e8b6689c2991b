/**
 * Small replacements in printed code, with the source map moved along.
 *
 * Law: an edit never adds or removes a line, so that a mapping only ever
 * moves sideways.
 */
import { decodedMappings, encodedMap, TraceMap, type EncodedSourceMap } from '@jridgewell/trace-mapping'

export interface Edit {
  start: number
  end: number
  text: string
}

export function apply(code: string, map: EncodedSourceMap, edits: Edit[]): { code: string; map: EncodedSourceMap } {
  if (edits.length === 0) return { code, map }
  const ordered = [...edits].sort((a, b) => a.start - b.start)
  let result = ''
  let from = 0
  for (const { start, end, text } of ordered) {
    result += code.slice(from, start) + text
    from = end
  }
  return { code: result + code.slice(from), map: shift(code, map, ordered) }
}

function shift(code: string, map: EncodedSourceMap, edits: Edit[]): EncodedSourceMap {
  const trace = new TraceMap(map)
  const lines = decodedMappings(trace)
  let lineStart = 0
  let next = 0
  const moved = lines.map((segments) => {
    const lineEnd = (code.indexOf('\n', lineStart) + 1 || code.length + 1) - 1
    const here: Edit[] = []
    while (next < edits.length && edits[next]!.start <= lineEnd) here.push(edits[next++]!)
    const start = lineStart
    lineStart = lineEnd + 1
    if (here.length === 0) return [...segments]
    let grown = 0
    let i = 0
    return segments.map((segment) => {
      const at = start + segment[0]
      while (i < here.length && here[i]!.end <= at) {
        grown += here[i]!.text.length - (here[i]!.end - here[i]!.start)
        i++
      }
      // Inside a replacement: at its beginning.
      const inside = i < here.length && here[i]!.start < at ? at - here[i]!.start : 0
      return [segment[0] + grown - inside, ...segment.slice(1)] as typeof segment
    })
  })
  return encodedMap(
    new TraceMap({
      version: 3,
      names: map.names,
      sources: map.sources,
      ...(map.sourcesContent ? { sourcesContent: map.sourcesContent } : {}),
      mappings: moved,
    }),
  )
}
