// let without initialiser is undefined each turn, var keeps its value.
export async function main(log: (...values: unknown[]) => void) {
  for (let i = 0; i < 3; i++) {
    let fresh: any
    var kept: any
    log(fresh, kept)
    fresh = kept = await i
  }
  let n = 0
  while (n++ < 2) {
    let x: any
    log(x)
    await null
    x = n
    log(x)
  }
}
