// `return await` is caught by the function's own try, plain `return` of a promise is not.
const fail = () => Promise.reject(new Error('no'))
async function awaited() {
  try {
    return await fail()
  } catch {
    return 'caught inside'
  }
}
async function plain() {
  try {
    return fail()
  } catch {
    return 'caught inside'
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await awaited())
  try {
    log(await plain())
  } catch {
    log('caught outside')
  }
}
