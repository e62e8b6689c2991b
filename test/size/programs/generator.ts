/** One generator. */
function* count(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i
}

for (const value of count(3)) console.log(`${value}`)
