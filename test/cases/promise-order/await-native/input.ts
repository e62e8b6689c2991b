// await of a native promise takes one job.
export async function main(log: (...values: unknown[]) => void) {
  const done = Promise.resolve()
  const f = async () => {
    log('a0')
    await done
    log('a1')
    await done
    log('a2')
    await 1
    log('a3')
  }
  const chain = done
    .then(() => log('b1'))
    .then(() => log('b2'))
    .then(() => log('b3'))
    .then(() => log('b4'))
  await Promise.all([f(), chain])
}
