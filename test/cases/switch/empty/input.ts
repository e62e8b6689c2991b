// No cases, only default, no match.
export async function main(log: (...values: unknown[]) => void) {
  switch (await (log('subject'), 1)) {
  }
  switch (await 1) {
    default:
      log('default')
  }
  switch (await 1) {
    case await 2:
      log('never')
  }
  switch (1) {
    case 1:
    default:
      await null
      log('both')
  }
  log('end')
}
