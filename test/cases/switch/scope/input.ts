// One scope for all cases: entering late leaves earlier lets uninitialised.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    switch (n) {
      case 0:
        let x: any = await 'zero'
        return x
      case 1:
        try {
          return x
        } catch (error) {
          return error
        }
      case 2:
        x = 'assigned'
        return x
    }
  }
  log(await f(0), await f(1))
  try {
    log(await f(2))
  } catch (error) {
    log(error)
  }
}
