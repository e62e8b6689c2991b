// In strict code a function in a block belongs to the block.
export async function main(log: (...values: unknown[]) => void) {
  const seen: any[] = []
  {
    seen.push(inner())
    await null
    function inner() {
      return 'first'
    }
  }
  {
    seen.push(inner())
    await null
    function inner() {
      return 'second'
    }
  }
  // @ts-ignore
  seen.push(typeof inner)
  log(seen)
  if (await true) {
    log(deep())
    {
      await null
      function unused() {}
      log(typeof unused)
    }
    function deep() {
      return 'deep'
    }
  }
}
