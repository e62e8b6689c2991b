// A growing array, one with holes, strings by code point, maps and sets.
export async function main(log: (...values: unknown[]) => void) {
  const list = [1, 2]
  for (const x of list) {
    if (list.length < 5) list.push(x * 10)
    log(await x)
  }
  for (const x of [, 'a', ,]) log(await x)
  for (const c of 'a𝒳b') log(await c)
  for (const [k, v] of new Map([
    ['a', 1],
    ['b', 2],
  ]))
    log(k, await v)
  const set = new Set([1, 2, 3])
  for (const x of set) {
    set.delete(x + 1)
    log(await x)
  }
  const shrinking = [1, 2, 3]
  for (const x of shrinking) {
    shrinking.pop()
    log('shrinking', await x)
  }
}
