import { tasksOf } from '../core/all-tasks.js'
import { Future, Reaction } from '../core/future.js'
import { Handle } from '../core/handle.js'
import type { Runnable } from '../core/ready.js'
import { loop, type LoopState } from '../core/running.js'
import { CANCELLED, PENDING, RESULT } from '../core/states.js'
import { CREATED, Task } from '../core/task.js'
import { Timer } from '../core/timers.js'
import { formatFrame, frameOf, innerCall } from './frames.js'

/** One event of Chrome's trace format, which Perfetto and chrome://tracing open. */
export interface TraceEvent {
  name: string
  cat: string
  /** b, e: a task is there; X: a step ran; s, f: who woke whom; M: a name. */
  ph: 'b' | 'e' | 'X' | 's' | 'f' | 'M'
  /** Microseconds of the loop's clock. */
  ts: number
  pid: number
  tid: number
  dur?: number
  id?: number
  bp?: 'e'
  args?: Record<string, unknown>
}

/** A recording of what tasks do, from `startTrace` on. */
export interface Trace {
  readonly events: TraceEvent[]
  /** Ends it; gives back the text of a file that Perfetto opens. */
  stop(): string
}

interface Traced {
  /** How it began; its name is written in at the end, because tasks are named after they are made. */
  _span?: TraceEvent
  /** The flow that leads to its next step. */
  _flow?: number
}

/**
 * Writes down what runs from now on: a span for each task that waits at least
 * once, a slice for each step, an arrow from who woke to who was woken. It hooks
 * in while it is on, and costs nothing else.
 */
export function startTrace(): Trace {
  const events: TraceEvent[] = []
  const undo: (() => void)[] = []
  const open: Task[] = []
  const clock = loop._host
  let ids = 0
  let flows = 0
  /** Steps that are running now, one inside the other. */
  let depth = 0

  add({ name: 'process_name', ph: 'M', args: { name: 'globeflower' } })
  add({ name: 'thread_name', ph: 'M', args: { name: 'loop' } })
  watch(loop)
  traceSteps<Task>(Task.prototype, stepOf)
  traceSteps<Handle>(Handle.prototype, (handle) => nameOfCallback('callback', handle._callback))
  traceSteps<Reaction>(Reaction.prototype, (it) => nameOfCallback('callback', it._onValue || it._onError))
  traceSteps<Timer>(Timer.prototype, (timer) => nameOfCallback('timer', timer._callback))
  traceWakes(Future.prototype, 'setResult')
  traceWakes(Future.prototype, 'setException')
  traceWakes(Task.prototype, '_finish')
  traceWakes(Task.prototype, '_fail')

  return {
    events,
    stop() {
      for (let i = 0; i < undo.length; i++) undo[i]()
      for (let i = 0; i < open.length; i++) if (open[i]._state === PENDING) end(open[i], 'still waiting')
      undo.length = open.length = 0
      return '{"displayTimeUnit":"ms","traceEvents":[\n' + lines() + '\n]}\n'
    },
  }

  function lines(): string {
    const texts: string[] = []
    for (let i = 0; i < events.length; i++) texts.push(JSON.stringify(events[i]))
    return texts.join(',\n')
  }

  function add(event: Pick<TraceEvent, 'name' | 'ph'> & Partial<TraceEvent>): TraceEvent {
    const whole = { cat: 'task', ts: now(), pid: 1, tid: 1, ...event }
    events.push(whole)
    return whole
  }

  function now(): number {
    return Math.round(clock.now() * 1000)
  }

  /** Hears of each task of the loop that has to wait. */
  function watch(state: LoopState & { _traced?: unknown }): void {
    if (state._traced === events) return
    const tasks = tasksOf(state)
    const { add: note } = tasks
    const known = tasks.pending()
    state._traced = events
    for (let i = 0; i < known.length; i++) begin(known[i])
    tasks.add = (task) => {
      begin(task)
      note(task)
    }
    undo.push(() => {
      tasks.add = note
      delete state._traced
    })
  }

  function begin(task: Task & Traced): void {
    const creator = loop._task
    open.push(task)
    task._span = add({ name: '', ph: 'b', id: ++ids, args: creator === null ? {} : { creator: nameOf(creator) } })
  }

  function end(task: Task & Traced, how: string): void {
    const span = task._span!
    span.name = nameOf(task)
    add({ name: span.name, ph: 'e', id: span.id!, args: { end: how } })
    delete task._span
  }

  function traceSteps<T extends { _run(): void }>(methods: T, describe: (entry: T) => string): void {
    const run = methods._run
    methods._run = function (this: T & Traced) {
      const ts = now()
      const name = describe(this)
      watch(loop)
      if (this._flow) add({ name: 'wakes', cat: 'wake', ph: 'f', bp: 'e', id: this._flow, ts })
      this._flow = 0
      depth++
      run.call(this)
      depth--
      add({ name, ph: 'X', ts, dur: now() - ts })
    }
    undo.push(() => {
      methods._run = run
    })
  }

  /** The method ends a future: the tasks that wait for it now have been woken by what runs now. */
  function traceWakes<T extends Future<any>>(
    methods: T,
    name: 'setResult' | 'setException' | '_finish' | '_fail',
  ): void {
    const all = methods as unknown as Record<string, (this: Future<any>, value: unknown) => void>
    const method = all[name]
    all[name] = function (this: Future<any> & Traced, value: unknown) {
      const last = this._state === PENDING ? this._waiter : null
      const woken: (Runnable & Traced)[] = []
      if (last !== null) {
        let it: Runnable = last
        do {
          it = it._next!
          woken.push(it as Runnable & Traced)
        } while (it !== last)
      }
      method.call(this, value)
      if (this._state === PENDING) return
      if (depth > 0) for (let i = 0; i < woken.length; i++) arrow(woken[i])
      if (this._span && this instanceof Task) end(this, HOW[this._state])
    }
    undo.push(() => {
      all[name] = method
    })
  }

  function arrow(woken: Traced): void {
    woken._flow = ++flows
    add({ name: 'wakes', cat: 'wake', ph: 's', id: flows })
  }
}

const HOW: Record<number, string> = { [RESULT]: 'done', [CANCELLED]: 'cancelled', 2: 'failed', 3: 'failed' }

/** A task by its name, a call inside one by its function. */
function nameOf(task: Task): string {
  const { name } = frameOf(innerCall(task))
  return task.b === CREATED ? task.getName() + ' ' + name : name
}

/** Where it goes on: the line of the await in a debug build. */
function stepOf(task: Task): string {
  return (task.b === CREATED ? task.getName() + ' ' : '') + formatFrame(frameOf(task))
}

function nameOfCallback(kind: string, callback: unknown): string {
  const name = callback && (callback as { name?: string }).name
  return name ? kind + ' ' + name : kind
}
