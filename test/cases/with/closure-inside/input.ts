// Async functions and generators inside a `with` read its object after they suspend, too.
function main(log: (...values: unknown[]) => void) {
  let read: any, list: any
  const object = { key: 'first' }
  // @ts-ignore
  with (object) {
    read = async (wait: number) => {
      await wait
      // @ts-ignore
      return key
    }
    list = function* () {
      // @ts-ignore
      yield key
      // @ts-ignore
      yield (key = 'third')
    }
  }
  return (async () => {
    log(await read(1))
    object.key = 'second'
    log([...list()], object.key)
  })()
}
