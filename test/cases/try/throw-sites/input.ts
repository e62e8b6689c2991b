// A throw in plain code between awaits: in branches, loops, switches, labels; and where a native try or for-of acts on it.
type Log = (...values: unknown[]) => void

export async function main(log: Log) {
  for (let way = 0; way < 14; way++) {
    try {
      log(way, await thrower(way, log))
    } catch (error) {
      log(way, 'thrown', error)
    }
    log(way, run(stepper(way, log)))
  }
  for (const outer of [true, false]) {
    const it = between(outer, log)
    log(it.next())
    try {
      log(it.next())
    } catch (error) {
      log('out', error)
    }
    log(it.next())
  }
}

async function thrower(way: number, log: Log) {
  await null
  if (way === 0) throw 'if'
  if (way === 1) {
    log('before')
    throw ('comma', 'block')
  }
  for (let i = 0; i < 3; i++) if (way === 2 && i === 1) throw 'loop ' + i
  while (way === 3) for (;;) throw 'nested loops'
  switch (way) {
    case 4:
      throw 'switch'
    case 5: {
      out: for (const key in { a: 1, b: 2 }) {
        if (key === 'a') continue out
        throw key
      }
    }
  }
  try {
    if (way === 6) throw 'caught'
  } catch (error) {
    log('native', error)
    if (way === 6) throw 'anew'
  }
  if (way === 7) {
    try {
      throw 'lost'
    } finally {
      // eslint-disable-next-line no-unsafe-finally
      return 'finally'
    }
  }
  if (way === 8) for (const value of closing(log)) throw value
  const later = () => {
    throw 'closure'
  }
  if (way === 9) later()
  label: {
    if (way === 10) break label
    if (way === 11) throw 'label'
  }
  if (way === 12) {
    class Static {
      static value = (() => {
        throw 'static'
      })()
    }
    return Static.value
  }
  let reads = await way
  if (way === 13) throw [reads++, reads, await null]
  return reads
}

// Left by a throw, what goes wrong with closing is not told of; left by return it is.
function closing(log: Log): Iterable<number> {
  return {
    [Symbol.iterator]: () => ({
      next: () => ({ value: 1, done: false }),
      return() {
        log('closing')
        throw 'closing failed'
      },
    }),
  } as never
}

function* stepper(way: number, log: Log) {
  yield way
  try {
    if (way % 2) throw 'odd'
    yield 'even'
    if (way % 3) throw 'not of three'
    yield 'of three'
  } finally {
    log('finally', way)
    if (way === 7) throw 'replaced'
    if (way === 9) yield 'delayed'
  }
}

function run(it: Iterator<unknown>) {
  const all: unknown[] = []
  try {
    for (let result = it.next(); !result.done; result = it.next()) all.push(result.value)
  } catch (error) {
    all.push('thrown', error)
  }
  return [...all, it.next().done]
}

function* between(outer: boolean, log: Log): Generator<unknown> {
  try {
    try {
      yield 1
      throw 'first'
    } catch (error) {
      log('caught', error)
      if (outer) throw 'second'
      yield 'inner'
    }
  } catch (error) {
    log('caught', error)
    throw 'third'
  }
}
