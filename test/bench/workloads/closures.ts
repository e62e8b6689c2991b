/** A closure in each turn of a loop with awaits keeps that turn's variables. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for (let round = 0; round < n; round++) {
    const list: (() => number)[] = []
    for (let i = 0; i < 10; i++) {
      const doubled = await (i * 2)
      list.push(() => i + doubled)
    }
    for (const each of list) sum += each()
  }
  return sum
}
