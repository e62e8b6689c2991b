// Labels on statements of all kinds.
export async function main(log: (...values: unknown[]) => void) {
  a: if (await true) {
    if (await true) break a
    log('never')
  }
  b: log(await 'labelled expression')
  c: try {
    await null
    break c
  } finally {
    log('finally')
  }
  d: do {
    await null
    continue d
  } while (await false)
  e: while (await true) {
    f: while (await true) {
      await null
      break e
    }
  }
  g: for (const x in { k: 1 }) {
    await null
    continue g
  }
  log('end')
}
