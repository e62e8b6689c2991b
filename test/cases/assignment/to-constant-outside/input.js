// A constant of the module is one for functions too, in each kind of write.
const fixed = 1
const zero = 0

export async function main(log) {
  const attempt = async (name, action) => {
    try {
      log(name, await action())
    } catch (error) {
      log(name, error)
    }
  }
  await attempt('plain', () => (fixed = (log('right'), 2)))
  await attempt('compound', () => (fixed += 1))
  await attempt('update', () => fixed++)
  await attempt('logical', () => (fixed &&= 3))
  await attempt('logical that does not write', () => (zero &&= 3))
  await attempt('array', () => ([fixed] = [4]))
  await attempt('object', () => ({ fixed } = { fixed: 5 }))
  await attempt('default', () => ({ fixed = 6 } = {}))
  await attempt('loop', () => {
    for ([fixed] of [[1]]);
  })
  await attempt('for await', async () => {
    for await ([fixed] of [[1]]);
  })
  await attempt('suspending', async () => {
    fixed = await 8
  })
  log(fixed, zero)
}
