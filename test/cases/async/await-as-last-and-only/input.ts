// Bodies that are nothing but awaits.
export async function main(log: (...values: unknown[]) => void) {
  log(
    await (async () => {
      await 1
    })(),
  )
  log(await (async () => await 1)())
  log(await (async () => void (await 1))())
  log(await (async () => ({ a: await 1 }))())
  log(
    await (async () => {
      await 1
      await 2
      await 3
      return
    })(),
  )
}
