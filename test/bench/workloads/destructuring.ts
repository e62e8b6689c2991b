/** Array patterns over generators. */
export function run(n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const [a, b, , c = 7] = triple(i)
    sum += a! + b! + c
  }
  return sum
}

function* triple(i: number): Generator<number> {
  yield i
  yield i + 1
  yield i + 2
}
