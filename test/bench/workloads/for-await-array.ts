/** `for await` over an array of promises and values. */
export async function run(n: number): Promise<number> {
  const list: (number | Promise<number>)[] = []
  for (let i = 0; i < 100; i++) list.push(i % 2 ? i : Promise.resolve(i))
  let sum = 0
  for (let i = 0; i < n; i++) for await (const value of list) sum += value
  return sum
}
