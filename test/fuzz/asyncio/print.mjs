/**
 * A program as text, in Python and in JavaScript.
 *
 * Most lines are the same in both but for the spelling of names; `Printer` has what differs. Functions call and await
 * only those after them, so that nothing awaits itself.
 */
import { STATEMENTS } from './grammar.mjs'

export const printPython = (program) => new Printer(program, true).program()
export const printJavaScript = (program) => new Printer(program, false).program()

/** What comes before each program. */
export const WORLD = {
  python: `
sleep, gather, shield, wait_for, as_completed = asyncio.sleep, asyncio.gather, asyncio.shield, asyncio.wait_for, asyncio.as_completed
current_task, create_task, now = asyncio.current_task, loop.create_task, loop.time
start = lambda work, me: work(me)
split = lambda ended, all: ''.join('d' if each in ended[0] else 'p' for each in all)
T = [None] * 8
H = [None] * 3
F = [loop.create_future() for _ in range(3)]
L = [asyncio.Lock(), asyncio.Lock()]
E = [asyncio.Event(), asyncio.Event()]
S = [asyncio.Semaphore(1), asyncio.BoundedSemaphore(2)]
Q = [asyncio.Queue(2), asyncio.PriorityQueue(), asyncio.LifoQueue(1)]
V = [contextvars.ContextVar('v0', default=0), contextvars.ContextVar('v1', default=0)]
C = Condition()
B = asyncio.Barrier(2)
X = [0]
def final():
    log('end', 'tasks ' + ' '.join(map(outcome, T)))
    log('end', 'futures ' + ' '.join(map(outcome, F)))
    log('end', 'locked ' + show([each.locked() for each in L + [C] + S]))
    log('end', 'set ' + show([each.is_set() for each in E]))
    log('end', 'sizes ' + show([each.qsize() for each in Q]))
    log('end', 'barrier ' + show([B.broken, B.n_waiting]))
`,
  javascript: `
const start = (work, me) => () => work(me)
const split = (ended, all) => all.map((each) => (ended.done.includes(each) ? 'd' : 'p')).join('')
const T = Array(8).fill(null)
const H = Array(3).fill(null)
const F = [new Future(), new Future(), new Future()]
const L = [new Lock(), new Lock()]
const E = [new Event(), new Event()]
const S = [new Semaphore(1), new BoundedSemaphore(2)]
const Q = [new Queue(2), new PriorityQueue(), new LifoQueue(1)]
const V = [new ContextVar('v0', 0), new ContextVar('v1', 0)]
const C = new Condition()
const B = new Barrier(2)
const X = [0]
function final() {
  log('end', 'tasks ' + T.map(outcome).join(' '))
  log('end', 'futures ' + F.map(outcome).join(' '))
  log('end', 'locked ' + show([...L, C, ...S].map((each) => each.locked())))
  log('end', 'set ' + show(E.map((each) => each.isSet())))
  log('end', 'sizes ' + show(Q.map((each) => each.qsize())))
  log('end', 'barrier ' + show([B.broken(), B.nWaiting()]))
}
`,
}

/** What may stand in a callback of the loop. */
const SYNC = new Set(
  (
    'log create cancel raise release set clear putNowait getNowait taskDone shutdown newFuture setResult setException ' +
    'cancelFuture callback callSoon callLater cancelHandle setVariable getVariable loop'
  ).split(' '),
)
/** What stands in programs of scopes only, and what in the others only. */
const SCOPED = new Set(['timeout', 'reschedule', 'group', 'waitFor'])
const UNSCOPED = new Set(['uncancel', 'cancelling'])

class Printer {
  constructor(program, python) {
    this.functions = program.functions
    this.scopes = program.scopes
    this.python = python
    this.lines = []
    this.indent = 0
    this.sites = 0
    this.at = 0
    /** What encloses the statement: names of a timeout and of a group, a callback of ours, of the loop, a finally. */
    this.inside = { timeout: null, group: null, body: false, sync: false, cleanup: false }
  }

  program() {
    this.functions.forEach((each, at) => {
      this.at = at
      this.block(this.python ? `async def f${at}(me):` : `async function f${at}(me)`, () => this.statements(each.b[0]))
    })
    return `${this.lines.join('\n')}\n`
  }

  statements(list) {
    for (const node of list) {
      const inside = this.inside
      const left = SCOPED.has(node.k) ? !this.scopes : UNSCOPED.has(node.k) && this.scopes
      this.site = ++this.sites
      if (inside.sync && !SYNC.has(node.k)) this.log("'-'")
      else if (left && node.b.length > 0) this.statements(node.b[0])
      else if (left) this.log("'-'")
      else PRINT[node.k](this, node.a, node.b)
    }
  }

  /** A body whose end the scope hears of one trip through the queue later, here. */
  ending(body) {
    if (!this.python) return this.statements(body)
    this.block('try:', () => this.statements(body))
    this.block('finally:', () => this.line('await hop()'))
  }

  // Lines.

  line(text) {
    // Here a call stops at its first await, ready or not; a schedule of asyncio's that does the same is a fair one.
    if (this.python && text !== 'await hop()' && /\bawait |^async (with|for) /.test(text))
      this.lines.push(`${'  '.repeat(this.indent)}await hop()`)
    this.lines.push('  '.repeat(this.indent) + text)
  }

  log(expression) {
    this.line(`log(me, '${this.site} ' + ${expression})`)
  }

  logShown(expression) {
    this.log(`show(${expression})`)
  }

  /** `head` and what `body` prints, indented. */
  block(head, body, tail = '}', inside = {}) {
    const outer = this.inside
    this.inside = { ...outer, ...inside }
    this.line(this.python ? head : `${head} {`)
    this.indent++
    const before = this.lines.length
    body()
    if (this.python && this.lines.length === before) this.line('pass')
    this.indent--
    if (!this.python) this.line(tail)
    this.inside = outer
  }

  /** A block that is a callback in JavaScript. */
  callback(python, javascript, body, { tail = '})', ...inside } = {}) {
    this.block(this.python ? `${python}:` : javascript, body, tail, { body: true, ...inside })
    if (this.python) this.line('await hop()')
  }

  when(condition, text) {
    this.line(this.python ? `if ${condition}: ${text}` : `if (${condition}) ${text}`)
  }

  // Names and values.

  /** asyncio's name in the language's spelling. */
  n(name) {
    return this.python ? name : name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
  }

  /** A call with options. */
  options(record) {
    const entries = Object.entries(record)
    if (this.python) return entries.map(([key, value]) => `, ${key}=${value}`).join('')
    return `, { ${entries.map(([key, value]) => `${this.n(key)}: ${value}`).join(', ')} }`
  }

  truth(value) {
    return this.python ? (value ? 'True' : 'False') : String(value)
  }

  either(one, other) {
    return this.python ? `(${one} or ${other})` : `(${one} || ${other})`
  }

  /** The number of a function after this one, or null. */
  deeper(a) {
    const count = this.functions.length - 1 - this.at
    return count > 0 ? this.at + 1 + (a % count) : null
  }

  any(a) {
    return a % this.functions.length
  }

  started(j) {
    return `start(f${j}, name(me, '${this.site}.${j}'))`
  }

  /** A task that is there, or work for a new one. */
  work(a) {
    const j = this.deeper(a >> 1)
    return a % 2 ? this.started(j) : this.either(`T[${j}]`, this.started(j))
  }

  task(a) {
    const j = this.deeper(a >> 1)
    const made = `${this.n('create_task')}(${this.started(j)})`
    return a % 2 ? made : this.either(`T[${j}]`, made)
  }
}

const delay = (a) => (a % 8 === 0 ? a % 3 : a)
const reason = (a) => (a % 2 ? `'because ${a % 7}'` : '')

const PRINT = {
  log: (p) => p.log("''"),
  sleep: (p, [d]) => p.line(`await sleep(${1 + d})`),
  turn: (p) => p.line(p.python ? 'await sleep(0)' : 'await yieldNow()'),
  call(p, [a]) {
    const j = p.deeper(a)
    if (j === null) p.log("''")
    else p.logShown(p.python ? `await called(f${j}(me))` : `await f${j}(me)`)
  },
  create(p, [a, b]) {
    const j = p.deeper(a)
    if (j === null) p.log("''")
    else {
      const group = p.inside.group && b % 4 ? `${p.inside.group}.` : ''
      p.line(`T[${j}] = ${group}${p.n('create_task')}(${p.started(j)})`)
    }
  },
  awaitTask(p, [a]) {
    const j = p.deeper(a)
    if (j !== null) p.when(`T[${j}]`, `log(me, '${p.site} ' + show(await T[${j}]))`)
  },
  cancel(p, [a, b]) {
    const j = p.any(a)
    p.when(`T[${j}]`, `log(me, '${p.site} ' + show(T[${j}].cancel(${reason(b)})))`)
  },
  cancelSelf: (p, [a]) => p.logShown(`${p.n('current_task')}().cancel(${reason(a)})`),
  uncancel: (p) => p.logShown(`${p.n('current_task')}().uncancel()`),
  cancelling: (p) => p.logShown(`${p.n('current_task')}().cancelling()`),
  try(p, [a], [body, handler, cleanup]) {
    const kind = TRY[a % TRY.length]
    const site = p.site
    const caught = () => {
      p.line(`log(me, '${site} caught ' + show(e))`)
      p.statements(handler)
    }
    p.block(p.python ? 'try:' : 'try', () => p.statements(body))
    if (p.python) {
      const [type, end] = {
        errors: ['Exception', null],
        all: ['BaseException', 'if isinstance(e, asyncio.CancelledError): raise'],
        rethrow: ['asyncio.CancelledError', 'raise'],
        convert: ['asyncio.CancelledError', `raise Err(${site})`],
        swallow: ['asyncio.CancelledError', p.scopes ? 'raise' : null],
        nothing: [null],
      }[kind]
      if (type !== null)
        p.block(`except ${type} as e:`, () => {
          caught()
          if (end !== null) p.line(end)
        })
      if (type === null || cleanup.length > 0) p.block('finally:', () => p.statements(cleanup), '', { cleanup: true })
    } else {
      const cancels = 'if (!isCancelled(e)) throw e'
      const [begin, end] = {
        errors: ['if (isCancelled(e)) throw e', null],
        all: [null, JSON.stringify(handler).includes('"try"') ? 'if (isCancelled(e)) throw e' : null],
        rethrow: [cancels, 'throw e'],
        convert: [cancels, `throw new Err(${site})`],
        swallow: [cancels, p.scopes ? 'throw e' : null],
        nothing: [],
      }[kind]
      if (kind !== 'nothing')
        p.block('catch (e)', () => {
          if (begin !== null) p.line(begin)
          caught()
          if (end !== null) p.line(end)
        })
      if (kind === 'nothing' || cleanup.length > 0)
        p.block('finally', () => p.statements(cleanup), '}', { cleanup: true })
    }
  },
  loop(p, [a], [body]) {
    const count = 1 + (a % 3)
    const i = `i${p.site}`
    p.block(p.python ? `for ${i} in range(${count}):` : `for (let ${i} = 0; ${i} < ${count}; ${i}++)`, () =>
      p.statements(body),
    )
  },
  return(p, [a]) {
    // It would end a cancel, or in JavaScript the callback only.
    if (p.inside.body || p.inside.cleanup) p.log("''")
    else p.line(`return ${a % 10}`)
  },
  raise: (p, [a]) => p.line(p.python ? `raise Err(${a % 10})` : `throw new Err(${a % 10})`),
  gather(p, [a, b, c, d]) {
    if (p.deeper(0) === null) return p.log("''")
    const work = [a, b, c].slice(0, 1 + (d % 3)).map((each) => p.work(each))
    const options = d & 4 ? p.options({ return_exceptions: p.truth(true) }) : ''
    p.logShown(p.python ? `await gather(${work.join(', ')}${options})` : `await gather([${work.join(', ')}]${options})`)
  },
  wait(p, [a, b, c, d, e]) {
    if (p.deeper(0) === null) return p.log("''")
    const w = `w${p.site}`
    const work = [a, b, c].slice(0, 1 + (d % 3)).map((each) => p.task(each))
    const until = (d >> 2) % 3
    const limit = e % 3 ? { timeout: delay(e) } : {}
    p.line(`${p.python ? '' : 'const '}${w} = [${work.join(', ')}]`)
    const options = p.options(
      p.python
        ? { ...limit, return_when: `asyncio.${['ALL_COMPLETED', 'FIRST_COMPLETED', 'FIRST_EXCEPTION'][until]}` }
        : { ...limit, until: ["'all'", "'first'", "'firstError'"][until] },
    )
    p.log(`split(await ${p.python ? 'asyncio.' : ''}wait(${w}${options}), ${w})`)
  },
  waitFor(p, [a, b, c]) {
    const future = `F[${a % 3}]`
    const work = p.deeper(0) === null || c % 4 === 0 ? future : p.task(a)
    p.logShown(`await ${p.n('wait_for')}(${work}, ${b % 9 ? delay(b) : p.python ? 'None' : 'null'})`)
  },
  asCompleted(p, [a, b, c, d]) {
    if (p.deeper(0) === null) return p.log("''")
    const work = [a, b].slice(0, 1 + (c % 2)).map((each) => p.started(p.deeper(each)))
    const options = d % 3 ? p.options({ timeout: delay(d) }) : ''
    const all = `${p.n('as_completed')}([${work.join(', ')}]${options})`
    const site = p.site
    p.block(p.python ? `async for each in ${all}:` : `for await (const each of ${all})`, () =>
      p.line(`log(me, '${site} ' + show(await each))`),
    )
  },
  shield(p, [a]) {
    if (p.deeper(0) === null) p.log("''")
    else p.logShown(`await shield(${p.work(a)})`)
  },
  timeout(p, [a, b], [body]) {
    const s = `s${p.site}`
    const site = p.site
    const none = a % 11 === 0
    const d = none ? (p.python ? 'None' : 'null') : delay(a)
    const when = none ? d : `now() + ${d}`
    const inside = { timeout: s }
    if (!p.python) p.line(`let ${s} = null`)
    p.block(p.python ? 'try:' : 'try', () => {
      if (p.python) {
        const made = b % 2 ? `asyncio.timeout(${d})` : `asyncio.timeout_at(${when})`
        p.block(`async with ${made} as ${s}:`, () => p.ending(body), '', { ...inside, body: true })
      } else if (b % 3 === 0) {
        p.line(`${s} = new Timeout(${when}, { grace: Infinity })`)
        p.line(`await using u${site} = ${s}`)
        p.block('', () => p.statements(body), '}', { ...inside, body: true })
      } else {
        const made = b % 2 ? `timeout(${d}` : `timeoutAt(${when}`
        p.callback(
          '',
          `await ${made}, async (scope) =>`,
          () => {
            p.line(`${s} = scope`)
            p.statements(body)
          },
          { ...inside, tail: TAIL },
        )
      }
    })
    p.block(p.python ? 'finally:' : 'finally', () => p.line(`log(me, '${site} expired ' + show(${s}.expired()))`))
  },
  reschedule(p, [a]) {
    const { timeout, sync } = p.inside
    if (timeout === null || sync) p.log("''")
    else p.line(`${timeout}.reschedule(now() + ${delay(a)})`)
  },
  group(p, _a, [body]) {
    const g = `g${p.site}`
    p.callback(`async with asyncio.TaskGroup() as ${g}`, `await taskGroup(async (${g}) =>`, () => p.ending(body), {
      group: g,
      tail: TAIL,
    })
  },
  lock: (p, [a], [body]) => held(p, `L[${a % 2}]`, a >> 1, body),
  semaphore: (p, [a], [body]) => held(p, `S[${a % 2}]`, a >> 1, body),
  release: (p, [a]) => p.line(`S[${a % 2}].release()`),
  set: (p, [a]) => p.line(`E[${a % 2}].set()`),
  clear: (p, [a]) => p.line(`E[${a % 2}].clear()`),
  waitEvent: (p, [a]) => p.logShown(`await E[${a % 2}].wait()`),
  waitCondition: (p) => p.callback('async with C', 'await C.with(async () =>', () => p.logShown('await C.wait()')),
  waitUntil: (p, [a]) =>
    p.callback('async with C', 'await C.with(async () =>', () => {
      const holds = `X[0] > ${a % 3}`
      p.logShown(`await C.${p.n('wait_for')}(${p.python ? `lambda: ${holds}` : `() => ${holds}`})`)
    }),
  notify: (p, [a, b]) =>
    p.callback('async with C', 'await C.with(async () =>', () => {
      p.line('X[0] += 1')
      p.line(a % 3 ? `C.notify(${a % 3})` : `C.${p.n('notify_all')}()`)
      if (b % 2) p.line(`await sleep(${1 + b})`)
    }),
  barrier: (p) => p.logShown('await B.wait()'),
  resetBarrier: (p) => p.line(`${p.python ? 'await ' : ''}B.reset()`),
  abortBarrier: (p) => p.line(`${p.python ? 'await ' : ''}B.abort()`),
  put: (p, [a, b]) => p.line(`await Q[${a % 3}].put(${b % 10})`),
  get: (p, [a]) => p.logShown(`await Q[${a % 3}].get()`),
  putNowait: (p, [a, b]) => p.line(`Q[${a % 3}].${p.n('put_nowait')}(${b % 10})`),
  getNowait: (p, [a]) => p.logShown(`Q[${a % 3}].${p.n('get_nowait')}()`),
  taskDone: (p, [a]) => p.line(`Q[${a % 3}].${p.n('task_done')}()`),
  join: (p, [a]) => p.line(`await Q[${a % 3}].join()`),
  shutdown: (p, [a, b]) => p.line(`Q[${a % 3}].shutdown(${p.truth(b % 2 === 0)})`),
  newFuture: (p, [a]) => p.line(`F[${a % 3}] = ${p.python ? 'loop.create_future()' : 'new Future()'}`),
  setResult: (p, [a, b]) => p.line(`F[${a % 3}].${p.n('set_result')}(${b % 10})`),
  setException: (p, [a, b]) => p.line(`F[${a % 3}].${p.n('set_exception')}(${p.python ? '' : 'new '}Err(${b % 10}))`),
  cancelFuture: (p, [a]) => p.logShown(`F[${a % 3}].cancel()`),
  awaitFuture: (p, [a]) => p.logShown(`await F[${a % 3}]`),
  callback(p, [a, b]) {
    const future = a % 2 ? `F[${b % 3}]` : `T[${p.any(b)}]`
    const called = `log(me + '.${p.site}', outcome(future))`
    p.when(
      future,
      `${future}.${p.n('add_done_callback')}(${p.python ? `lambda future: ${called}` : `(future) => ${called}`})`,
    )
  },
  callSoon: (p, [a], [body]) => called(p, a, 'call_soon(', body),
  callLater: (p, [a, d], [body]) =>
    called(p, a, d % 2 ? `call_later(${delay(d)}, ` : `call_at(now() + ${delay(d)}, `, body),
  cancelHandle: (p, [a]) => p.when(`H[${a % 3}]`, `H[${a % 3}].cancel()`),
  setVariable(p, [a, b]) {
    // In JavaScript a callback is a call, and what a call sets is its own.
    if (p.inside.body && !p.inside.sync) p.log("''")
    else p.line(`V[${a % 2}].set(${b})`)
  },
  getVariable: (p, [a]) => p.logShown(`V[${a % 2}].get()`),
}

/** The end of a scope's callback: cleanup takes the time it takes. */
const TAIL = '}, { grace: Infinity })'

const TRY = ['errors', 'errors', 'all', 'rethrow', 'convert', 'swallow', 'nothing']

/** `with` of a lock; in JavaScript also by hand. */
function held(p, lock, a, body) {
  if (p.python || a % 2) p.callback(`async with ${lock}`, `await ${lock}.with(async () =>`, () => p.statements(body))
  else {
    p.line(`await ${lock}.acquire()`)
    p.block('try', () => p.statements(body), '}', { body: true })
    p.block('finally', () => p.line(`${lock}.release()`))
  }
}

/** A callback of the loop, with a name of its own. */
function called(p, a, call, body) {
  const site = p.site
  const inside = { sync: true, body: true, timeout: null, group: null }
  if (p.python) p.block(`def c${site}(me=name(me, '${site}')):`, () => p.statements(body), '', inside)
  else p.block(`const c${site} = ((me) => () =>`, () => p.statements(body), `})(name(me, '${site}'))`, inside)
  p.line(`H[${a % 3}] = loop.${p.n(call)}c${site})`)
}

for (const kind in STATEMENTS) if (!(kind in PRINT)) throw new Error(`print: no text for ${kind}`)
