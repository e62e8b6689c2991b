import { CURRENT, SCOPE } from '../core/context-keys.js'
import { CancelledError } from '../core/errors.js'
import { loop, track } from '../core/running.js'
import type { CancelScope } from './cancel-scope.js'
import { OPEN } from './scope-states.js'
import type { Timeout } from './timeout.js'

track()

/**
 * Throws where the next await would: a way out of long work that awaits
 * nothing. A deadline counts as soon as the clock has passed it.
 */
export function checkpoint(): void {
  const task = loop._task
  for (let entry = loop._context; entry !== null; entry = entry.before) {
    const key: unknown = entry.variable
    if (key === CURRENT) break
    if (key === SCOPE) {
      const scope = entry.value as CancelScope & Partial<Pick<Timeout, '_when' | '_expire'>>
      if (scope._when && scope._when <= loop._host.now()) scope._expire!()
      if (scope._cancelled && scope._state === OPEN) throw new CancelledError(scope._reason)
    }
  }
  if (task !== null && task._flags & MUST_CANCEL) {
    task._flags &= ~MUST_CANCEL
    throw new CancelledError(task._value)
  }
}

/** As in core/task.ts. */
const MUST_CANCEL = 2
