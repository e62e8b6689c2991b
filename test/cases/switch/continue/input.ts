// continue in a switch belongs to the loop, break to the switch.
export async function main(log: (...values: unknown[]) => void) {
  for (let i = 0; i < 5; i++) {
    switch (i) {
      case 1:
        await null
        continue
      case 2:
        break
      case 3: {
        if (await true) break
        log('never')
      }
      default:
        log('default', await i)
    }
    log('after', i)
  }
}
