// A binding for each turn; labels, break and return.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (const key in { a: 1, b: 2 }) {
    await null
    readers.push(() => key)
  }
  log(readers.map((read) => read()))
  outer: for (const a in { x: 1, y: 1 })
    for (const b in { p: 1, q: 1, r: 1 }) {
      await null
      if (b === 'q') continue outer
      if (a === 'y') break outer
      log(a, b)
    }
  const f = async () => {
    for (const key in { a: 1 }) {
      await null
      return key
    }
  }
  log(await f())
}
