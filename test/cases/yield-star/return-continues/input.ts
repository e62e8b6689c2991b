// A delegate that yields in finally holds the return back.
export function main(log: (...values: unknown[]) => void) {
  function* inner(): any {
    try {
      yield 1
    } finally {
      yield 'cleanup'
    }
  }
  function* outer(): any {
    try {
      yield* inner()
      log('never')
    } finally {
      log('outer finally')
    }
  }
  const it = outer()
  log(it.next(), it.return('r'), it.next(), it.next())
}
