import { isObject } from './define.js'
import { placed } from './key-order.js'
import { arranged, ownKeys } from './own-keys.js'

/**
 * `JSON`, where the engine has none, or keeps keys in an order of its own (ECMAScript 25.5).
 */
interface Writer {
  replace: ((this: unknown, key: string, value: unknown) => unknown) | null
  only: string[] | null
  step: string
  stack: object[]
}

/** Is the engine's own as it should be? */
const isSound = /* @__PURE__ */ (() =>
  typeof JSON === 'object' &&
  arranged({ b: 1, a: 1 }, ['a', 'b'])[0] === 'a' &&
  JSON.stringify({ b: 1, a: 1, 1: 1 }) === '{"1":1,"b":1,"a":1}')()

export const stringify: typeof JSON.stringify = /* @__PURE__ */ (() => (isSound ? JSON.stringify : write))() as never
export const parse: typeof JSON.parse = /* @__PURE__ */ (() => (isSound ? JSON.parse : read))() as never

const JSONHere = /* @__PURE__ */ (() => (isSound ? JSON : { parse, stringify }))() as typeof JSON
export { JSONHere }

function write(value: unknown, replacer?: unknown, space?: unknown): string | undefined {
  const gap =
    typeof space === 'number'
      ? '          '.slice(0, Math.max(0, space))
      : typeof space === 'string'
        ? space.slice(0, 10)
        : ''
  const isList = Object.prototype.toString.call(replacer) === '[object Array]'
  const writer: Writer = {
    replace: typeof replacer === 'function' ? (replacer as Writer['replace']) : null,
    only: isList ? (replacer as unknown[]).map(String) : null,
    step: gap,
    stack: [],
  }
  return textOf(writer, { '': value }, '', '')
}

function textOf(writer: Writer, holder: object, key: string, indent: string): string | undefined {
  let value = (holder as Record<string, unknown>)[key]
  if (isObject(value)) {
    const { toJSON } = value as { toJSON?: unknown }
    if (typeof toJSON === 'function') value = toJSON.call(value, key) as unknown
    // Dates of old engines.
    else if (Object.prototype.toString.call(value) === '[object Date]') value = isoOf(value as Date)
  }
  if (writer.replace) value = writer.replace.call(holder, key, value)
  const tag = Object.prototype.toString.call(value)
  if (isObject(value)) {
    if (tag === '[object Number]') value = Number(value)
    else if (tag === '[object String]') value = String(value)
    else if (tag === '[object Boolean]') value = value.valueOf()
  }
  if (value === null) return 'null'
  switch (typeof value) {
    case 'boolean':
      return String(value)
    case 'number':
      return isFinite(value) ? String(value) : 'null'
    case 'string':
      return quoted(value)
    case 'object':
      return listed(writer, value, tag === '[object Array]', indent)
  }
  return void 0
}

function listed(writer: Writer, object: object, isArray: boolean, indent: string): string {
  for (let i = 0; i < writer.stack.length; i++) {
    if (writer.stack[i] === object) throw new TypeError('Converting circular structure to JSON')
  }
  writer.stack.push(object)
  const inner = indent + writer.step
  const parts: string[] = []
  if (isArray) {
    const list = object as unknown[]
    for (let i = 0; i < list.length; i++) parts.push(textOf(writer, list, String(i), inner) || 'null')
  } else {
    const keys = writer.only || ownKeys(object)
    for (let i = 0; i < keys.length; i++) {
      const text = textOf(writer, object, keys[i], inner)
      if (text !== void 0) parts.push(quoted(keys[i]) + (writer.step ? ': ' : ':') + text)
    }
  }
  writer.stack.pop()
  const [open, close] = isArray ? '[]'.split('') : '{}'.split('')
  if (!parts.length || !writer.step) return open + parts.join(',') + close
  return open + '\n' + inner + parts.join(',\n' + inner) + '\n' + indent + close
}

// A pair is a sign; half of one is not.
// eslint-disable-next-line no-control-regex
const SPECIAL = /["\\\u0000-\u001f]|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g
const SHORT: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

function quoted(text: string): string {
  return '"' + text.replace(SPECIAL, escaped) + '"'
}

function escaped(sign: string): string {
  if (sign.length === 2) return sign
  return SHORT[sign] || '\\u' + ('0000' + sign.charCodeAt(0).toString(16)).slice(-4)
}

function isoOf(date: Date): string | null {
  if (!isFinite(date.getTime())) return null
  const two = (value: number): string => ('0' + value).slice(-2)
  return (
    ('000' + date.getUTCFullYear()).slice(-4) +
    '-' +
    two(date.getUTCMonth() + 1) +
    '-' +
    two(date.getUTCDate()) +
    'T' +
    two(date.getUTCHours()) +
    ':' +
    two(date.getUTCMinutes()) +
    ':' +
    two(date.getUTCSeconds()) +
    '.' +
    ('00' + date.getUTCMilliseconds()).slice(-3) +
    'Z'
  )
}

interface Reader {
  text: string
  at: number
}

type Revive = (this: unknown, key: string, value: unknown) => unknown

function read(source: unknown, reviver?: unknown): unknown {
  const reader: Reader = { text: String(source), at: 0 }
  const value = valueIn(reader)
  if (signIn(reader) !== '') fail(reader)
  return typeof reviver === 'function' ? revived({ '': value }, '', reviver as Revive) : value
}

function revived(holder: object, key: string, revive: Revive): unknown {
  const value = (holder as Record<string, unknown>)[key]
  if (isObject(value)) {
    const keys = ownKeys(value)
    for (let i = 0; i < keys.length; i++) {
      const made = revived(value, keys[i], revive)
      if (made === void 0) delete (value as Record<string, unknown>)[keys[i]]
      else (value as Record<string, unknown>)[keys[i]] = made
    }
  }
  return revive.call(holder, key, value)
}

/** The next sign that is no space; '' at the end. */
function signIn(reader: Reader): string {
  while (reader.at < reader.text.length && ' \t\n\r'.indexOf(reader.text.charAt(reader.at)) >= 0) reader.at++
  return reader.text.charAt(reader.at)
}

function fail(reader: Reader): never {
  const sign = reader.text.charAt(reader.at)
  throw new SyntaxError(
    sign === '' ? 'Unexpected end of JSON input' : "Unexpected token '" + sign + "' in JSON at position " + reader.at,
  )
}

function valueIn(reader: Reader): unknown {
  const sign = signIn(reader)
  if (sign === '"') return textIn(reader)
  if (sign === '[' || sign === '{') return sign === '[' ? listIn(reader) : objectIn(reader)
  const rest = reader.text.slice(reader.at, reader.at + 40)
  const word = /^(?:true|false|null)/.exec(rest)
  if (word) {
    reader.at += word[0].length
    return word[0] === 'null' ? null : word[0] === 'true'
  }
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(
    rest.length < 40 ? rest : reader.text.slice(reader.at, reader.at + 400),
  )
  if (!number) fail(reader)
  reader.at += number![0].length
  const text = number![0]
  return text.charAt(0) === '-' ? -Number(text.slice(1)) : Number(text)
}

function listIn(reader: Reader): unknown[] {
  const list: unknown[] = []
  reader.at++
  if (signIn(reader) === ']') {
    reader.at++
    return list
  }
  for (;;) {
    list.push(valueIn(reader))
    if (more(reader, ']')) return list
  }
}

function objectIn(reader: Reader): object {
  const object: Record<string, unknown> = {}
  reader.at++
  if (signIn(reader) === '}') {
    reader.at++
    return object
  }
  for (;;) {
    if (signIn(reader) !== '"') fail(reader)
    const key = textIn(reader)
    if (signIn(reader) !== ':') fail(reader)
    reader.at++
    object[placed(object, key)] = valueIn(reader)
    if (more(reader, '}')) return object
  }
}

/** Past a comma; true: past the end. */
function more(reader: Reader, close: string): boolean {
  const sign = signIn(reader)
  if (sign !== ',' && sign !== close) fail(reader)
  reader.at++
  return sign === close
}

const MARKS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' }

function textIn(reader: Reader): string {
  const { text } = reader
  let made = ''
  let from = ++reader.at
  for (;;) {
    const sign = text.charAt(reader.at)
    if (sign === '"') {
      made += text.slice(from, reader.at++)
      return made
    }
    if (sign < ' ') fail(reader)
    if (sign !== '\\') {
      reader.at++
      continue
    }
    made += text.slice(from, reader.at++)
    const mark = text.charAt(reader.at)
    if (mark === 'u' && /^[\da-fA-F]{4}$/.test(text.slice(reader.at + 1, reader.at + 5))) {
      made += String.fromCharCode(parseInt(text.slice(reader.at + 1, reader.at + 5), 16))
      reader.at += 5
    } else if (mark !== '' && MARKS[mark]) {
      made += MARKS[mark]
      reader.at++
    } else fail(reader)
    from = reader.at
  }
}
