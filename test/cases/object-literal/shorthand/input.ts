// Shorthand properties read their variable in order.
export async function main(log: (...values: unknown[]) => void) {
  let x = 1
  const bump = async () => {
    x++
    return x
  }
  log({ x, y: await bump(), z: x })
  log([{ x }, await bump(), { x }])
}
