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

main().then(
  () => console.log('done'),
  (error) => console.log('failed: ' + error.message),
)
