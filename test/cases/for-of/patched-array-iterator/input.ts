// A patched array iterator is used.
export async function main(log: (...values: unknown[]) => void) {
  const list: any = [1, 2]
  list[Symbol.iterator] = function* () {
    yield 'patched'
  }
  for (const x of list) log(await x)
  const prototype = Object.getPrototypeOf([][Symbol.iterator]())
  const original = prototype.next
  prototype.next = function () {
    log('patched next')
    return original.call(this)
  }
  try {
    for (const x of [1]) log(await x)
  } finally {
    prototype.next = original
  }
}
