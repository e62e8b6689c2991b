// Cases compare with ===.
export async function main(log: (...values: unknown[]) => void) {
  for (const x of [1, '1', NaN, null, undefined, -0]) {
    switch (await x) {
      case '1':
        log('string')
        break
      case 0:
        log('zero')
        break
      case 1:
        log('number')
        break
      case undefined:
        log('undefined')
        break
      case NaN:
        log('never')
        break
      default:
        log('default', x)
    }
  }
}
