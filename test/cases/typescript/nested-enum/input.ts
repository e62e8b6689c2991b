// An enum inside a suspending function.
export async function main(log: (...values: unknown[]) => void) {
  enum Local {
    X = 1,
    Y = X * 2,
  }
  await null
  log(Local.Y, Local[1])
}
