import { NotSupportedError } from '../core/errors.js'
import type { Executor, ThreadWork } from '../loop/executor.js'

/**
 * The door `globeflower/threads`: an executor on worker threads, through
 * piscina, which a program that wants it installs.
 *
 *   getEventLoop().setDefaultExecutor(new ThreadPoolExecutor())
 *   await toThread((n) => fibonacci(n), 40)                       // nothing but its arguments
 *   await toThread({ module: import.meta.resolve('./hash.js'), name: 'hash' }, file)
 */
export class ThreadPoolExecutor implements Executor {
  declare private _options: object
  declare private _pool: Promise<Pool> | null
  declare private _closed: boolean
  declare private _running: Promise<unknown>[]

  /** `maxWorkers` threads at most; the other options are piscina's. */
  constructor(options?: { maxWorkers?: number; [option: string]: unknown }) {
    const { maxWorkers, ...others } = options || {}
    if (maxWorkers !== void 0 && !(maxWorkers >= 1)) {
      throw new RangeError('A ThreadPoolExecutor needs 1 or more workers, got ' + maxWorkers + '.')
    }
    this._options = maxWorkers === void 0 ? others : { maxThreads: maxWorkers, minThreads: 1, ...others }
    this._pool = null
    this._closed = false
    this._running = []
  }

  submit(work: ThreadWork, values: unknown[], signal: AbortSignal): Promise<unknown> {
    if (this._closed) return Promise.reject(new NotSupportedError('This ThreadPoolExecutor is shut down.'))
    let call: object
    try {
      call = typeof work === 'function' ? { source: sourceOf(work), values } : { ...work, values }
    } catch (error) {
      return Promise.reject(error)
    }
    this._pool = this._pool || start(this._options)
    const result = this._pool.then((pool) => pool.run(call, { signal }))
    const ended = result.then(ignore, ignore).then(() => {
      this._running.splice(this._running.indexOf(ended), 1)
    })
    this._running.push(ended)
    return result
  }

  /** Takes nothing more; done when what runs has ended, or after `timeout` milliseconds, when it is ended. */
  async shutdown(timeout: number | null = null): Promise<void> {
    const pool = this._pool
    this._closed = true
    if (pool === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise((resolve) => {
      if (timeout !== null) timer = setTimeout(resolve, timeout)
    })
    await Promise.race([Promise.all(this._running), late])
    clearTimeout(timer)
    await (await pool).destroy()
  }
}

interface Pool {
  run(call: object, options: { signal: AbortSignal }): Promise<unknown>
  destroy(): Promise<void>
}

async function start(options: object): Promise<Pool> {
  const filename = new URL('./thread-worker.js', import.meta.url).href
  let Piscina: new (options: object) => Pool
  try {
    Piscina = ((await import(/* @vite-ignore */ MODULE)) as { Piscina: typeof Piscina }).Piscina
  } catch (error) {
    throw new NotSupportedError('A ThreadPoolExecutor needs piscina, which is not installed. Run npm install piscina.')
  }
  return new Piscina({ ...options, filename })
}

/** Not as a literal: nobody has to have it to build a program. */
const MODULE = 'piscina'

/** A function travels as its text, so it cannot use what stands around it. */
function sourceOf(work: (...values: never[]) => unknown): string {
  const source = Function.prototype.toString.call(work)
  const name = work.name || 'anonymous'
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source)) {
    throw new TypeError('The function ' + name + ' has no source that could run in a thread. Wrap it in one of yours.')
  }
  if (/\$gf\b/.test(source)) {
    throw new TypeError(
      'The function ' + name + ' is compiled and needs the runtime. Export it, and pass { module, name } instead.',
    )
  }
  return source
}

function ignore(): void {}
