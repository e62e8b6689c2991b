/** One async function, nothing else. */
export async function load(get: (url: string) => Promise<string>): Promise<number> {
  let sum = 0
  for (const url of ['a', 'b']) sum += (await get(url)).length
  return sum
}

load(async (url) => url).then((sum) => console.log(`${sum}`))
