// throw and return on a generator that has not started, and on one that has ended.
function* g(log: any): any {
  log('body')
  yield 1
}
export function main(log: (...values: unknown[]) => void) {
  const fresh = g(log)
  log(fresh.return('r'), fresh.next())
  const thrown = g(log)
  try {
    thrown.throw(new Error('t'))
  } catch (error) {
    log(error)
  }
  log(thrown.next())
  const ended = g(log)
  ended.next()
  log(ended.next(), ended.next(), ended.return('late'))
  try {
    ended.throw(new Error('late'))
  } catch (error) {
    log(error)
  }
}
