import { modern } from '../define.js'
import { arranged } from '../own-keys.js'
import { quoted, symbolText } from './primitive.js'

/** The own keys that are shown, in the order of the language: indices, names, symbols. */
export function keysOf(object: object, kind: string): string[] {
  const indices: string[] = []
  const names: string[] = []
  const symbols: string[] = []
  if (CLOSED.test(kind)) return names
  const isError = kind === 'Error'
  for (const key in object) {
    if (!own.call(object, key) || OURS.test(key) || (isError && TOLD.test(key))) continue
    if (String((key as unknown as number) >>> 0) !== key || Number(key) > 4294967294)
      (symbolText(key) ? symbols : names).push(key)
    else if (!/Array$|String/.test(kind)) indices.push(key)
  }
  if (isError && isHidden(object, 'cause')) names.push('cause')
  if (isError && isHidden(object, 'errors')) names.push('errors')
  const real = Object.getOwnPropertySymbols ? Object.getOwnPropertySymbols(object) : []
  for (let i = 0; i < real.length; i++) if (isEnumerable(object, real[i])) symbols.push(real[i] as unknown as string)
  return arranged(object, indices.concat(names)).concat(symbols)
}

/** What is in them is no property; or, where none can be hidden, not to be told from what is. */
const CLOSED = modern ? /^Promise|^Weak|Generator$| / : /^Promise|Map$|Set$|Generator$| |^Function/

/** By the text of an error; and what old engines add. */
const TOLD = modern
  ? /^(name|message|stack)$/
  : /^(name|message|stack|cause|errors|fileName|lineNumber|rhinoException)$/

const OURS = /^@@(private:|number$|base$|order$)/

export const own = Object.prototype.hasOwnProperty

function isHidden(object: object, key: string): boolean {
  return own.call(object, key) && (modern ? !isEnumerable(object, key) : object instanceof Error && TOLD.test(key))
}

export function isEnumerable(object: object, key: string | symbol): boolean {
  return Object.prototype.propertyIsEnumerable.call(object, key)
}

/** A property's name, in brackets where it is a symbol or hidden. */
export function keyText(object: object, key: string): string {
  const symbol = typeof key === 'symbol' ? String(key) : symbolText(key)
  if (symbol || isHidden(object, key)) return '[' + (symbol || key) + ']'
  return key === '__proto__' ? "['__proto__']" : /^[a-z_]\w*$/i.test(key) ? key : quoted(key)
}

/** `[Getter]` and its like; '' for a value. */
export function accessors(object: object, key: string): string {
  const found = Object.getOwnPropertyDescriptor && Object.getOwnPropertyDescriptor(object, key)
  const get = found && found.get ? 'Getter' : ''
  const set = found && found.set ? 'Setter' : ''
  return get || set ? '[' + get + (get && set && '/') + set + ']' : ''
}
