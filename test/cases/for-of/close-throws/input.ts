// The body's error beats return()'s, a break does not.
const source = (back: any) => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: back }) })
export async function main(log: (...values: unknown[]) => void) {
  const bad = () => {
    throw new Error('return')
  }
  try {
    for (const x of source(bad)) {
      await null
      throw new Error('body')
    }
  } catch (error) {
    log(error)
  }
  try {
    for (const x of source(bad)) {
      await null
      break
    }
  } catch (error) {
    log(error)
  }
  try {
    for (const x of source(() => 1)) {
      await null
      break
    }
  } catch (error) {
    log(error)
  }
  try {
    for (const x of source(() => 1)) {
      await null
      throw new Error('body')
    }
  } catch (error) {
    log(error)
  }
  try {
    for (const x of source('no function')) {
      await null
      break
    }
  } catch (error) {
    log(error)
  }
  for (const x of source(null)) {
    await null
    break
  }
  function* g(): any {
    for (const x of source(bad)) yield x
  }
  const it = g()
  it.next()
  try {
    log(it.return('r'))
  } catch (error) {
    log('generator', error, it.next())
  }
}
