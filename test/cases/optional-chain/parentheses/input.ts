// Parentheses end the chain: the rest is not skipped.
export async function main(log: (...values: unknown[]) => void) {
  const nothing: any = null
  try {
    log((nothing?.a).b[await 'never'])
  } catch (error) {
    log(error)
  }
  try {
    log((nothing?.a)(await (log('argument evaluated'), 1)))
  } catch (error) {
    log(error)
  }
}
