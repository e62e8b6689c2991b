// Loops in loops, with awaits in the bodies.
export async function main(log: (...values: unknown[]) => void) {
  async function* upTo(n: number) {
    for (let i = 1; i <= n; i++) yield i
  }
  outer: for await (const a of upTo(4)) {
    for await (const b of upTo(a)) {
      if (b === 3) continue outer
      if (a === 4 && b === 2) break outer
      log(a, b, await (a * b))
    }
  }
}
