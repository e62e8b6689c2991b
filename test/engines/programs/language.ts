/** Corners that old engines fall over: iteration without Symbol, leaps through `finally`, reserved words. */

const log = (...values: unknown[]) => console.log(values.map(String).join(' '))

// Iteration in functions that do not suspend.
function* count(to: number): Generator<number, string> {
  try {
    for (let i = 1; i <= to; i++) yield i
  } finally {
    log('count closed')
  }
  return 'end'
}
const [one, two] = count(5)
log(one, two, [...count(3), ...'ab'].join(), Array.from(count(2), (n) => n * 10).join(), Math.max(...count(4)))
for (const n of count(9)) if (n === 2) break
const { a, ...others } = { a: 1, b: 2, c: 3 }
log(a, show(others))

function* nested(depth: number): Generator<number, void> {
  if (depth > 0) yield* nested(depth - 1)
  yield depth
}
log([...nested(12)].join())

const box = {
  *[Symbol.iterator]() {
    yield* [1, 2, 3]
  },
}
log([...box].length, typeof box[Symbol.iterator])

// Two-way generators.
function* echo(): Generator<string, string, string> {
  let got = yield 'ready'
  for (;;) {
    try {
      got = yield `got ${got}`
    } catch (error) {
      got = `caught ${String(error)}`
    }
    if (got === 'stop') return 'stopped'
  }
}
const talk = echo()
log(talk.next().value, talk.next('x').value, talk.throw('oops').value, show(talk.next('stop')), show(talk.next()))

// Reserved words where ES3 has none, and per-iteration bindings.
class Words {
  in(char: string) {
    return char + this.default
  }
  delete() {
    return Words.if
  }
  default = 1
  static if = 'if'
}
const int = new Words()
log(int.in('x'), int.delete(), Object(int).default)

async function leaps(): Promise<string> {
  const trail: string[] = []
  outer: for (let i = 0; i < 4; i++) {
    for (const step of ['try', 'skip', 'stop']) {
      try {
        await null
        if (step === 'skip' && i < 2) continue outer
        if (i === 3) break outer
        if (step === 'stop') throw new Error(`at ${i}`)
        trail.push(`${i}${step}`)
      } catch (error) {
        trail.push((error as Error).message)
        await null
      } finally {
        await null
        trail.push('f')
      }
    }
  }
  return trail.join(' ')
}

async function order(): Promise<string> {
  const seen: string[] = []
  const note = async (name: string, value: number) => {
    seen.push(name)
    await null
    return value
  }
  const sum = (await note('a', 1)) + (await note('b', 2)) * (await note('c', 3))
  const list = [await note('d', 4), ...[await note('e', 5)], await note('f', sum)]
  return `${seen.join('')} ${list.join()}`
}

async function closures(): Promise<string> {
  const later: (() => Promise<number>)[] = []
  for (let i = 0; i < 3; i++) {
    await null
    later.push(async () => {
      await null
      return i++
    })
  }
  const results: number[] = []
  for (const get of later) results.push(await get(), await get())
  return results.join()
}

async function* ticks(n: number): AsyncGenerator<number, void, string | undefined> {
  try {
    for (let i = 0; i < n; i++) {
      const answer = yield new Promise<number>((resolve) => setTimeout(() => resolve(i), 1))
      if (answer) log('answer', answer)
    }
  } finally {
    await null
    log('ticks closed')
  }
}

async function streams(): Promise<void> {
  for await (const tick of ticks(5)) {
    log('tick', tick)
    if (tick === 1) break
  }
  const manual = ticks(3)
  log(show(await manual.next()), show(await manual.next('hi')), show(await manual.return()))
  await manual.next().then((it) => log('after return', show(it)))
}

async function deep(n: number): Promise<number> {
  return n === 0 ? 0 : 1 + (await deep(n - 1))
}

async function switching(kind: string): Promise<string> {
  switch (await kind) {
    case 'a':
      await null
    // falls through
    case 'b':
      return 'a or b'
    default:
      return (await null) ?? 'neither'
  }
}

class Base {
  constructor(protected readonly name: string) {}
  async hello(): Promise<string> {
    await null
    return `hello ${this.name}`
  }
}
class Derived extends Base {
  override async hello(...marks: string[]): Promise<string> {
    const text = await super.hello()
    return [text, ...marks].join('') + arguments.length
  }
}

async function main(): Promise<void> {
  log(await leaps())
  log(await order())
  log(await closures())
  await streams()
  log(await deep(5))
  log(await switching('a'), await switching('b'), await switching('c'))
  log(await new Derived('you').hello('!', '?'))
  const jobs: string[] = []
  await Promise.all([
    Promise.resolve(1).then((n) => jobs.push(`then ${n}`)),
    new Promise<void>((resolve) => {
      jobs.push('executor')
      resolve()
    }),
    Promise.reject(new Error('no')).catch((error: Error) => jobs.push(error.message)),
  ])
  log(jobs.join())
  const id = setTimeout(() => log('never'), 5)
  clearTimeout(id)
  try {
    await Promise.reject(new TypeError('refused'))
  } catch (error) {
    log(error instanceof TypeError, (error as Error).message)
  }
}

/** JSON is not in ES3, and MuJS has an order of keys of its own. */
function show(value: object): string {
  const parts: string[] = []
  for (const key in value) parts.push(`${key}:${String((value as Record<string, unknown>)[key])}`)
  return `{${parts.sort().join()}}`
}

main().then(
  () => log('end'),
  (error) => log('failed', error),
)
