// Regular expressions of 2015 and 2018, and what strings do with them.

const shown = (name: string, values: unknown[]) => console.log(name + ' ' + values.join('|'))

function named() {
  const found = /(?<year>\d{4})-(?<month>\d\d)/.exec('on 2024-03')!
  shown('groups', [found.groups!.year, found.groups!.month, found.index, found[1]])
  shown('again', [/(?<q>['"]).*?\k<q>0/.test(`"a'"0`), /(?<q>['"]).*?\k<q>0/.test(`"a'0`)])
  const date = /(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/
  shown('replace', ['2024-03-09'.replace(date, '$<d>/$<m>/$<y> $1 $$ $& $10')])
  shown('function', ['a1b2'.replace(/(?<l>[a-z])(?<n>\d)/g, (...args: any[]) => args[5].n + args[5].l)])
  shown('match', ['x=1'.match(/(?<k>\w)=(?<v>\w)/)!.groups!.v, 'x=1;y=2'.match(/(?<k>\w)=/g), 'x'.match(/(?<k>y)/)])
  const pairs: string[] = []
  for (const { groups, index } of 'a1 b22'.matchAll(/(?<l>[a-z])(?<n>\d+)/g)) pairs.push(groups!.l + groups!.n + index)
  shown('all', pairs)
  const { groups } = /(?<a>a)?(?<b>b)/.exec('b')!
  shown('optional', [groups!.b, groups!.a || 'none'])
}

function* tokens(source: string) {
  const pattern = /(?<number>\d+)|(?<name>[a-z]\w*)|(?<sign>[-+*/=])|\s+/gy
  for (let token = pattern.exec(source); token; token = pattern.exec(source)) {
    const { number, name, sign } = token.groups!
    if (number) yield 'number ' + number
    else if (name) yield 'name ' + name
    else if (sign) yield 'sign ' + sign
  }
}

function sticky() {
  const pattern = /foo|\s+/y
  pattern.lastIndex = 3
  const text = 'barfoo x'
  shown('sticky', [pattern.test(text), pattern.lastIndex, pattern.test(text), pattern.test(text), pattern.lastIndex])
  shown('tokens', [...tokens('x1 = 42 + y')])
  shown('stops', [...tokens('x ? y')])
}

function wide() {
  shown('dot', [/a.b/s.test('a\nb'), /a.b/.test('a\nb'), /[.]/s.test('x'), /\./s.test('x'), /[/]/s.test('/')])
  shown('pair', [/^.$/u.test('😀'), /^..$/u.test('😀'), /\u{1F600}/u.test('x😀'), /^[^a]$/u.test('😀')])
  shown('class', [/^[😀-😂]$/u.test('😁'), /^[😀x]+$/u.test('x😀x'), /^😀{2}$/u.test('😀😀')])
  shown('count', ['a😀é'.match(/./gu)!.length, 'ab😀c'.replace(/[^\w]/gu, '?')])
}

function made() {
  const word = new RegExp('(?<word>\\w+)\\s', 'y')
  const found = word.exec('ab cd')!
  shown('made', [found.groups!.word, word.lastIndex, new RegExp('a.c', 's').test('a\nc')])
  const keywords = ['let', 'if']
  const either = new RegExp(`(?<keyword>${keywords.join('|')})|(?<name>[a-z]+)`, 'g')
  shown('either', ['let xif'.replace(either, '[$<keyword>$<name>]')])
  shown('split', ['a1b2'.split(/(?<digit>\d)/).join(',')])
}

function mended() {
  shown('offset', ['aaa'.replace(/a/g, (_, at) => String(at)), 'xay'.replace(/(q)?a/, (_m, q, at) => (q || '') + at)])
  shown('every', ['a.b'.replaceAll('.', '$&$&'), 'aXbX'.replaceAll(/x/gi, (x) => x + x), 'abc'.replaceAll('', '-')])
  const rows: { key: number; at: number }[] = []
  for (let at = 0; at < 40; at++) rows.push({ key: at % 3, at })
  rows.sort((a, b) => a.key - b.key)
  let order = ''
  for (const { at } of rows) order += at + ' '
  shown('stable', [order, [3, undefined, 1].sort((a, b) => a! - b!)])
  const queue = [1, 2, 3]
  const all = queue.splice(0)
  shown('splice', [all, queue.length, [1, 2, 3].splice(-1), [1, 2, 3].splice(1, 1)])
  shown('fixed', [(2.5).toFixed(0), (0.125).toFixed(2), (-1.5).toFixed(0), (1.005).toFixed(2), (1.45).toFixed(1)])
}

/** A group that takes no part is undefined. */
function absent() {
  const signs = /(\d+)|([a-z]+)|("[^"]*")/g
  const kinds: string[] = []
  let m: RegExpExecArray | null
  while ((m = signs.exec('12 ab "" 3')))
    kinds.push(m[1] !== undefined ? 'number' : m[2] !== undefined ? 'word' : 'text')
  shown('kinds', kinds)
  const [, host, port] = /^(\w+)(?::(\d+))?$/.exec('h')!
  shown('parts', [host, port === undefined, 'ab'.match(/(a)(x)?/)![2] === undefined])
  shown('call', ['a1'.replace(/([a-z])|(\d)/g, (_, letter, digit) => (letter !== undefined ? 'L' : digit))])
  const { groups } = /(?<zone>z)?(?<area>a)/.exec('a')!
  shown('groups', [JSON.stringify(groups), groups!.zone === undefined])
}

/** Where a statement begins: MuJS takes a slash behind a bracket for a division. */
function standing() {
  const found: string[] = []
  if (found.length === 0) /a/.test('a') && found.push('if')
  for (const text of ['b', 'c']) /b/.test(text) && found.push(text)
  {
    found.push('block')
  }
  ;/d/.test('d') && found.push('d')
  shown('standing', found)
}

async function main() {
  for (const part of [named, sticky, wide, made, mended, absent, standing]) {
    await null
    part()
  }
}

main().then(() => console.info('done'))
