// queueMicrotask and await share one queue.
export async function main(log: (...values: unknown[]) => void) {
  queueMicrotask(() => log('micro 1'))
  const f = async () => {
    await null
    log('await 1')
    queueMicrotask(() => log('micro 3'))
    await null
    log('await 2')
  }
  const p = f()
  queueMicrotask(() => log('micro 2'))
  await p
  log('end')
}
