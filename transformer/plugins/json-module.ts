/** A JSON file as a module, for the bundler that knows none: what it holds is its default, and its names are exports. */
import { parse } from 'acorn'

export const JSON_FILE = /\.json$/

export function moduleOf(text: string): string {
  const value = JSON.parse(text) as unknown
  const names = isRecord(value) ? Object.keys(value).filter(isName) : []
  // Old engines take these for the ends of lines.
  const literal = JSON.stringify(value, undefined, 2).replace(
    /[\u2028\u2029]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16)}`,
  )
  return [
    `var $json = ${literal};`,
    'export default $json;',
    ...names.map((name) => `export var ${name} = $json.${name};`),
  ].join('\n')
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Can it be the name of a variable, at ES5? */
function isName(name: string): boolean {
  if (!/^[\w$]+$/.test(name) || name === '$json') return false
  try {
    parse(`'use strict'; var ${name}`, { ecmaVersion: 5 })
    return true
  } catch {
    return false
  }
}
