// break and continue through several loops and tries.
export async function main(log: (...values: unknown[]) => void) {
  a: for (let i = 0; i < 3; i++) {
    b: while (true) {
      do {
        try {
          await null
          if (i === 0) continue a
          if (i === 1) break b
          break a
        } finally {
          log('finally', i)
        }
      } while (true)
    }
    log('after b', i)
  }
  log('end')
}
