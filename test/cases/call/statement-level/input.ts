// Conditions and logical operators as statements, their value unused.
export async function main(log: (...values: unknown[]) => void) {
  const yes = async (name: string) => {
    await null
    log(name)
    return true
  }
  ;(await yes('a')) && (await yes('b'))
  ;(await yes('c')) || (await yes('never'))
  ;(await yes('d')) ? await yes('e') : await yes('never')
  void (await yes('f'))
  !(await yes('g')) || log('h')
  ;(await yes('i'), log('j'))
  if (((await yes('k')) && !(await yes('l'))) || (await yes('m'))) log('in')
  if (!((await yes('n')) && false)) log('negated')
}
