import { isObject } from '../define.js'
import { inspect, spaces, type Shown } from './inspect.js'
import { keysOf, own } from './keys.js'
import { kindOf } from './kind.js'

/** What `console.table` prints; `only`: the columns that are asked for. */
export function tableOf(data: object, only?: string[]): string {
  const kind = kindOf(data)
  const isMap = kind === 'Map'
  const heads = ['(index)']
  const rows: string[][] = []
  if (isMap || kind === 'Set') {
    heads[0] = '(iteration index)'
    if (isMap) heads.push('Key')
    heads.push('Values')
    ;(data as Shown).forEach((value, key) => {
      rows.push([String(rows.length), cell(key)])
      if (isMap) rows[rows.length - 1].push(cell(value))
    })
  } else {
    const names = namesOf(data)
    const values: string[] = []
    for (let i = 0; i < names.length; i++) {
      const value = (data as Shown)[names[i]]
      rows.push([names[i]])
      if (!isObject(value) && !only) values[i] = cell(value)
      else addRow(heads, rows[i], value, only || namesOf(value as object))
    }
    if (values.length > 0) for (let i = heads.push('Values') - 1, j = 0; j < rows.length; j++) rows[j][i] = values[j]
  }
  return drawn(heads, rows)
}

/** `Object.keys`, and in their order. */
function namesOf(object: object): string[] {
  const names = keysOf(object, kindOf(object))
  if (!/Array$/.test(kindOf(object))) return names
  const indices: string[] = []
  for (let i = 0; i < (object as Shown).length; i++) if (i in object) indices.push(String(i))
  return indices.concat(names)
}

function addRow(heads: string[], row: string[], value: unknown, keys: string[]): void {
  for (let i = 0; i < keys.length; i++) {
    let at = 1
    while (at < heads.length && heads[at] !== keys[i]) at++
    heads[at] = keys[i]
    const isThere = isObject(value) && own.call(value, keys[i])
    row[at] = isThere ? cell((value as Shown)[keys[i]]) : ''
  }
}

function cell(value: unknown): string {
  const isWide = isObject(value) && !/Array$/.test(kindOf(value)) && namesOf(value).length > 2
  return inspect(value, { depth: isWide ? -1 : 0, breakLength: 1 / 0, maxArrayLength: 3 })
}

function drawn(heads: string[], rows: string[][]): string {
  const widths: number[] = []
  for (let i = 0; i < heads.length; i++) {
    widths[i] = heads[i].length
    for (let j = 0; j < rows.length; j++) widths[i] = Math.max(widths[i], (rows[j][i] || '').length)
  }
  const line = (left: string, mark: string, between: string, right: string, cells?: string[]): string => {
    const words: string[] = []
    for (let i = 0; i < widths.length; i++) {
      const text = (cells && cells[i]) || ''
      words.push(mark + text + spaces(widths[i] - text.length).replace(/ /g, mark) + mark)
    }
    return left + words.join(between) + right
  }
  const lines = [line('┌', '─', '┬', '┐'), line('│', ' ', '│', '│', heads), line('├', '─', '┼', '┤')]
  for (let i = 0; i < rows.length; i++) lines.push(line('│', ' ', '│', '│', rows[i]))
  return lines.concat(line('└', '─', '┴', '┘')).join('\n')
}
