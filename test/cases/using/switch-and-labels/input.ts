// Leaving blocks with resources by labels and out of loops.
const res = (log: any, name: any) => ({
  [Symbol.dispose]() {
    log('dispose', name)
  },
})
export async function main(log: (...values: unknown[]) => void) {
  outer: for (const i of [1, 2]) {
    using a = res(log, 'a' + i)
    for (const j of [1, 2]) {
      using b = res(log, `b${i}${j}`)
      await null
      if (j === 1 && i === 1) continue outer
      if (i === 2) break outer
      log(a, b)
    }
  }
  block: {
    using c = res(log, 'c')
    await c
    break block
  }
  log('end')
}
