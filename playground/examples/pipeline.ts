/** Async generators in a row: each stage pulls from the one before it, and `break` closes them all. */

async function* lines(text: string): AsyncGenerator<string> {
  try {
    for (const line of text.split('\n')) {
      await pause(2)
      yield line
    }
  } finally {
    await pause(1)
    console.log('source closed')
  }
}

async function* words(source: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of source) yield* line.split(' ').filter((word) => word !== '')
}

async function* numbered<T>(source: AsyncIterable<T>): AsyncGenerator<[number, T]> {
  let n = 0
  try {
    for await (const item of source) yield [n++, item]
  } finally {
    console.log(`numbered ${n}`)
  }
}

function* pairs<T>(items: Iterable<T>): Generator<[T, T]> {
  let previous: { value: T } | undefined
  for (const value of items) {
    if (previous) yield [previous.value, value]
    previous = { value }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function main(): Promise<void> {
  const poem = 'so much depends\nupon\na red wheel\nbarrow glazed with rain'
  const seen: string[] = []
  for await (const [n, word] of numbered(words(lines(poem)))) {
    console.log(`${n} ${word}`)
    seen.push(word)
    if (word === 'barrow') break
  }
  for (const [a, b] of pairs(seen)) if (a.length === b.length) console.log(`${a} ~ ${b}`)
  console.log([...pairs([1, 2, 3])].map(([a, b]) => a * b).join())
}

main()
