// A closure that runs before its let has been reached gets a ReferenceError, after it the value.
export async function main(log: (...values: unknown[]) => void) {
  const early = () => {
    try {
      return value
    } catch (error) {
      return error
    }
  }
  log(early())
  await null
  log(early())
  let value: any = await 'set'
  log(early())
}
