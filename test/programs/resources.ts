/** using and await using: blocks, loops, generators, early ends, chained failures. */
const log: string[] = []
class Handle implements Disposable {
  constructor(
    readonly name: string,
    private readonly fail = false,
  ) {
    log.push(`open ${name}`)
  }
  [Symbol.dispose]() {
    log.push(`close ${this.name}`)
    if (this.fail) throw new Error(`close ${this.name} failed`)
  }
}
class AsyncHandle implements AsyncDisposable {
  constructor(readonly name: string) {
    log.push(`aopen ${name}`)
  }
  async [Symbol.asyncDispose]() {
    log.push(`aclosing ${this.name}`)
    await new Promise<void>((r) => setTimeout(r, 1))
    log.push(`aclosed ${this.name}`)
  }
}
const flush = (t: string) => {
  console.log(t, '|', log.join(', '))
  log.length = 0
}
function plain(n: number) {
  using a = new Handle('a')
  if (n === 0) return 'early'
  using b = n > 1 ? new Handle('b') : null
  if (n === 3) throw new Error('body')
  return `done ${a.name}${b?.name ?? '-'}`
}
async function mixed(stop: boolean) {
  using s = new Handle('s')
  await using t = new AsyncHandle('t')
  if (stop) return s.name
  {
    await using u = new AsyncHandle('u')
    log.push(u.name)
  }
  await null
  return t.name
}
function* named() {
  using g = new Handle('g')
  yield g.name
  yield 2
}
async function* numbered() {
  await using _outer = new AsyncHandle('ag')
  for (let i = 0; ; i++) {
    using x = new Handle(`x${i}`)
    yield x.name
  }
}
async function loops() {
  for (using r of [new Handle('l1'), new Handle('l2')]) {
    if (r.name === 'l2') break
    await null
    log.push(`in ${r.name}`)
  }
  for (let i = 0; i < 2; i++) {
    await using q = new AsyncHandle(`q${i}`)
    if (i === 0) continue
    log.push(q.name)
  }
}
async function main() {
  for (const n of [0, 1, 2, 3]) {
    try {
      console.log(plain(n))
    } catch (e) {
      console.log('caught', (e as Error).message)
    }
    flush(`plain ${n}`)
  }
  console.log(await mixed(false), await mixed(true))
  flush('mixed')
  for (const v of named()) {
    console.log(v)
    break
  }
  flush('named')
  let c = 0
  for await (const _ of numbered()) if (++c === 3) break
  flush('numbered')
  await loops()
  flush('loops')
  try {
    using a = new Handle('a', true)
    using b = new Handle('b', true)
    void a
    void b
    throw new Error('body')
  } catch (e: any) {
    console.log(
      e.name,
      e.error?.message,
      e.suppressed?.name,
      e.suppressed?.error?.message,
      e.suppressed?.suppressed?.message,
    )
  }
  flush('chain')
  try {
    using bad = {} as any
    void bad
  } catch (e) {
    console.log(e instanceof TypeError)
  }
  switch (c) {
    case 3: {
      using z = new Handle('z')
      log.push('case ' + z.name)
    }
  }
  flush('switch')
}
main()
