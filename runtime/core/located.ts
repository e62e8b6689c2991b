import { Future } from './future.js'
import { Task } from './task.js'
import type { Step } from './frame-state.js'
import { PENDING, RESULT, THROWN } from './states.js'

/** What a debug build tells of a step. */
export interface Places {
  name: string
  file: string
  /** By state, `line:column` of the suspension that leads to it; of the function, at 0. */
  positions: Record<number, string>
  /** What the variables of the call hold now. */
  show(): Record<string, unknown>
}

interface Located extends Step {
  _places?: Places
}

/** A call of any profile. */
export interface Call {
  step: Step
  /** Of an async generator: its `step` is the runtime's; the request that it works on. */
  _body?: Step
  _head?: { answer: { promise: unknown } } | null
  at: number
  /** The first that awaits it: the others see the same error. In debug builds. */
  _caller?: () => Call | null
}

/**
 * What a debug build calls a step with. From the first one on, an error that ends a call, or comes
 * to it from elsewhere, is told who awaits it: `at async outer (file.ts:12:5)`.
 */
export function located(
  step: Located,
  name: string,
  file: string,
  positions: Places['positions'],
  show: Places['show'],
): Step {
  if (!(methods as Call)._caller) hook()
  step._places = { name, file, positions, show }
  return step
}

/** Null for what was not compiled for debugging. */
export function placesOf(step: Step): Places | null {
  return (step as Located)._places || null
}

const methods = Task.prototype

function hook(): void {
  const { wait, _run, _fail } = methods

  ;(methods as Call)._caller = function (this: Task & Call) {
    const awaited = this._head ? (this._head.answer.promise as Future<unknown>) : this
    const first: unknown = awaited._waiter === null ? null : awaited._waiter._next
    return first instanceof Task && first._state === PENDING ? first : callerOf(awaited)
  }
  methods.wait = function (value, at) {
    if (!(value instanceof Future)) noteCaller(value, this)
    const suspended = wait.call(this, value, at)
    if (this.at === THROWN) tellCallers(this.sent, this, at)
    return suspended
  }
  methods._run = function () {
    const awaited = this._awaits
    if (awaited !== null && awaited._state > RESULT) tellCallers(awaited._value, this, this.at)
    _run.call(this)
  }
  methods._fail = function (error) {
    tellCallers(error, (this as Call)._caller!())
    _fail.call(this, error)
  }
}

const callers = typeof WeakMap === 'function' ? new WeakMap<object, Call>() : null
/** Errors that were told; true: as far as an async generator whose request nobody awaits yet. */
const told = typeof WeakMap === 'function' ? new WeakMap<object, boolean>() : null

/** Notes who awaits a promise of the engine, a call of another profile, or any other object. */
export function noteCaller(awaited: unknown, call: Call): void {
  if (callers !== null && awaited instanceof Object && !callers.has(awaited)) callers.set(awaited, call)
}

export function callerOf(awaited: object): Call | null {
  return (callers !== null && callers.get(awaited)) || null
}

/** Writes behind the stack of an error, once, where `call` waits, and who awaits that, and so on outwards. */
export function tellCallers(error: unknown, call: Call | null, at = call === null ? 0 : call.at): void {
  if (!(error instanceof Error) || typeof error.stack !== 'string' || wasTold(error)) return
  let lines = ''
  let open = false
  for (let depth = 0; call !== null && depth < DEEPEST; depth++) {
    const places = placesOf(call._body || call.step)
    const position = places && places.positions[depth === 0 ? at : call.at]
    if (position) lines += MARK + places.name + ' (' + places.file + ':' + position + ')'
    open = !!call._head
    call = call._caller ? call._caller() : null
  }
  if (lines === '') return
  if (told !== null) told.set(error, open && call === null)
  try {
    error.stack += lines
  } catch (_) {
    // A frozen error keeps the stack it has.
  }
}

function wasTold(error: Error): boolean {
  return told === null ? error.stack!.indexOf(MARK) >= 0 : told.get(error) === false
}

const MARK = '\n    at async '

/** As many as an engine keeps of a native stack. */
const DEEPEST = 10
