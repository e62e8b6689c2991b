/** One async generator and `for await`. */
async function* count(n: number): AsyncGenerator<number> {
  for (let i = 0; i < n; i++) yield i
}

async function main(): Promise<void> {
  for await (const value of count(3)) console.log(`${value}`)
}

main()
