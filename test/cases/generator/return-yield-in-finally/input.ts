// A yield in finally holds the return back; the next next() goes on returning.
function* g(log: any): any {
  try {
    yield 1
  } finally {
    log('got', yield 'cleanup')
    log('end of finally')
  }
}
export function main(log: (...values: unknown[]) => void) {
  const it = g(log)
  log(it.next(), it.return('r'), it.next('sent'), it.next())
  const other = g(log)
  log(other.next(), other.return('first'), other.return('second'), other.next())
}
