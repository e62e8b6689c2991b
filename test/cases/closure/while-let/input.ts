// let and const in the body of while and do-while, one home per turn.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  let n = 0
  while (n < 3) {
    let x = n
    const y = await (n * 10)
    readers.push(() => [x++, y])
    n++
  }
  do {
    let z = await n
    readers.push(() => z)
  } while (n++ < 4)
  log(readers.map((read) => read()))
  log(readers.map((read) => read()))
}
