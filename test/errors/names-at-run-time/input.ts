async function main(text: string) {
  const made: unknown[] = []
  for (let i = 0; i < 3; i++) {
    await null
    made.push(() => i)
  }
  return eval(text)
}

export {}
