/**
 * What a console shows of all kinds of values. Keys are in the order of the alphabet: MuJS knows no other.
 */
class Point {
  x: number
  y: number
  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
  get sum() {
    return this.x + this.y
  }
}

class Place extends Point {
  z = 'here'
}

console.log('bare', ['in quotes', "it's", 'both \' and "', 'all \' " `', 'a\nb\t\\\u0001'])
console.log(0, -0, [-0, 1.5, NaN, Infinity], true, null, undefined, [null, undefined, false])
console.log([], {}, [[]], [{}], { a: [], b: {} })
console.log([1, 'a'], { b: [2] }, new Map([['k', 1]]), new Error('x').message)
console.log({ a: 1, 'b-c': 2, c3: 'three', d_: null }, { 2: 'two', 10: 'ten', x: 1 })
console.log({ $: 1 }, { a: { b: { c: { d: 1 } } } }, [[[[1]]]], { a: { b: { c: new Point(1, 2) } } })
console.log(new Point(1, -0), [new Point(3, 4)], { a: { b: { c: {}, d: [] } } }, new Place(0, 1))
console.log(0.1 + 0.2, [100 / 3, 1 / 3, 2 / 3, 1e21, 1e-7, 123456789.123])

const gaps: unknown[] = [1]
gaps[3] = 4
gaps.length = 6
console.log(gaps, new Array(3))
const extra = [1, 2] as unknown as { a: string }
extra.a = 'b'
console.log(extra)

console.log(numbers(7), numbers(30), numbers(101), numbers(130))
console.log(['apple', 'banana', 'cherry', 'damson', 'elder', 'fig', 'grape', 'hazel', 'iris'])
console.log({ list: numbers(20), more: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] })
console.log([1, 'a', 2, 'b', 3, 'c', 4, 'd'], [1.25, 10, 100, 1000, 2, 3, 4, 5, 66666])
for (let size = 8; size < 20; size++) console.log({ a: text(size), b: text(size), c: [text(size), size] })
for (let size = 56; size < 80; size++) console.log([text(size)], { a: text(size) })
console.log({ a: 'x'.concat(text(70), '\n', text(30)) })
console.log({ a: { b: { c: 1 } }, d: 1 }, { a: { b: { c: {} } } }, { a: { b: { c: [1] } } })
console.log([
  { id: 1, name: 'one', tags: ['a', 'b'] },
  { id: 2, name: 'two', tags: [] },
])
console.log([[1, 2, [3, 4, [5, [6]]], { a: { b: { c: 1 } } }], [['x', 'y']]])

const ring: Record<string, unknown> = { a: 1 }
ring.b = ring
ring.c = { d: [ring] }
console.log(ring, [ring, ring])

console.log(new Date(0), [new Date(1e12 + 7)], new Date(NaN), /a+b/gi, [/x/])
const entries: [unknown, unknown][] = [
  ['a', 1],
  [{ b: 1 }, [2]],
]
const map = new Map(entries)
console.log(map, new Set([1, 'b', [3]]), new Map(), new Set())
console.log({ a: new Map([['k', new Map([['l', new Map()]])]]), b: new Set([new Set([1])]) })
console.log(new Map([['a', { b: { c: { d: 1 } } }]]), [[[new Set([1])]]], [[[new Map([[1, 2]])]]])
console.log(new WeakMap(), [new WeakSet()])
console.log(Object(3), Object('abc'), Object(false))

function named() {}
console.log(named, [named], { key: named, method() {}, other: () => 1 })

const key = Symbol('key')
console.log({ [key]: 1, a: 2 }, [Symbol('s'), Symbol.for('shared')], key)

console.log([bare(new Error('wrong'))], { e: bare(new TypeError('type')) })
const coded = bare(new Error('with code')) as Error & { code: string; info: object }
coded.code = 'E1'
coded.info = { a: 1 }
console.log(coded)
class NotFound extends Error {
  status = 404
  constructor(what: string) {
    super(what + ' not found')
    this.name = 'NotFound'
  }
}
class NotFoundError extends Error {}
console.log(bare(new NotFound('it')), bare(new NotFoundError('it')), [bare(new Error('two\nlines'))])
console.log(bare(new Error('outer', { cause: bare(new RangeError('inner')) })))
console.log(firstLine(new Error('with a stack')))

console.log('%s is %d years and %i, %f', 'Bob', '42.5', 42.9, '1.5x', 'and', { more: 1 })
console.log('%s %s %s %s', -0, null, { a: { b: 1 } }, [1, [2]], '%s')
console.log('100%', 1, '%d')
console.log('%% %x %s')
console.log('%% %x %s', 'a')
console.log('%c styled %O', 'color: red', { a: { b: { c: { d: 1 } } } })
console.log('%s', new Point(1, 2), '%s')
console.log()
console.log('')
console.log('text', 1, true, `of ${1 + 1}`)

console.group('group')
console.log('text')
console.log({ a: text(40), b: text(40) })
console.group()
console.info('two\nlines')
console.groupEnd()
console.groupEnd()
console.dir('quoted')
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })
console.count()
console.count('times')
console.count()
console.countReset()
console.count()
console.assert(true, 'not shown')
console.table([
  { a: 1, b: 'x' },
  { a: 2, c: true },
])
console.table([
  [1, 2],
  [3, 4],
])
console.table(['p', { q: 1 }])
console.table({ one: { a: 1 }, two: { a: [1, 2, 3, 4] } }, ['a'])
console.table(new Map([['k', 1]]))
console.table(new Set(['v']))
console.table('no table')
console.debug('end')

function numbers(count: number): number[] {
  const made: number[] = []
  for (let i = 0; i < count; i++) made.push(i * i)
  return made
}

function text(size: number): string {
  let made = ''
  while (made.length < size) made += 'x'
  return made
}

/** Stacks differ. */
function bare(error: Error): Error {
  error.stack = ''
  return error
}

function firstLine(error: Error): string {
  return String(error).split('\n')[0]!
}
