import { isObject } from '../define.js'
import { accessors, keysOf, keyText } from './keys.js'
import { kindOf, tagOf } from './kind.js'
import { layOut } from './layout.js'
import { baseOf, classNameOf } from './names.js'
import { literal } from './primitive.js'
import { eachHeld, outcomeOf } from './stand-ins.js'

/**
 * A value as Node's console shows it: `util.inspect` with its defaults, but for these options.
 *
 * Law: to the letter, where the engine has what is asked for; what it has not is in the guide on limits.
 */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  const outer = at
  const { depth } = options
  at = {
    _limit: depth === void 0 ? 2 : depth === null ? 1 / 0 : depth,
    _width: options.breakLength || 80,
    _most: options.maxArrayLength || 100,
    _deepest: 0,
    _open: [],
    _rings: [],
  }
  const text = show(value)
  at = outer
  return text
}

export interface InspectOptions {
  depth?: number | null
  breakLength?: number
  maxArrayLength?: number
}

interface Inspection {
  /** How deep objects are shown. */
  _limit: number
  _width: number
  /** Items of a list that are shown. */
  _most: number
  /** The objects that we are in: as many as we are deep. */
  _open: object[]
  /** How many they were when the last one was begun. */
  _deepest: number
  /** Those of them that were met again. */
  _rings: object[]
}

/** The inspection that goes on. */
export let at: Inspection

/** What may be asked of an object, whatever it is. */
export interface Shown {
  [key: string]: unknown
  length: number
  size: number
  forEach(receive: (value: unknown, key: unknown) => void): void
}

/** `name`: of the property it stands in, for a function that has none of its own. */
function show(value: unknown, name?: string): string {
  if (!isObject(value)) return literal(value)
  if (indexIn(at._open, value) < 0) return showObject(value as Shown, name)
  if (indexIn(at._rings, value) < 0) at._rings.push(value)
  return '[Circular *' + (indexIn(at._rings, value) + 1) + ']'
}

function showObject(object: Shown, name?: string): string {
  const tag = tagOf(object)
  const kind = kindOf(object, tag)
  const isList = /Array$/.test(kind)
  const isCollection = /^(Map|Set)$/.test(kind)
  const count = isList ? object.length : isCollection ? object.size : /^(Promise|Weak\w+)$| /.test(kind) ? 1 : 0
  const own = classNameOf(object, kind)
  const prefix = (size: string): string =>
    (own === null ? '[' + kind + size + ': null prototype] ' : own + size + ' ') +
    (tag === '' || tag === (own || kind) ? '' : '[' + tag + '] ')

  let open = prefix(isList || isCollection ? '(' + count + ')' : '')
  let short = prefix('').slice(0, -1)
  let base = indented(baseOf(object, kind, tag, short, name))
  if (own !== null) short = '[' + short + ']'
  if (kind === 'Arguments' || / /.test(kind)) open = '[' + kind + '] '
  else if (base || (tag === '' && own === (isList ? 'Array' : 'Object'))) open = ''
  open += isList ? '[' : '{'
  const close = isList ? ']' : '}'
  const keys = keysOf(object, kind)
  if (count + keys.length === 0) return base || open + close
  if (at._open.length > at._limit) return kind === 'RegExp' ? base : short

  const entries: string[] = []
  at._deepest = at._open.push(object)
  if (isList) listItems(object, entries)
  else if (isCollection)
    object.forEach((value, key) => entries.push((kind === 'Map' ? show(key) + ' => ' : '') + show(value)))
  else if (kind === 'Promise') entries.push(outcomeOf(object, show))
  else if (/^Weak/.test(kind)) entries.push('<items unknown>')
  else if (count) eachHeld(object, (value) => entries.push(show(value)))
  const more = entries.length - at._most
  if (!isList && more > 0) entries.splice(at._most, more, moreThan(more))
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    entries.push(keyText(object, key) + ': ' + (accessors(object, key) || show(object[key], key)))
  }
  at._open.pop()

  const ring = indexIn(at._rings, object) + 1
  if (ring > 0) base = '<ref *' + ring + '>' + (base && ' ' + base)
  return layOut(entries, base, open, close, isList ? object : null)
}

function listItems(list: Shown, entries: string[]): void {
  let i = 0
  while (i < list.length && entries.length < at._most) {
    const from = i
    while (i < list.length && !(i in list)) i++
    entries.push(i > from ? '<' + counted(i - from, 'empty item') + '>' : show(list[i++]))
  }
  if (i < list.length) entries.push(moreThan(list.length - i))
}

function moreThan(count: number): string {
  return '... ' + counted(count, 'more item')
}

function counted(count: number, what: string): string {
  return count + ' ' + what + (count > 1 ? 's' : '')
}

function indented(text: string): string {
  return text.replace(/\n/g, '\n' + margin())
}

/** At the depth where we are. */
export function margin(): string {
  return spaces(2 * at._open.length)
}

export function spaces(count: number): string {
  let made = ''
  while (made.length < count) made += ' '
  return made
}

function indexIn(list: object[], value: object): number {
  let i = list.length
  while (--i >= 0 && list[i] !== value);
  return i
}
