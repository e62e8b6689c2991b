import { Reaction } from '../core/future.js'
import { Handle } from '../core/handle.js'
import { loop } from '../core/running.js'
import { Task } from '../core/task.js'
import { Timer } from '../core/timers.js'
import { describeTask } from './call-graph.js'

export interface DebugOptions {
  /** Milliseconds after which a step is reported; 100 if nothing is said. */
  slowCallbackDuration?: number
  /** Where reports go; by default to the console. */
  report?: (text: string) => void
}

declare const console: { warn(text: string): void } | undefined

/**
 * Reports steps that hold up the loop, with the task and the function that
 * did. It hooks in when it is switched on, and costs nothing before.
 */
export function setDebug(on: boolean | DebugOptions): void {
  const options = on === true ? {} : on || {}
  const { report, slowCallbackDuration: limit = 100 } = options
  if (off !== null) off()
  off = null
  if (on === false) return
  const tell =
    report ||
    ((text: string) => {
      if (typeof console === 'object') console.warn(text)
    })
  const undo = [
    time<Task>(Task.prototype, (task) => describeTask(task)),
    time<Handle>(Handle.prototype, (handle) => 'callback ' + nameOf(handle._callback)),
    time<Reaction>(Reaction.prototype, (reaction) => 'callback ' + nameOf(reaction._onValue || reaction._onError)),
    time<Timer>(Timer.prototype, (timer) => 'timer ' + nameOf(timer._callback)),
  ]
  off = () => {
    for (let i = 0; i < undo.length; i++) undo[i]()
  }

  function time<T extends { _run(): void }>(methods: T, describe: (entry: T) => string): () => void {
    const run = methods._run
    methods._run = function (this: T) {
      const host = loop._host
      // Before it runs: afterwards it has forgotten.
      const what = describe(this)
      const start = host.now()
      run.call(this)
      const took = host.now() - start
      if (took >= limit) tell('Slow: ' + what + ' took ' + Math.round(took) + ' ms.')
    }
    return () => {
      methods._run = run
    }
  }
}

/** Is debug mode on? */
export function getDebug(): boolean {
  return off !== null
}

let off: (() => void) | null = null

function nameOf(callback: unknown): string {
  return String((callback && (callback as { name?: string }).name) || 'anonymous')
}
