// Two closures of one turn share the variable with the body.
export async function main(log: (...values: unknown[]) => void) {
  for (const start of [1, 10]) {
    let n = start
    const up = () => ++n
    const get = () => n
    await null
    up()
    log(n, get())
    n *= 2
    await null
    log(get(), up(), n)
  }
}
