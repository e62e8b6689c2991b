import { chooseHost } from '../hosts/choose.js'
import type { Host } from '../hosts/host.js'
import type { Context } from './context.js'
import type { Future } from './future.js'
import type { Ready, Runnable } from './ready.js'
import type { Task } from './task.js'

/**
 * The loop that is running here: one variable, because JavaScript has one
 * thread in a realm. Tests and `runSync` put another loop in for a while.
 */
export let loop: LoopState = /* @__PURE__ */ newLoop(/* @__PURE__ */ chooseHost())

export interface LoopState extends Ready {
  /** The host has been asked to call us, or we are running. */
  _awake: boolean
  /** Inside `turn` or `block`. */
  _running: boolean
  _host: Host
  /** The task whose step is running, null in plain callbacks. Kept only where `tracking`. */
  _task: Task | null
  /** The context of the code that is running. */
  _context: Context | null
  /** Async calls nested on the native stack now. */
  _depth: number
  /** Awaits in a row that did not wait. */
  _spree: number
  /** Failed futures that nobody has looked at yet, linked through `_next`. */
  _failed: Future<unknown> | null
  /** Set by the first timer, so that a program without timers carries no heap. */
  _timers: Timers | null
  /** The deadline the host's alarm is set for; Infinity: no alarm. */
  _alarm: number
  /** The budget was spent: due timers come first now. */
  _hopped: boolean
  /** When timers began to fire one after another without the host having its turn; -1: they do not. */
  _since: number
  /** Ends a blocking run after the step that is running. */
  _stop: boolean
  _onError: ((context: ErrorContext) => void) | null
  /** Set by `run`; null as long as nobody asks for all tasks. */
  _tasks: TaskSet | null
  /** Mains of `run()` that have not ended: what a deadlock is told from idleness by. */
  _mains: number
  /** What the host calls; made by the first push. */
  _turn: (() => void) | null
  /** The EventLoop that stands for this, once somebody asked. */
  _public: object | null
  /** In debug mode: who waits for what, for the report of a deadlock. */
  _describe?: () => string
}

/** Who is told of every task that has to wait. */
export interface TaskSet<F = Task> {
  add(task: F): void
  /** Those that are not done, oldest first. */
  pending(): F[]
}

export interface Timers {
  /** The earliest deadline, Infinity when there is none. */
  earliest(): number
  /** Takes the earliest timer off the heap. */
  take(): Runnable
}

/** What `callExceptionHandler` is told. */
export interface ErrorContext {
  message: string
  error: unknown
  future?: Future<unknown>
}

export function newLoop(host: Host): LoopState {
  return {
    _head: null,
    _tail: null,
    _last: null,
    _awake: false,
    _running: false,
    _host: host,
    _task: null,
    _context: null,
    _depth: 0,
    _spree: 0,
    _failed: null,
    _timers: null,
    _alarm: Infinity,
    _hopped: false,
    _since: -1,
    _stop: false,
    _onError: null,
    _tasks: null,
    _mains: 0,
    _turn: null,
    _public: null,
  }
}

/**
 * Does somebody ask for the current task? To write it down at each step costs a
 * fifth of an await: the loop is an old object, tasks are young, and each such
 * store goes through the collector's write barrier.
 */
export let tracking = false

export function track(): void {
  tracking = true
}

/** Puts another loop in the place of the running one, which is given back. */
export function enter(other: LoopState): LoopState {
  const before = loop
  loop = other
  return before
}
