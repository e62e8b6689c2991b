import { NotSupportedError } from '../core/errors.js'
import { done, Future } from '../core/future.js'
import { failed } from '../core/finished.js'
import { loop, type LoopState } from '../core/running.js'

/** Whatever runs functions elsewhere: asyncio's `Executor`. `globeflower/threads` has one. */
export interface Executor {
  /** Calls `work(...values)`. An abort says that nobody waits any more; what runs may run on. */
  submit(work: ThreadWork, values: unknown[], signal: AbortSignal): PromiseLike<unknown>
  /** Done when all that was submitted has ended, or after `timeout` milliseconds. */
  shutdown(timeout: number | null): PromiseLike<unknown>
}

/** A function that uses nothing but its arguments, or one that a module exports. */
export type ThreadWork = ((...values: never[]) => unknown) | { module: string; name: string }

/**
 * Runs `work(...values)` away from the loop: asyncio's `to_thread`. Where no
 * executor was set it is called at once, here, and that is said once.
 */
export function toThread<A extends unknown[], T>(
  work: ((...values: A) => T) | ThreadWork,
  ...values: A
): Future<Awaited<T>> {
  return runInExecutor(loop, null, work as ThreadWork, values) as Future<Awaited<T>>
}

interface Executing extends LoopState {
  _executor?: Executor | null
}

declare const console: { warn(text: string): void } | undefined

export function setDefaultExecutor(state: Executing, executor: Executor | null): void {
  if (executor !== null && (!executor || typeof executor.submit !== 'function')) {
    throw new TypeError('An executor has submit() and shutdown(), got ' + typeof executor + '.')
  }
  state._executor = executor
}

export function runInExecutor(
  state: Executing,
  executor: Executor | null,
  work: ThreadWork,
  values: unknown[],
): Future<unknown> {
  const chosen = executor || state._executor
  return chosen ? submit(chosen, work, values) : callHere(work, values)
}

/** A cancel leaves at once; the executor is told, and what comes late finds nobody. */
function submit(executor: Executor, work: ThreadWork, values: unknown[]): Future<unknown> {
  const controller = new AbortController()
  const future = new Future<unknown>({ onCancel: (reason) => controller.abort(reason) })
  executor.submit(work, values, controller.signal).then(
    (value) => {
      if (!future.done()) future.setResult(value)
    },
    (error) => {
      if (!future.done()) future.setException(error)
    },
  )
  return future
}

let told = false

function callHere(work: ThreadWork, values: unknown[]): Future<unknown> {
  if (typeof work !== 'function') {
    return failed(
      new NotSupportedError('A function of another module needs a thread. Set an executor of globeflower/threads.'),
    )
  }
  if (!told && typeof console === 'object') {
    told = true
    console.warn('globeflower: no executor is set, so toThread() and runInExecutor() call functions at once, here.')
  }
  try {
    return done(work(...(values as never[])))
  } catch (error) {
    return failed(error)
  }
}

/** Ends the default executor, if there is one, and takes it out. */
export function shutdownDefaultExecutor(state: Executing, timeout: number | null): PromiseLike<unknown> {
  const executor = state._executor
  state._executor = null
  return executor ? executor.shutdown(timeout) : done(void 0)
}
