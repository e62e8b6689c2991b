// Results of next and return must be objects, unless the body throws.
export async function main(log: (...values: unknown[]) => void) {
  const make = (next: any, back: any) => ({ [Symbol.asyncIterator]: () => ({ next, return: back }) })
  const one = async () => ({ value: 1, done: false })
  try {
    for await (const x of make(async () => 5, undefined)) log('never', x)
  } catch (error) {
    log('next', error)
  }
  try {
    for await (const x of make(one, async () => 5)) break
  } catch (error) {
    log('break', error)
  }
  try {
    for await (const x of make(one, () => undefined)) break
  } catch (error) {
    log('sync', error)
  }
  try {
    for await (const x of make(one, async () => 5)) throw new Error('body')
  } catch (error) {
    log('throw', error)
  }
  for await (const x of make(one, undefined)) break
  for await (const x of make(one, null)) break
  try {
    for await (const x of make(one, 1)) break
  } catch (error) {
    log('not callable', error)
  }
  log('end')
}
