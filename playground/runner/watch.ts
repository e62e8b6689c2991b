/**
 * Who is born, suspends, goes on, ends and is cancelled.
 *
 * The runtime has no hooks and needs none: a task writes its `step` down first
 * of all, so an accessor in its prototype sees every task there is, and puts
 * a step in the place that tells before and after.
 */

import { CancelledError, Future, Task } from '../../dist/runtime/index.js'
import { ReturnSignal } from '../../dist/runtime/core/signal.js'
import { PromiseFrame4 } from '../../dist/runtime/compat/promise-driver.js'
import type { Awaited, Local, Program, Resumption, TraceEvent } from '../messages.js'
import { preview, type Names } from './preview.js'

type Step = (frame: Frame, at: number) => unknown

interface Frame {
  step: Step
  at: number
  handler: number
  a: unknown
  _awaits?: unknown
  /** Async generators: the state behind a `yield`; only a body that yields sets it. */
  _resume?: number
  /** Async generators: who asked and has no answer yet. */
  _head?: Request | null
  _finish(value: unknown): void
  _fail(error: unknown): void
}

interface Request {
  answer: { promise: unknown }
  next: Request | null
}

export interface Life {
  id: number
  name: string
  frame: Frame
  /** Of the function in the program; -1 for tasks that the runtime makes. */
  index: number
  wraps: boolean
  /** A function of the runtime itself, `queue.put` say: whoever awaits it is shown to wait for the call. */
  internal: boolean
  generator: boolean
  ended: boolean
  /** What the last `wait` of a promise frame was given. */
  awaits: unknown
  /** It gave back something that is awaited in its turn. */
  returning: boolean
}

type Told<E> = E extends TraceEvent ? Omit<E, 'time' | 'step'> : never

export class Watch {
  readonly lives: Life[] = []
  private readonly byFrame = new WeakMap<object, Life>()
  private readonly byPromise = new WeakMap<object, Life>()
  private readonly labels = new WeakMap<object, string>()
  private readonly traced = new WeakMap<Step, Step>()
  private readonly original = new WeakMap<Step, Step>()
  private readonly indexOf: Map<string, number>
  private readonly running: Life[] = []
  private readonly unnamed: { life: Life; event: { name: string } }[] = []
  private readonly names: Names = {
    task: (value) => {
      const life = this.lifeOf(value)
      if (!life || life.internal) return undefined
      return `${life.wraps ? this.nameOf(life) : life.name} #${life.id}`
    },
    isWritten: (constructor) => {
      const text = Function.prototype.toString.call(constructor)
      return text.endsWith('{ [native code] }') || this.program.code.includes(text)
    },
  }

  constructor(
    private readonly program: Program,
    private readonly tell: (event: Told<TraceEvent>) => void,
  ) {
    this.indexOf = new Map(program.steps.map(({ text, index }) => [text, index]))
    this.seeSteps(Task.prototype as unknown as Frame)
    this.seeSteps(PromiseFrame4.prototype as unknown as Frame)
    this.seeEnds(Task.prototype as unknown as Frame)
    this.seeEnds(PromiseFrame4.prototype as unknown as Frame)
    this.seeCancels()
    this.seeAwaitedPromises()
  }

  /** The task whose step runs now, 0 outside of any. */
  get current(): number {
    return this.running.findLast((life) => !life.internal)?.id ?? 0
  }

  get known(): Names {
    return this.names
  }

  /** How many tasks are not done. */
  waiting(): number {
    return this.lives.filter((life) => !life.ended && !life.generator && !life.internal).length
  }

  /** What a call into the runtime gave back is named after the call. */
  labelled<F extends (...args: never[]) => unknown>(name: string, fn: F): F {
    return ((...args: never[]) => {
      const value = fn(...args)
      if (value instanceof Future && !this.byFrame.has(value) && !this.labels.has(value)) {
        this.labels.set(value, `${name}(${args.map((each) => preview(each, this.names, 0)).join(', ')})`)
      }
      return value
    }) as F
  }

  /** A call starts with its step in hand; and the promise it gives back stands for its frame. */
  starting<F extends (...args: never[]) => unknown>(start: F): F {
    return ((step: Step, ...slots: never[]) => {
      const born = this.lives.length
      const promise = start(...([this.trace(step), ...slots] as never[]))
      const life = this.lives[born]
      if (life && promise instanceof Object) this.byPromise.set(promise, life)
      return promise
    }) as unknown as F
  }

  /** Names that could not be known at birth. */
  settleNames(): void {
    for (const { life, event } of this.unnamed.splice(0)) event.name = life.name = this.nameOf(life)
  }

  private nameOf(life: Life): string {
    const work = life.frame.a
    return typeof work === 'function' ? work.name || 'anonymous' : 'task'
  }

  private lifeOf(value: unknown): Life | undefined {
    if (value === null || typeof value !== 'object') return undefined
    return this.byFrame.get(value) ?? this.byPromise.get(value)
  }

  // Births and steps

  private seeSteps(prototype: Frame): void {
    const watch = this
    const steps = new WeakMap<Frame, Step>()
    Object.defineProperty(prototype, 'step', {
      configurable: true,
      get(this: Frame) {
        return steps.get(this)
      },
      set(this: Frame, step: Step) {
        const life = watch.byFrame.get(this)
        if (!life) watch.born(this, step)
        // An async generator puts a step of its own before the body's: the body is what counts.
        else if (!life.returning) {
          life.generator = true
          watch.seeEnds(this)
        }
        steps.set(this, life && !life.returning ? step : watch.trace(step))
      },
    })
  }

  private born(frame: Frame, given: Step): void {
    const step = this.original.get(given) ?? given
    const text = Function.prototype.toString.call(step)
    const index = this.indexOf.get(text) ?? -1
    const isOurs = !this.program.code.includes(text)
    const wraps = isOurs && step.length === 1
    const name = this.program.functions[index]?.name ?? step.name.replace(/\$step.*$/, '')
    const life: Life = {
      id: this.lives.length + 1,
      name,
      frame,
      index,
      wraps,
      internal: isOurs && !wraps,
      generator: false,
      ended: false,
      awaits: undefined,
      returning: false,
    }
    this.lives.push(life)
    this.byFrame.set(frame, life)
    if (life.internal) return
    const event = { is: 'born', task: life.id, name, index, parent: this.current, wraps } as const
    const told: { name: string } & typeof event = { ...event }
    if (wraps) this.unnamed.push({ life, event: told })
    this.tell(told)
  }

  private trace(step: Step): Step {
    if (this.original.has(step)) return step
    let traced = this.traced.get(step)
    if (!traced) {
      const watch = this
      traced = function (frame, at) {
        const life = watch.byFrame.get(frame)!
        life.awaits = undefined
        if (life.generator) frame._resume = 0
        if (!life.internal) watch.tell({ is: 'run', task: life.id })
        watch.running.push(life)
        try {
          const value = step(frame, at)
          watch.left(life, value)
          return value
        } finally {
          watch.running.pop()
        }
      }
      this.traced.set(step, traced)
      this.original.set(traced, step)
    }
    return traced
  }

  private left(life: Life, value: unknown): void {
    const { frame } = life
    if (frame.at >= 0 || (life.generator && frame._resume)) this.suspended(life)
    else if (frame instanceof Task && !life.generator && isThenable(value)) {
      life.returning = true
      this.suspended(life, value)
    }
  }

  private suspended(life: Life, returned?: unknown): void {
    if (life.internal) return
    const { frame } = life
    const state = (life.generator && frame._resume) || frame.at
    const awaited = returned ?? (frame instanceof Task ? frame._awaits : life.awaits)
    const resumption = returned === undefined ? this.program.functions[life.index]?.states[state] : undefined
    this.tell({
      is: 'wait',
      task: life.id,
      state,
      handler: frame.handler,
      on: this.awaited(life, awaited, resumption?.awaits),
      slots: this.locals(life, resumption),
    })
  }

  private ended(frame: Frame, failed: boolean, value: unknown): void {
    const life = this.byFrame.get(frame)
    if (!life || life.ended) return
    if (frame instanceof Task && !life.generator) {
      if (!frame.done()) return
      // What was awaited last decides, not what was given back.
      failed = frame.cancelled() || failed
      value = frame._value
    }
    life.ended = true
    if (life.internal) return
    const returned = (value as object) instanceof ReturnSignal
    const how = !failed || returned ? 'result' : value instanceof CancelledError ? 'cancelled' : 'failed'
    this.tell({
      is: 'end',
      task: life.id,
      how,
      value: preview(returned ? (value as ReturnSignal).value : value, this.names),
    })
  }

  private awaited(life: Life, value: unknown, written: string | undefined): Awaited {
    const other = this.lifeOf(value) ?? this.generatorAsked(value)
    if (other?.internal) return { is: 'future', label: written || 'the runtime', task: 0 }
    if (other) return { is: 'task', label: `${other.name || this.nameOf(other)} #${other.id}`, task: other.id }
    if (value instanceof Future) {
      const label = this.labels.get(value) ?? (written || 'a future')
      return { is: label.startsWith('sleep(') ? 'timer' : 'future', label, task: 0 }
    }
    if (value === undefined || value === null) {
      return life.generator
        ? { is: 'request', label: 'the next request', task: 0 }
        : { is: 'future', label: 'its turn', task: 0 }
    }
    return { is: 'promise', label: written || 'a promise', task: 0 }
  }

  /** The async generator that this is an answer of. */
  private generatorAsked(value: unknown): Life | undefined {
    return this.lives.find(({ generator, ended, frame }) => {
      if (!generator || ended) return false
      for (let request = frame._head; request; request = request.next) if (request.answer.promise === value) return true
      return false
    })
  }

  private locals(life: Life, resumption: Resumption | undefined): Local[] {
    const fields = life.frame as unknown as Record<string, unknown>
    return (resumption?.slots ?? []).map(({ slot, name }) => ({
      slot,
      name,
      value: preview(fields[slot], this.names, 2),
    }))
  }

  /** Wherever a frame ends, it passes here; a task that gave back something unfinished is not done then. */
  private seeEnds(frame: Frame): void {
    const watch = this
    const { _finish: finish, _fail: fail } = frame
    frame._finish = function (value) {
      finish.call(this, value)
      watch.ended(this, false, value)
    }
    frame._fail = function (error) {
      fail.call(this, error)
      watch.ended(this, true, error)
    }
  }

  // Cancels and awaits

  private seeCancels(): void {
    const watch = this
    const prototype = Task.prototype as unknown as {
      cancel(reason?: unknown): boolean
      _awaits: unknown
      done(): boolean
    }
    const cancel = prototype.cancel
    prototype.cancel = function (reason) {
      if (!this.done()) watch.cancelled(this, watch.current, reason)
      return cancel.call(this, reason)
    }
  }

  /** A cancel goes inwards, to whoever is awaited. */
  private cancelled(task: { _awaits: unknown }, by: number, reason: unknown): void {
    const life = this.lifeOf(task)
    if (!life) return
    if (!life.internal)
      this.tell({ is: 'cancel', task: life.id, by, reason: reason === undefined ? '' : String(reason) })
    const inner = task._awaits
    if (inner instanceof Task && !inner.done())
      this.cancelled(inner as unknown as { _awaits: unknown }, life.id, reason)
  }

  private seeAwaitedPromises(): void {
    const watch = this
    const prototype = PromiseFrame4.prototype as unknown as { wait(value: unknown, at: number): boolean }
    const wait = prototype.wait
    prototype.wait = function (value, at) {
      const life = watch.byFrame.get(this)
      if (life) life.awaits = value ?? {}
      return wait.call(this, value, at)
    }
  }
}

function isThenable(value: unknown): boolean {
  return value instanceof Object && typeof (value as { then?: unknown }).then === 'function'
}
