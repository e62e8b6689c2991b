import { format } from './format.js'
import { tableOf } from './table.js'
import { replaceTextConsole, type TextConsole } from './text-console.js'
import { indentBy, showsValues, valueConsole, write } from './value-console.js'

/** All that Node's console can: groups, counters, timers, tables. For whoever names more than `log` and its kin. */
export const wholeConsole: TextConsole = /* @__PURE__ */ (() => (showsValues() ? valueConsole : grown(valueConsole)))()

function grown(whole: TextConsole): TextConsole {
  replaceTextConsole(whole)
  const counts: Record<string, number> = {}
  const starts: Record<string, number> = {}

  whole.group = whole.groupCollapsed = (...values) => {
    if (values.length > 0) whole.log.apply(whole, values)
    indentBy(1)
  }
  whole.groupEnd = () => indentBy(-1)
  whole.assert = (truth, ...values) => {
    if (truth) return
    values[0] = 'Assertion failed' + (values.length > 0 ? ': ' + String(values[0]) : '')
    whole.error.apply(whole, values)
  }
  whole.count = (label = 'default') => {
    const key = 'of ' + String(label)
    counts[key] = (counts[key] || 0) + 1
    write('log', String(label) + ': ' + counts[key])
  }
  whole.countReset = (label = 'default') => {
    delete counts['of ' + String(label)]
  }
  whole.time = (label = 'default') => {
    starts['of ' + String(label)] = new Date().getTime()
  }
  whole.timeLog = (label = 'default', ...values) => {
    const start = starts['of ' + String(label)]
    if (start) whole.log.apply(whole, ['%s: %s', label, duration(new Date().getTime() - start)].concat(values as []))
  }
  whole.timeEnd = (label = 'default') => {
    whole.timeLog(label)
    delete starts['of ' + String(label)]
  }
  whole.trace = (...values) => write('error', 'Trace' + (values.length > 0 ? ': ' + format(values) : ''))
  whole.table = (value, columns) => {
    if (typeof value !== 'object' || value === null) whole.log(value)
    else write('log', tableOf(value, columns as string[] | undefined))
  }
  whole.clear = () => {}
  return whole
}

function duration(ms: number): string {
  return ms < 1000 ? ms + 'ms' : (ms / 1000).toFixed(3) + 's'
}
