// The right side runs before a null target is found out.
export async function main(log: (...values: unknown[]) => void) {
  let nothing: any = null
  try {
    nothing.x = await (log('right side'), 1)
  } catch (error) {
    log(error)
  }
  try {
    nothing.x += await (log('not evaluated'), 1)
  } catch (error) {
    log(error)
  }
  try {
    nothing[await 'key'] = (log('right'), 1)
  } catch (error) {
    log(error)
  }
}
