// Disposal of await using, also of null and of a sync disposable, takes its turns.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => {
    await using a = {
      async [Symbol.asyncDispose]() {
        log('a')
        await null
        log('a end')
      },
    }
    await using b = null
    await using c = {
      [Symbol.dispose]() {
        log('c')
      },
    }
    log('body', typeof a, b, typeof c)
  }
  const p = f()
  log('called')
  await p
  log('end')
}
