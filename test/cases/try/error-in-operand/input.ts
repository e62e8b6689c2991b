// The operand of an await throws: caught like any error.
export async function main(log: (...values: unknown[]) => void) {
  const bad = (): any => {
    throw new Error('operand')
  }
  try {
    await bad()
  } catch (error) {
    log(error)
  }
  try {
    log(await 1, bad(), await 2)
  } catch (error) {
    log(error)
  }
  function* g(): any {
    try {
      yield bad()
    } catch (error) {
      yield error
    }
  }
  log([...g()])
}
