// return, break and throw in a finally replace what was under way.
function* returns(): any {
  try {
    yield 1
  } finally {
    return 'mine'
  }
}
function* breaks(): any {
  for (;;) {
    try {
      yield 1
    } finally {
      break
    }
  }
  yield 'after'
  return 'end'
}
function* throws(): any {
  try {
    yield 1
  } finally {
    throw new Error('finally')
  }
}
function* swallows(): any {
  for (const x of [1, 2]) {
    try {
      yield x
      throw new Error('lost')
    } finally {
      continue
    }
  }
  return 'end'
}
export function main(log: (...values: unknown[]) => void) {
  for (const g of [returns, breaks, throws, swallows]) {
    const it = g()
    it.next()
    try {
      log(g.name, it.return('theirs'), it.next(), it.next())
    } catch (error) {
      log(g.name, error, it.next())
    }
  }
}
