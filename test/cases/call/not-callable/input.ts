// The arguments are evaluated before the callee turns out to be no function.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = {}
  try {
    o.missing(await (log('argument'), 1))
  } catch (error) {
    log(error)
  }
  try {
    ;(undefined as any).x(await (log('never'), 1))
  } catch (error) {
    log(error)
  }
  try {
    new o.missing(await (log('argument 2'), 1))
  } catch (error) {
    log(error)
  }
  try {
    ;((await 5) as any)(log('argument 3'))
  } catch (error) {
    log(error)
  }
}
