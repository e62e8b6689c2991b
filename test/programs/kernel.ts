/** Round robin kernel: processes are generators, system calls are what they yield; crash, exit, deadlock. */
type Sys =
  | { op: 'spawn'; gen: Proc; name: string }
  | { op: 'sleep'; ticks: number }
  | { op: 'send'; to: number; msg: unknown }
  | { op: 'recv' }
  | { op: 'exit'; code: number }
  | { op: 'pid' }
  | undefined
type Proc = Generator<Sys, number | void, any>
interface Pcb {
  pid: number
  name: string
  gen: Proc
  inbox: unknown[]
  wake: number
  waiting: boolean
  next?: unknown
  fail?: unknown
}
class Kernel {
  #ready: Pcb[] = []
  #all: Pcb[] = []
  #time = 0
  #pids = 0
  readonly log: string[] = []
  spawn(gen: Proc, name: string) {
    const p: Pcb = { pid: ++this.#pids, name, gen, inbox: [], wake: 0, waiting: false }
    this.#all.push(p)
    this.#ready.push(p)
    return p.pid
  }
  run(limit = 500) {
    while (this.#all.length && this.#time++ < limit) {
      for (const p of this.#all)
        if (p.waiting && p.inbox.length) {
          p.waiting = false
          p.next = p.inbox.shift()
          this.#ready.push(p)
        } else if (p.wake && p.wake <= this.#time) {
          p.wake = 0
          this.#ready.push(p)
        }
      const p = this.#ready.shift()
      if (p) this.#step(p)
      else if (!this.#all.some((q) => q.wake)) {
        this.log.push(`deadlock: ${this.#all.map((q) => q.name).join()}`)
        for (const q of this.#all.slice()) {
          const r = q.gen.return(-9)
          this.log.push(`${q.name} killed ${r.value}`)
        }
        this.#all = []
      }
    }
    return this.#time
  }
  #step(p: Pcb) {
    let r: IteratorResult<Sys, number | void>
    try {
      r = p.fail !== undefined ? p.gen.throw(p.fail) : p.gen.next(p.next)
    } catch (e) {
      return this.#exit(p, `crash ${(e as Error).message}`)
    }
    p.next = p.fail = undefined
    if (r.done) return this.#exit(p, `exit ${r.value}`)
    const sys = r.value
    switch (sys?.op) {
      case 'spawn':
        p.next = this.spawn(sys.gen, sys.name)
        break
      case 'sleep':
        p.wake = this.#time + sys.ticks
        return
      case 'send': {
        const [to] = this.#all.filter((q) => q.pid === sys.to)
        if (!to) p.fail = new Error(`no process ${sys.to}`)
        else to.inbox.push(sys.msg)
        break
      }
      case 'recv':
        p.waiting = true
        return
      case 'pid':
        p.next = p.pid
        break
      case 'exit':
        this.log.push(`${p.name} cleanup ${p.gen.return(sys.code).value}`)
        return this.#exit(p, `exited ${sys.code}`)
    }
    this.#ready.push(p)
  }
  #exit(p: Pcb, why: string): void {
    this.log.push(`@${this.#time} ${p.name} ${why}`)
    this.#all = this.#all.filter((q) => q !== p)
  }
}
const k = new Kernel()
function* child(n: number, parent: number): Proc {
  try {
    for (let i = 0; i < n; i++) {
      yield { op: 'sleep', ticks: n }
      yield { op: 'send', to: parent, msg: `c${n}.${i}` }
    }
    if (n === 3) throw new Error('child 3')
  } finally {
    k.log.push(`child ${n} finally`)
  }
  return n
}
function* collect(count: number): Generator<Sys, string[], any> {
  const got: string[] = []
  while (got.length < count) got.push(yield { op: 'recv' })
  return got
}
function* main(): Proc {
  const me: number = yield { op: 'pid' }
  for (const n of [2, 3]) k.log.push(`spawned ${yield { op: 'spawn', gen: child(n, me), name: `child${n}` }}`)
  k.log.push((yield* collect(5)).sort().join())
  try {
    yield { op: 'send', to: 99, msg: 0 }
  } catch (e) {
    k.log.push(`caught ${(e as Error).message}`)
  }
  yield {
    op: 'spawn',
    name: 'stuck',
    gen: (function* (): Proc {
      try {
        yield
        yield { op: 'recv' }
      } finally {
        yield* [undefined]
        k.log.push('unreached?')
      }
    })(),
  }
  try {
    yield { op: 'exit', code: 3 }
  } finally {
    k.log.push('main finally')
  }
}
k.spawn(main(), 'init')
console.log(k.run() < 100)
console.log(k.log.join('\n'))
