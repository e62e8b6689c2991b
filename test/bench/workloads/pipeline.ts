/** Three async generators in a row. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for await (const value of keep(map(source(n)))) sum += value
  return sum
}

async function* source(n: number): AsyncGenerator<number> {
  for (let i = 0; i < n; i++) yield await i
}

async function* map(values: AsyncIterable<number>): AsyncGenerator<number> {
  for await (const value of values) yield value * 3
}

async function* keep(values: AsyncIterable<number>): AsyncGenerator<number> {
  for await (const value of values) if (value % 2 === 0) yield value
}
