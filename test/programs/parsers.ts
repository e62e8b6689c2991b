/** CSV fed char by char to a coroutine, JSON as a stream of events from nested generators. */
function* csv(): Generator<string[] | undefined, string[][], string | null> {
  const rows: string[][] = []
  let row: string[] = [],
    field = '',
    c = yield
  parse: while (c !== null) {
    if (c === '"') {
      for (;;) {
        c = yield
        if (c === null) throw new SyntaxError('open quote')
        if (c !== '"') {
          field += c
          continue
        }
        c = yield
        if (c === '"') {
          field += c
          continue
        }
        continue parse
      }
    } else if (c === ',') {
      row.push(field)
      field = ''
    } else if (c === '\n') {
      row.push(field)
      field = ''
      rows.push(row)
      const full = row
      row = []
      c = yield full
      continue
    } else field += c
    c = yield
  }
  if (field || row.length) {
    row.push(field)
    rows.push(row)
  }
  return rows
}
function feed(text: string): string {
  const p = csv()
  p.next()
  const partial: string[] = []
  try {
    for (const c of text) {
      const r = p.next(c)
      if (r.value) partial.push((r.value as string[]).length + 'f')
    }
    const r = p.next(null)
    return `${partial.join('')} ${(r.value as string[][]).map((x) => x.map((f) => `<${f}>`).join('')).join(' / ')} ${r.done}`
  } catch (e) {
    return `${(e as Error).name}: ${(e as Error).message}; done=${p.next('x').done}`
  }
}
console.log(feed('a,b\n1,"x, ""y""\nz"\n,'))
console.log(feed('one'), '|', feed('"open'), '|', feed(''))
type Json = null | boolean | number | string | Json[] | { [k: string]: Json }
type Ev = ['{' | '}' | '[' | ']'] | ['key', string] | ['val', Json]
function* events(s: string): Generator<Ev, number> {
  let i = 0
  const ws = () => {
    while (i < s.length && ' \n\t'.indexOf(s.charAt(i)) >= 0) i++
  }
  const fail = (w: string): never => {
    throw new SyntaxError(`${w} at ${i}`)
  }
  const str = () => {
    let r = ''
    i++
    while (s.charAt(i) !== '"') {
      if (i >= s.length) fail('string')
      if (s.charAt(i) === '\\') {
        i++
        const m = ({ n: '\n', t: '\t', '"': '"', '\\': '\\' } as any)[s.charAt(i)]
        r += m ?? fail('escape')
      } else r += s.charAt(i)
      i++
    }
    i++
    return r
  }
  function* value(): Generator<Ev, void> {
    ws()
    const c = s.charAt(i)
    if (c === '{' || c === '[') {
      const close = c === '{' ? '}' : ']'
      i++
      yield [c]
      ws()
      if (s.charAt(i) !== close)
        do {
          ws()
          if (c === '{') {
            if (s.charAt(i) !== '"') fail('key')
            yield ['key', str()]
            ws()
            if (s.charAt(i++) !== ':') fail('colon')
          }
          yield* value()
          ws()
        } while (s.charAt(i) === ',' && ++i)
      if (s.charAt(i++) !== close) fail(close)
      yield [close as '}']
    } else if (c === '"') yield ['val', str()]
    else {
      const m = /^(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)/i.exec(s.slice(i))
      if (!m) return fail('value')
      i += m[0].length
      const w = m[0]
      yield ['val', w === 'true' ? true : w === 'false' ? false : w === 'null' ? null : +w]
    }
  }
  yield* value()
  ws()
  if (i < s.length) fail('end')
  return i
}
function build(s: string): Json {
  const stack: any[] = [[]]
  let key: (string | null)[] = [null]
  const put = (v: Json) => {
    const top = stack[stack.length - 1]
    if (top instanceof Array) top.push(v)
    else top[key[key.length - 1]!] = v
  }
  for (const [type, arg] of events(s))
    switch (type) {
      case '{':
      case '[': {
        const v = type === '{' ? {} : []
        put(v)
        stack.push(v)
        key.push(null)
        break
      }
      case '}':
      case ']':
        stack.pop()
        key.pop()
        break
      case 'key':
        key[key.length - 1] = arg as string
        continue
      default:
        put(arg as Json)
    }
  return stack[0][0]
}
const show = (j: Json): string =>
  j === null
    ? 'null'
    : typeof j === 'object'
      ? j instanceof Array
        ? `[${j.map(show).join(' ')}]`
        : (() => {
            const p: string[] = []
            for (const k in j) p.push(`${k}=${show(j[k]!)}`)
            return `(${p.sort().join(' ')})`
          })()
      : typeof j === 'string'
        ? `'${j}'`
        : `${j}`
for (const t of [
  '{"a": [1, -2.5e1, true, null], "b": {"c": "x\\n\\"y"}, "d": []}',
  '[]',
  '"s"',
  '[1, [2, [3, [4, [5]]]]]',
  '{"a" 1}',
  '[1 2]',
  '{a:1}',
  '"x',
  'nul',
  '1 1',
]) {
  try {
    console.log(show(build(t)))
  } catch (e) {
    console.log(t, '->', (e as Error).message)
  }
}
console.log([...events('[{"k":[]}]')].map((e) => e.join(':')).join(' '))
