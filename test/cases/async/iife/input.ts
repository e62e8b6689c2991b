// Called on the spot, in all positions.
export async function main(log: (...values: unknown[]) => void) {
  await (async () => {
    await null
    log('arrow')
  })()
  await (async function () {
    await null
    log('function')
  })()
  await (async function named() {
    await null
    log(typeof named)
  })()
  log(await (async (x: number) => x * (await 2))(await (async () => 21)()))
  void (await (async () => {
    log('void')
  })())
}
