// break, continue and return run each finally, inside out.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (how: string) => {
    outer: for (const x of [1, 2]) {
      try {
        try {
          await null
          if (how === 'continue') continue outer
          if (how === 'break') break outer
          if (how === 'return') return how
          if (how === 'throw') throw how
        } finally {
          await null
          log('inner', x)
        }
        log('between', x)
      } finally {
        await null
        log('outer', x)
      }
    }
    return 'end'
  }
  for (const how of ['none', 'continue', 'break', 'return']) log(how, await f(how))
  try {
    await f('throw')
  } catch (error) {
    log('thrown', error)
  }
}
