// Map, Set, WeakMap and symbols, where the engine has none; what is iterable, asked for as libraries do.

const OPEN = Symbol('state')
const CLOSED = Symbol('state')

class Groups<K, V> extends Map<K, V[]> {
  push(key: K, value: V): this {
    const group = this.get(key)
    if (group) group.push(value)
    else this.set(key, [value])
    return this
  }
}

function isIterable(value: any): boolean {
  return value !== null && value !== undefined && typeof value[Symbol.iterator] === 'function'
}

async function maps() {
  const object = {}
  const map = new Map<unknown, string>([
    [1, 'number'],
    ['1', 'text'],
    [NaN, 'not a number'],
    [null, 'null'],
  ])
  map.set(object, 'object').set(-0, 'zero')
  console.log(map.size + ' ' + map.get(1) + ' ' + map.get('1') + ' ' + map.get(NaN) + ' ' + map.get(0))
  console.log(map.get(object) + ' ' + map.has(undefined) + ' ' + map.has({}))
  for (const [key, value] of map) {
    if (value === 'text') map.delete('1')
    await null
    console.log(String(key) + ': ' + value)
  }
  console.log([...map.keys()].length + ' ' + Array.from(map.values()).join(', '))
  map.delete(object)
  map.forEach((value, key) => {
    if (key === 1) map.set('late', 'added meanwhile')
    console.log(value)
  })
}

function sets() {
  const set = new Set('hello')
  set.add('x').delete('h')
  console.log([...set].join('') + ' ' + set.size)
  for (const letter of set) {
    if (letter === 'e') {
      set.clear()
      set.add('y')
    }
    console.log(letter)
  }
  const groups = new Groups<string, number>().push('a', 1).push('a', 2).push('b', 3)
  console.log(groups.get('a')!.join() + ' ' + (groups instanceof Map) + ' ' + (groups instanceof Groups))
}

function marks() {
  const door = { [OPEN]: 'open' } as Record<symbol, string>
  console.log(door[OPEN] + ' ' + door[CLOSED] + ' ' + (OPEN === CLOSED))
  console.log(Symbol.for('a') === Symbol.for('a'))
  const key = {}
  const weak = new WeakMap<object, number>([[key, 1]])
  console.log(weak.get(key) + ' ' + weak.has({}))
  const seen = new WeakSet([key])
  console.log(seen.has(key) + ' ' + seen.delete(key) + ' ' + seen.has(key))
}

function* generator() {
  yield 1
}

async function isIterableSoon(value: any): Promise<boolean> {
  const given = await value
  return typeof given[Symbol.iterator] === 'function'
}

async function main() {
  console.log((await isIterableSoon([1])) + ' ' + (await isIterableSoon({})))
  await maps()
  sets()
  marks()
  const values = [[1], 'text', new Map(), generator(), {}, 5, null, undefined]
  console.log(values.map(isIterable).join())
  console.log(values.map((value: any) => typeof value?.[Symbol.iterator] === 'function').join())
  console.log([[1], new Set(), {}].map((value) => Symbol.iterator in value).join())
}

main().then(
  () => console.log('done'),
  (error) => console.log('failed: ' + error.message),
)
