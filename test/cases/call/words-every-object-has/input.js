// What every function has is read from Symbol and Promise themselves.
export async function main(log) {
  const symbol = Symbol('own')
  log(Symbol.valueOf.call(symbol) === symbol, typeof Symbol.toString(), Symbol.hasOwnProperty('iterator'))
  log(Promise.valueOf() === Promise, typeof Promise.toString, typeof Array.valueOf)
  log(await null)
}
