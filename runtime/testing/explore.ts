import { CANCELLED, FAILED, SEEN } from '../core/states.js'
import { rehearse, type Direction, type Outcome } from './rehearse.js'

/** A failure that one seed, or one place to cancel at, has brought out. */
export interface Finding extends Error {
  seed?: number
  step?: number
}

/**
 * Runs `program` once for each seed, each time in another order of what could
 * come next, and fails with the first seed that makes it fail. The same seed
 * gives the same order: `explore(program, { seeds: [17] })` replays it.
 */
export async function explore(program: () => unknown, options?: { seeds?: number | number[] }): Promise<void> {
  const seeds = (options && options.seeds) || 100
  const list = typeof seeds === 'number' ? upTo(seeds) : seeds
  for (let i = 0; i < list.length; i++) {
    const seed = list[i]
    const outcome = await rehearse(program, { choose: chooser(seed) })
    const error = faultOf(outcome)
    if (error !== null) {
      throw finding('Seed ' + seed + ' fails: ' + text(error) + '. Replay it with { seeds: [' + seed + '] }.', error, {
        seed,
      })
    }
  }
}

/**
 * Runs `program` once for each of its steps and cancels it there: every await
 * is interrupted, before and after its result came. What it left behind (tasks,
 * timers, failures) fails the test, and so does `check`. A program that speaks
 * with the outside world needs `outside`: see `Direction`.
 */
export async function cancelAtEach(
  program: () => unknown,
  check?: (step: number) => unknown,
  options: Pick<Direction, 'outside'> = {},
): Promise<{ steps: number }> {
  const whole = await rehearse(program, options)
  const fault = faultOf(whole)
  if (fault !== null) throw finding('It fails without any cancel: ' + text(fault) + '.', fault, {})
  for (let step = 0; step < whole.steps; step++) {
    const outcome = await rehearse(program, {
      ...options,
      before(at, main) {
        if (at === step) main.cancel('cancelAtEach')
      },
    })
    let error = outcome.main._state === CANCELLED ? faultOf(outcome, true) : faultOf(outcome)
    try {
      if (error === null && check) await check(step)
    } catch (thrown) {
      error = thrown
    }
    if (error !== null) throw finding('Cancelled before step ' + step + ': ' + text(error) + '.', error, { step })
  }
  return { steps: whole.steps }
}

/** Runs `program` to its end and fails when it leaves tasks, timers or unseen failures behind. */
export async function checkLeaks(program: () => unknown): Promise<void> {
  const error = faultOf(await rehearse(program))
  if (error !== null) throw error
}

function faultOf(outcome: Outcome, cancelled = false): unknown {
  const { main, unseen, stuck, timers } = outcome
  if (main._state === FAILED || main._state === SEEN || (main._state === CANCELLED && !cancelled)) return main._value
  if (unseen.length > 0) return unseen[0]
  if (stuck !== null) return new Error('these tasks will never end:\n' + stuck)
  if (timers > 0) return new Error('it leaves ' + timers + ' timers behind')
  return null
}

/** Numbers below `count`, the same for the same seed (mulberry32). */
function chooser(seed: number): (count: number) => number {
  let state = seed * 2654435761
  return (count) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = multiply(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + multiply(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * count)
  }
}

/** Math.imul, which old engines lack. */
function multiply(one: number, other: number): number {
  const high = (one >>> 16) & 0xffff
  return ((one & 0xffff) * other + (((high * (other & 0xffff)) & 0xffff) << 16)) | 0
}

function upTo(count: number): number[] {
  const list: number[] = []
  for (let i = 0; i < count; i++) list.push(i)
  return list
}

function text(error: unknown): string {
  return String((error && (error as Error).message) || error).replace(/\.$/, '')
}

function finding(message: string, cause: unknown, where: { seed?: number; step?: number }): Finding {
  const error = new Error(message) as Finding & { cause: unknown }
  error.cause = cause
  if (where.seed !== void 0) error.seed = where.seed
  if (where.step !== void 0) error.step = where.step
  return error
}
