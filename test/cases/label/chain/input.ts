// Chains of labels; continue to each of them.
export async function main(log: (...values: unknown[]) => void) {
  a: b: for (let i = 0; i < 4; i++) {
    for (;;) {
      await null
      if (i === 0) continue a
      if (i === 1) continue b
      if (i === 2) break
      break b
    }
    log('after inner', i)
  }
  x: y: z: {
    await null
    break y
  }
  log('end')
}
