/** One async generator, one `for await`. */
export async function run(n: number): Promise<number> {
  let sum = 0
  for await (const value of count(n)) sum += value
  return sum
}

async function* count(n: number): AsyncGenerator<number> {
  for (let i = 0; i < n; i++) yield i
}
