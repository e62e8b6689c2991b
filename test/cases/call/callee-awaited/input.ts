// An awaited callee, or an awaited receiver.
export async function main(log: (...values: unknown[]) => void) {
  const o = {
    name: 'o',
    m(x: any) {
      return [this?.name, x]
    },
  }
  log((await o).m(await 1))
  log(o[(await 'm') as 'm'](2))
  log((await o.m).call({ name: 'called' }, 3) as any)
  const free = async function (this: any) {
    return this
  }
  log(await (await free)())
  log((0, o.m).call(undefined, await 4))
}
