// Finally blocks with yields on the normal way out, and in loops.
export function main(log: (...values: unknown[]) => void) {
  function* g(): any {
    for (const x of [1, 2, 3]) {
      try {
        if (x === 2) continue
        yield x
      } finally {
        yield 'f' + x
      }
    }
    return 'end'
  }
  const it = g()
  for (let r = it.next(); ; r = it.next()) {
    log(r)
    if (r.done) break
  }
}
