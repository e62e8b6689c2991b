/** What our console makes of values is what Node's makes of them. */
import { Console } from 'node:console'
import { format as nativeFormat, inspect as nativeInspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { format } from '../../../runtime/compat/console/format.js'
import { inspect } from '../../../runtime/compat/console/inspect.js'
import { tableOf } from '../../../runtime/compat/console/table.js'
import { TimeoutError } from '../../../runtime/index.js'

function argumentsOf(..._: number[]): unknown {
  // eslint-disable-next-line prefer-rest-params
  return arguments
}

const values = fc.anything({
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withBoxedValues: true,
  maxDepth: 4,
  maxKeys: 8,
})

describe('inspect', () => {
  it('shows any value as Node does', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(inspect(value)).toBe(nativeInspect(value))
      }),
      { numRuns: 3_000 },
    )
  })

  it('puts long lists into columns as Node does', () => {
    const items = fc.oneof(fc.nat(99_999), fc.string({ maxLength: 20 }), fc.double(), fc.boolean())
    fc.assert(
      fc.property(fc.array(items, { minLength: 5, maxLength: 140 }), fc.array(fc.nat()), (mixed, numbers) => {
        const value = { mixed, numbers, nested: [[numbers, mixed]] }
        expect(inspect(value)).toBe(nativeInspect(value))
      }),
      { numRuns: 1_000 },
    )
  })

  class Point {
    x = 1
    get sum() {
      return 2
    }
  }
  class Tagged {
    get [Symbol.toStringTag]() {
      return 'tag'
    }
  }
  class HttpError extends Error {
    status = 404
  }
  class Renamed extends Error {
    override name = 'OtherError'
  }
  const ring: { self?: object; list: unknown[] } = { list: [] }
  ring.self = ring
  ring.list.push(ring.list, ring)

  it.each<[string, unknown]>([
    ['instances', [new Point(), { a: new Point() }, new Tagged(), Object.create(Point.prototype)]],
    [
      'classes of built-ins',
      [new (class Table extends Map<number, number> {})([[1, 2]]), new (class List extends Array {})()],
    ],
    ['rings', [ring, ring]],
    [
      'functions',
      [function named() {}, { key() {}, other: () => 1 }, Object.assign(function f() {}, { a: 1 }), Math.max],
    ],
    [
      'accessors',
      {
        get a() {
          return 1
        },
        set b(_: number) {},
        get c() {
          return 1
        },
        set c(_: number) {},
      },
    ],
    ['extra keys', [Object.assign([1, 2], { a: 1, '-': 2 }), Object.assign(/x/g, { a: 1 })]],
    ['symbols', { [Symbol('a b')]: 1, [Symbol.iterator]: 2, list: [Symbol(), Symbol.for('x')] }],
    ['weak collections', [new WeakMap(), new WeakSet()]],
    ['arguments', argumentsOf(1, 2)],
    ['quotes', ["'", '"\'', '`"\'', '\0\x7f\x9b\n\\', 'x'.repeat(100) + '\n' + 'y'.repeat(100)]],
    [
      'depth',
      {
        a: { b: { c: {}, d: { e: 1 }, f: [1], g: new Map([[1, 2]]), h: Object.assign(Object.create(null), { x: 1 }) } },
      },
    ],
    ['dates', [new Date(0), new Date(NaN), Object.assign(new Date(1), { a: 1 })]],
    ['strange keys', { __proto: 1, ['__proto__']: 2, 'a-b': 3, ä: 4, $: 5, '01': 6, 7: 8 }],
  ])('shows %s as Node does', (_, value) => {
    expect(inspect(value)).toBe(nativeInspect(value))
  })

  it.each<[string, unknown]>([
    ['of the language', new TypeError('wrong')],
    ['of a class', { error: new HttpError('not there') }],
    ['with another name', new Renamed('x')],
    ['with a cause', new Error('outer', { cause: { code: 1 } })],
    ['of several', new AggregateError([new RangeError('a')], 'both')],
    ['of two lines', [new Error('one\ntwo')]],
    ['named late', Object.assign(new Error('x'), { name: 'Late' })],
    ['deep down', { a: { b: { c: new HttpError('x'), d: new Error('y') } } }],
  ])('shows errors %s as Node does', (_, value) => {
    expect(inspect(value)).toBe(nativeInspect(value))
  })

  it('shows errors without a stack in brackets', () => {
    const error = new HttpError('x')
    error.stack = ''
    expect(inspect([error])).toBe(nativeInspect([error]))
  })

  it('knows the name of an error of ours', () => {
    expect(inspect(new TimeoutError('late'))).toMatch(/^TimeoutError: late\n {4}at /)
  })

  it('takes a depth', () => {
    const deep = { a: { b: { c: { d: { e: 1 } } } } }
    for (const depth of [0, 1, 4, null]) expect(inspect(deep, { depth })).toBe(nativeInspect(deep, { depth }))
  })
})

describe('format', () => {
  it.each<unknown[][]>([
    [['%s %d %i %f %%', 'a', '1.5', '1.5', '1.5x', 'rest', { a: 1 }]],
    [['%s %s %s %s %s', {}, [1, [2]], null, undefined, -0]],
    [['%s', { toString: () => 'own' }, '%s']],
    [['%j %O %c.', { a: [1] }, { a: { b: { c: { d: 1 } } } }, 'css']],
    [['%d %i %f %s', Symbol('a'), Symbol('b'), {}, Symbol('c')]],
    [['100%', 'b']],
    [['%% %x']],
    [['%% %x %s', 'a']],
    [['%s']],
    [[1, '%s', 2]],
    [[]],
  ])('fills in %j as Node does', (args) => {
    expect(format(args)).toBe(nativeFormat(...args))
  })
})

it.each<[unknown, string[]?]>([
  [
    [
      { a: 1, b: 'x' },
      { a: 2, c: true },
    ],
  ],
  [
    [
      [1, 2],
      [3, 4, 5],
    ],
  ],
  [['p', { q: 1 }, null]],
  [{ one: { a: 1, b: 2 }, two: { a: [1, 2, 3, 4], b: { x: 1, y: 2, z: 3 } } }, ['a', 'b', 'none']],
  [
    new Map<unknown, unknown>([
      ['k', 1],
      [{ a: 1 }, [1]],
    ]),
  ],
  [new Set(['v', 2])],
  [[]],
])('draws the table of %j as Node does', (data, only) => {
  const lines: string[] = []
  const output = {
    write: (text: string) => lines.push(text),
    on() {},
    once() {},
    removeListener() {},
    listenerCount: () => 1,
  }
  new Console({ stdout: output as never }).table(data, only)
  expect(tableOf(data as object, only) + '\n').toBe(lines.join(''))
})
