// Loops, patterns and spread over generators: begun, ended, delegating, running, left early, with methods of their own.
type Log = (...values: unknown[]) => void

export async function main(log: Log) {
  for (const loop of [plain, suspending]) {
    const say = (...values: unknown[]) => log(loop.name, ...values)
    await loop(upTo(3, say), say)

    const begun = upTo(3, say)
    begun.next()
    await loop(begun, say)
    await loop(begun, say)

    await loop(outer(say), say)
    await loop(upTo(9, say), say, 1)
    await loop(outer(say), say, 2)
    await attempt(say, () => loop(upTo(9, say), say, undefined, 1))
    await attempt(say, () => loop(failing(), say))

    const replaced = upTo(2, say)
    const next = replaced.next
    replaced.next = function (...values) {
      say('next', values.length)
      return next.apply(this, values)
    }
    await loop(replaced, say)

    const closed = upTo(9, say)
    closed.return = (value) => {
      say('return', value)
      return { value: 0, done: true }
    }
    await loop(closed, say, 1)
    say(closed.next())

    // Babel's own for-of does not look at what `return` gives.
    if (loop === suspending) {
      const refusing = upTo(9, say)
      refusing.return = () => 1 as never
      await attempt(say, () => loop(refusing, say, 1))
    }

    await loop({ [Symbol.iterator]: () => upTo(2, say) }, say)
    const itself: Generator<number> = selfish(() => itself)
    await attempt(say, () => loop(itself, say))
  }

  const [a, , b, ...rest] = upTo(6, log)
  log(a, b, rest)
  const [c] = upTo(6, log)
  const [d, e] = upTo(1, log)
  log(c, d, e, [...upTo(2, log), ...[7, , 8], ...'ab'], Math.max(...upTo(4, log)))
  await attempt(log, () => {
    const [f, g] = failing()
    log(f, g)
  })
  log(...outer(log))
}

function plain(values: Iterable<unknown>, log: Log, stop?: unknown, fail?: unknown) {
  for (const value of values) {
    log(value)
    if (value === stop) break
    if (value === fail) throw new Error('from the body')
  }
}

async function suspending(values: Iterable<unknown>, log: Log, stop?: unknown, fail?: unknown) {
  for (const value of values) {
    log(await value)
    if (value === stop) break
    if (value === fail) throw new Error('from the body')
  }
}

async function attempt(log: Log, action: () => unknown) {
  try {
    log(await action())
  } catch (error) {
    log(error)
  }
}

function* upTo(n: number, log: Log): Generator<number> {
  try {
    for (let i = 0; i < n; i++) yield i
  } finally {
    log('finally')
  }
}

function* outer(log: Log): Generator<number> {
  yield* upTo(2, log)
  yield* [2, 3]
  return 4
}

function* failing(): Generator<number> {
  yield 1
  throw new Error('from the generator')
}

function* selfish(me: () => Generator<number>): Generator<number> {
  yield 1
  for (const value of me()) yield value
}
