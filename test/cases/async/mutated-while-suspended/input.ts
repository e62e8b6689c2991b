// A closure changes a local while its function waits; the change is seen after.
export async function main(log: (...values: unknown[]) => void) {
  let value = 'old'
  let release: any
  const change = () => {
    value = 'new'
    release()
  }
  setTimeout(change, 1)
  await new Promise<void>((resolve) => {
    release = resolve
  })
  log(value)
  value += '!'
  const get = () => value
  await null
  log(get())
}
