// Function declarations in a loop body close over that turn.
export async function main(log: (...values: unknown[]) => void) {
  const readers: any[] = []
  for (let i = 0; i < 3; i++) {
    readers.push(read)
    const local = await i
    function read() {
      return [i, local]
    }
  }
  log(readers.map((read) => read()))
}
