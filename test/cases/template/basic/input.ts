// Substitutions left to right, each made a string when reached.
export async function main(log: (...values: unknown[]) => void) {
  let x = 'x'
  const change = async () => {
    x = 'changed'
    return 'c'
  }
  log(`${x} ${await change()} ${x}`)
  const spy = (name: string) => ({
    toString() {
      log('toString', name)
      return name
    },
  })
  log(`[${spy('a')}${await (log('await'), 'b')}${spy('c')}]`)
  log(`${await 1}`, `${await 1}${await 2}`, `a${`b${await 'c'}d`}e`)
  try {
    log(`${Symbol('s') as any}${await log('never')}`)
  } catch (error) {
    log(error)
  }
  log(`${{ valueOf: () => 'valueOf', toString: () => 'toString' }}${await ''}`)
}
