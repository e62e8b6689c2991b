import { Task } from './task.js'
import type { Step } from './frame-state.js'
import { PENDING } from './states.js'

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

/**
 * What a debug build calls a step with. From the first one on, an error that ends a call is told
 * who awaits that call: `at async outer (file.ts:12:5)`.
 */
export function located(
  step: Located,
  name: string,
  file: string,
  positions: Places['positions'],
  show: Places['show'],
): Step {
  if (fail === null) {
    fail = Task.prototype._fail
    Task.prototype._fail = failLocated
  }
  step._places = { name, file, positions, show }
  return step
}

/** Null for what was not compiled for debugging. */
export function placesOf(step: Step): Places | null {
  return (step as Located)._places || null
}

let fail: Task['_fail'] | null = null

function failLocated(this: Task, error: unknown): void {
  const failed = error as { stack?: unknown } | null
  if (failed instanceof Error && typeof failed.stack === 'string' && failed.stack.indexOf(MARK) < 0) {
    const callers = callersOf(this)
    try {
      if (callers !== '') failed.stack += callers
    } catch (_) {
      // A frozen error keeps the stack it has.
    }
  }
  fail!.call(this, error)
}

const MARK = '\n    at async '

/** Who awaits the call, who awaits that one, and so on outwards. */
function callersOf(task: Task): string {
  let lines = ''
  let last: Task | null = task
  for (let depth = 0; depth < DEEPEST; depth++) {
    last = awaiterOf(last!)
    if (last === null) break
    const places = placesOf(last.step)
    const position = places && places.positions[last.at]
    if (position) lines += MARK + places.name + ' (' + places.file + ':' + position + ')'
  }
  return lines
}

/** As many as an engine keeps of a native stack. */
const DEEPEST = 10

/** The first that waits: the others see the same error. */
function awaiterOf(task: Task): Task | null {
  const first: unknown = task._waiter === null ? null : task._waiter._next
  return first instanceof Task && first._state === PENDING ? first : null
}
