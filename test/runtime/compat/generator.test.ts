/** Generators from the ABI up, frames written by hand, beside the engine's own. */
import { expect, it } from 'vitest'
import { caught, delegate, generator } from '../../../runtime/frame.js'

interface Frame {
  step: never
  at: number
  handler: number
  sent: unknown
  a: unknown
  b: unknown
  c: unknown
  d: unknown
}

type Source = Generator<unknown, unknown, unknown>

/** function* walk(log, first, second) { try { log(yield first); log(yield* second) } catch (e) { log(e) } finally { log('f'); yield 'cleanup' } return 'end' } */
function walk(log: unknown[], first: unknown, second: unknown): Source {
  return generator(walk, walkStep, log, first, second) as unknown as Source
}
function walkStep(this: unknown, frame: Frame, at: number): unknown {
  const log = frame.a as unknown[]
  for (;;)
    switch (at) {
      case 0:
        frame.handler = 3
        frame.at = 1
        return frame.b
      case 1:
        log.push(frame.sent)
        return delegate(frame as never, frame.c, 2)
      case 2:
        log.push(frame.sent)
        frame.handler = 0
        frame.d = null
        at = 6
        continue
      case 3: {
        frame.handler = 5
        const error = caught(frame)
        log.push(error)
        frame.handler = 0
        frame.d = null
        at = 6
        continue
      }
      case 5:
        frame.d = { error: frame.sent }
      case 6:
        log.push('f')
        frame.at = 7
        return 'cleanup'
      case 7:
        if (frame.d !== null) throw (frame.d as { error: unknown }).error
        return 'end'
    }
}

function* nativeWalk(log: unknown[], first: unknown, second: unknown): Source {
  try {
    log.push(yield first)
    log.push(yield* second as Source)
  } catch (error) {
    log.push(error)
  } finally {
    log.push('f')
    yield 'cleanup'
  }
  return 'end'
}

/** A pseudo-random number below n, the same in every run. */
function dice(seed: number): (n: number) => number {
  return (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * n)
  }
}

/** Three generators inside each other, any of them advanced by hand, at random. */
function play(make: typeof walk, seed: number): unknown[] {
  const roll = dice(seed)
  const log: unknown[] = []
  const list = roll(2) ? [1, 2] : 'xy'
  const inner = make(log, 'inner', list)
  const middle = make(log, 'middle', inner)
  const outer = make(log, 'outer', roll(8) === 0 ? null : middle)
  const second = make(log, 'second', middle)
  for (let i = 0; i < 24; i++) {
    const one = [outer, outer, outer, middle, inner, second][roll(6)]
    const how = roll(12)
    try {
      const result = how < 9 ? one.next(i) : how < 11 ? one.throw('e' + i) : one.return('r' + i)
      log.push(JSON.stringify(result))
    } catch (error) {
      log.push('threw ' + (error instanceof Error ? error.name : String(error)))
    }
  }
  return log.map((entry) => (entry instanceof Error ? entry.name : entry))
}

it('is driven as a native generator is, whoever advances which of three nested ones', () => {
  for (let seed = 1; seed < 3000; seed++) {
    expect([seed, ...play(walk, seed)]).toEqual([seed, ...play(nativeWalk as typeof walk, seed)])
  }
})

it('has the chain of prototypes and the tag of a generator object', () => {
  const object = walk([], 1, [])
  expect(object instanceof (walk as unknown as new () => object)).toBe(true)
  expect(Object.getPrototypeOf(object)).toBe(walk.prototype)
  expect(String(object)).toBe('[object Generator]')
  expect(object[Symbol.iterator]()).toBe(object)
  const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))
  expect(iteratorPrototype.isPrototypeOf(object)).toBe(true)
  expect(Object.keys(Object.getPrototypeOf(walk.prototype))).toEqual([])
})

it('refuses a wrong receiver and re-entry', () => {
  const next = walk([], 1, []).next
  expect(() => next.call({} as never)).toThrow(TypeError)
  expect(() => next.call(undefined as never)).toThrow(TypeError)
  const again = generator(null, () => again.next()) as unknown as Source
  expect(() => again.next()).toThrow(TypeError)
  expect(again.next()).toEqual({ value: undefined, done: true })
})

it('costs the same for a value at any depth of yield*', () => {
  const nest = (depth: number): Source => generator(null, nestStep, depth, 1000) as unknown as Source
  const nestStep = (frame: Frame, at: number): unknown => {
    for (;;)
      switch (at) {
        case 0:
          if ((frame.a as number) > 0) return delegate(frame as never, nest((frame.a as number) - 1), 2)
        case 1:
          if (!(frame.b as number)--) return
          frame.at = 1
          return 1
        case 2:
          return
      }
  }
  // A hundred thousand deep: with a stack frame for each this could not even start.
  let sum = 0
  for (const value of nest(100_000)) sum += value as number
  expect(sum).toBe(1000)
})
