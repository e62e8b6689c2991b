// break awaits the iterator's return.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    try {
      yield 'a'
      yield 'b'
    } finally {
      log('closing')
      await null
      log('closed')
    }
  }
  const use = async () => {
    for await (const x of g()) {
      log(x)
      break
    }
    log('after loop')
  }
  const ticks = async () => {
    for (let i = 0; i < 10; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([use(), ticks()])
}
