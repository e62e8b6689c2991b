// A labelled block with a plain switch inside and an await after (TypeScript#50332).
export async function main(log: (...values: unknown[]) => void) {
  for (const n of [1, 2, 3]) {
    block: {
      switch (n) {
        case 1:
          break
        case 2:
          break block
        default:
          log('default')
      }
      log('after switch', n)
      await null
    }
    log('after block', n)
  }
}
