// Blocks nested twelve deep, left from the inside.
export async function main(log: (...values: unknown[]) => void) {
  a: for (const i of [1, 2]) {
    try {
      if (i) {
        while (true) {
          switch (await i) {
            case 1:
              try {
                for (const k in { x: 1 }) {
                  do {
                    {
                      l: {
                        try {
                          await null
                          if (i === 1) break l
                          continue a
                        } finally {
                          log('inner', i, k)
                        }
                      }
                      log('after l')
                    }
                  } while (await false)
                  break
                }
              } catch {
                log('never')
              } finally {
                log('middle', i)
              }
              break a
            default:
              log('default', i)
              await null
              break a
          }
        }
      }
    } finally {
      log('outer', i)
    }
  }
  log('end')
}
