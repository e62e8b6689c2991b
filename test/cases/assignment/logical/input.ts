// &&=, ||= and ??= skip the right side and the write.
export async function main(log: (...values: unknown[]) => void) {
  const make = (value: any) => ({
    get v() {
      log('get')
      return value
    },
    set v(x: any) {
      log('set', x)
    },
  })
  for (const value of [0, 1, null, undefined, '']) {
    log('value', value)
    log((make(value).v &&= await (log('right'), 'and')))
    log((make(value).v ||= await (log('right'), 'or')))
    log((make(value).v ??= await (log('right'), 'coalesce')))
  }
  let x: any = null
  x ??= await 'set'
  x &&= x + (await '!')
  x ||= await 'never'
  log(x)
}
