/**
 * The worker's globals as the program sees them: its clock, timers, dates,
 * random numbers and console are ours. Imported first: the runtime looks at
 * the globals when it is loaded.
 */

/** What the machine itself has. */
export const machine = {
  setTimeout: globalThis.setTimeout.bind(globalThis) as (callback: () => void, delay: number) => number,
  now: performance.now.bind(performance),
}

/** Set by the worker once the runtime is there. */
export const given = {
  now: (): number => 0,
  later: (_callback: () => void, _delay: number): { cancel(): void } => ({ cancel() {} }),
  print: (_level: 'log' | 'warn' | 'error', _values: unknown[]): void => {},
}

/** Simulated time begins at a date of its own, so that every run prints the same. */
const EPOCH = Date.UTC(2026, 0, 1)

export function replaceGlobals(seed: number): void {
  const scope = globalThis as unknown as Record<string, unknown>
  const timers = new Map<number, { cancel(): void }>()
  let count = 0

  const timer = (callback: (...args: unknown[]) => void, delay: number, again: boolean, args: unknown[]): number => {
    const id = ++count
    const arm = () => {
      const set = given.later(
        () => {
          if (again) arm()
          else timers.delete(id)
          callback(...args)
        },
        Math.max(again ? 1 : 0, Number(delay) || 0),
      )
      timers.set(id, set)
    }
    arm()
    return id
  }
  const clear = (id: number): void => {
    timers.get(id)?.cancel()
    timers.delete(id)
  }
  scope.setTimeout = (callback: () => void, delay: number, ...args: unknown[]) => timer(callback, delay, false, args)
  scope.setInterval = (callback: () => void, delay: number, ...args: unknown[]) => timer(callback, delay, true, args)
  scope.clearTimeout = scope.clearInterval = clear

  performance.now = () => given.now()
  const now = () => EPOCH + Math.floor(given.now())
  scope.Date = new Proxy(Date, {
    construct: (target, args: unknown[]) =>
      new (target as new (...args: unknown[]) => object)(...(args.length ? args : [now()])),
    apply: () => new Date(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  Math.random = randomFrom(seed + 1)

  const printer =
    (level: 'log' | 'warn' | 'error') =>
    (...values: unknown[]) =>
      given.print(level, values)
  const log = printer('log')
  scope.console = { log, info: log, debug: log, warn: printer('warn'), error: printer('error') }
}

/** mulberry32: small, and the same numbers everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
