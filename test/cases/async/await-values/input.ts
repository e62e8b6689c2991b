// await takes anything and gives what it settles to.
export async function main(log: (...values: unknown[]) => void) {
  log(await 1, await 'text', await null, await undefined, await true, await -0)
  const object = { a: 1 }
  log((await object) === object)
  const f = () => 1
  log((await f) === f)
  log(await Promise.resolve(Promise.resolve('twice')))
  log(await (async () => 'own')())
  log(await (async () => (async () => 'own in own')())())
  log(await [Promise.resolve(1)].length)
}
