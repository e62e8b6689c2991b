// await using falls back to Symbol.dispose, whose result is not awaited.
export async function main(log: (...values: unknown[]) => void) {
  {
    await using a = {
      [Symbol.dispose]() {
        log('sync dispose')
        return Promise.reject(new Error('ignored')).catch(() => {})
      },
    } as any
    log('body', typeof a)
  }
  {
    await using b = {
      [Symbol.asyncDispose]() {
        log('async first')
      },
      [Symbol.dispose]() {
        log('never')
      },
    } as any
    log('body', typeof b)
  }
}
