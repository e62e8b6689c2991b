import { at, margin, spaces } from './inspect.js'

/** Entries on one line, if they fit and nothing in them is deep; else on a line each, those of a long list in columns. */
export function layOut(
  entries: string[],
  base: string,
  open: string,
  close: string,
  list: ArrayLike<unknown> | null,
): string {
  const lines = list !== null && entries.length > 6 ? columns(entries, list) : entries
  const start = (base && base + ' ') + open
  const line = lines.join(', ')
  const length = line.length + margin().length + base.length + open.length + 12
  const isShallow = at._deepest - at._open.length < 4
  if (lines === entries && isShallow && length <= at._width && (base + line).indexOf('\n') < 0)
    return start + ' ' + line + ' ' + close
  const gap = '\n' + margin()
  return start + gap + '  ' + lines.join(',' + gap + '  ') + gap + close
}

/** Many short entries stand in columns, numbers to the right: Node's groupArrayElements. */
function columns(entries: string[], list: ArrayLike<unknown>): string[] {
  // What tells how many more there are stands alone.
  const count = Math.min(entries.length, at._most)
  const room = at._width - margin().length
  let total = 0
  let longest = 0
  for (let i = 0; i < count; i++) {
    total += entries[i].length + 2
    longest = Math.max(longest, entries[i].length + 2)
  }
  const biased = Math.max(longest - 3 - Math.sqrt(longest - total / entries.length), 1)
  const width = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased), Math.floor(room / longest), 12)
  if (longest * 3 >= room || (total / longest <= 5 && longest > 8) || width < 2) return entries
  let isNumeric = true
  const widths: number[] = []
  for (let i = 0; i < entries.length; i++) {
    if (typeof list[i] !== 'number') isNumeric = false
    if (i < count) widths[i % width] = Math.max(widths[i % width] || 0, entries[i].length)
  }
  const lines: string[] = []
  for (let i = 0; i < count; i++) {
    const gap = spaces(widths[i % width] - entries[i].length)
    const isLast = i === count - 1 || i % width === width - 1
    const text = (isNumeric ? gap : '') + entries[i] + (isLast ? '' : ', ' + (isNumeric ? '' : gap))
    if (i % width === 0) lines.push(text)
    else lines[lines.length - 1] += text
  }
  return lines.concat(entries.slice(count))
}
