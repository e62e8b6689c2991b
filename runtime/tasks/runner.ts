/// <reference lib="esnext.disposable" preserve="true" />
import { disposeSymbol } from '../compat/symbols.js'
import { copyContext, type ContextCopy } from '../context/copy-context.js'
import { RuntimeError } from '../core/errors.js'
import { EventLoop } from '../loop/event-loop.js'
import type { Future } from '../core/future.js'
import { enter, loop, newLoop } from '../core/running.js'
import type { Host } from '../hosts/host.js'
import type { Work } from './create-task.js'
import { run, type RunOptions } from './run.js'

/** Several programs, one after another, on one loop and in one context: asyncio's `Runner`. */
export class Runner {
  declare private readonly _loop: EventLoop
  declare private readonly _context: ContextCopy

  constructor(options?: { host?: Host }) {
    this._loop = new EventLoop(newLoop((options && options.host) || loop._host))
    this._context = copyContext()
  }

  /** What `main` sets in its context is there in the next run. */
  run<T>(main: () => T | PromiseLike<T>, options?: RunOptions): Future<T> {
    if (this._loop.isClosed()) throw new RuntimeError('This Runner is closed. Make a new one.')
    if (loop._depth > 0) throw new RuntimeError('run() was called inside a task. Await the function itself there.')
    const outer = enter(this._loop._state)
    try {
      return run((() => this._context.run(main)) as Work<T>, options)
    } finally {
      enter(outer)
    }
  }

  getLoop(): EventLoop {
    return this._loop
  }

  close(): void {
    this._loop.close()
  }
}

/** `using` closes it. */
export interface Runner extends Disposable {}
;(Runner.prototype as unknown as Record<string, unknown>)[disposeSymbol] = function (this: Runner) {
  this.close()
}
