// What came into the library after ES5, as programs use it.

class Failed extends Error {
  name = 'Failed'
  declare cause: Error & { cause: string }
}

async function main() {
  const prices: Record<string, number> = { apple: 12, fig: 7, pear: 3 }
  await null
  const lines = Object.entries(prices)
    .filter(([name]) => !name.startsWith('f'))
    .map(([name, price]) => name.padEnd(6, '.') + String(price).padStart(3))
  console.log(lines.join('|'))
  console.log(
    Object.values(prices).includes(7) + ' ' + [1, 2, 3].find((n) => n > 1) + ' ' + [3, 4].findIndex((n) => n === 4),
  )
  console.log('ab'.repeat(2))
  const failed = new Failed('outer', { cause: new RangeError('inner', { cause: 'innermost' }) })
  console.log(failed.name + ': ' + failed.message + ' < ' + failed.cause.message + ' < ' + failed.cause.cause)
  const own = { flatMap: (f: (x: number) => number) => 'own ' + f(1) }
  console.log(JSON.stringify([1, [2, [3, [4]]]].flat()) + JSON.stringify([[1, [2]], 3].flat(Infinity)))
  console.log(['a b', 'c'].flatMap((words) => words.split(' ')).join() + ' ' + own.flatMap((x) => x + 1))
  console.log(JSON.stringify(Object.assign({ a: 1 }, { b: 2 })) + ' ' + Math.trunc(-2.5) + ' ' + Number.isInteger(5))
  for (const [i, letter] of ['x', 'y'].entries()) console.log(i + letter)
  console.log([...Array(3).keys()].join() + ' ' + new Array(2).fill(0).join() + ' ' + [1, 2, 3].at(-1))
}

/** Calls that are taken apart, because their arguments suspend, are spread, or may not be reached. */
async function inPieces() {
  const given = async <T>(value: T) => value
  const list = [1, 2, 3]
  const text: { short?: string; own: { includes(x: number): string } } = {
    short: 'ab',
    own: { includes: (x) => 'own ' + x },
  }
  console.log(Object.entries(await given({ a: 1, b: 2 })).length + ' ' + Object.assign({}, await given({ c: 3 })).c)
  console.log(Math.trunc(await given(2.5)) + ' ' + Reflect.ownKeys(await given({ a: 1 })).join())
  console.log(
    list.includes(await given(2)) + ' ' + text.short?.padEnd(await given(4), '-') + ' ' + [[1]].flat(await given(1)),
  )
  console.log(list.at?.(-1) + ' ' + text.short?.includes?.('b') + ' ' + text.own.includes(await given(5)))
  console.log(list.includes(...([3] as const)) + ' ' + Array.prototype.includes.call([4], 4))
  const { RangeError: Kind } = { RangeError }
  console.log(
    String(new Kind('x', { cause: 'kept' }).cause) + ' ' + new Error('y', { cause: await given('late') }).cause,
  )
  const { propertyIsEnumerable } = Object.prototype
  console.log('shown: ' + propertyIsEnumerable.call(new Failed('x', { cause: 'hidden' }), 'cause'))
}

class Stack extends Array<number> {
  get top() {
    return this.peek()
  }
  peek() {
    return this[this.length - 1]
  }
}

class Double extends Map<string, number> {
  get size() {
    let size = 0
    this.forEach(() => (size += 2))
    return size
  }
}

function ofBuiltIns() {
  console.log(new Double([['a', 1]]).size + ' ' + new Map([['a', 1]]).size + ' a '.trimRight() + '|')
  const stack = new Stack()
  stack.push(1, 2)
  console.log(stack.top + ' ' + stack.length)
  // Methods are hidden.
  class Point {
    x = 1
    norm() {
      return this.x
    }
  }
  for (const key in new Point()) console.log(key)
}

main()
  .then(inPieces)
  .then(ofBuiltIns)
  .then(
    () => console.log('done'),
    (error) => console.log('failed: ' + error.message),
  )
