import { Effect, Fiber, Queue } from 'effect'

export function recursion(depth) {
  return Effect.runPromise(recurse(depth))
}

const recurse = Effect.fnUntraced(function* (depth) {
  if (depth > 1) return (yield* recurse(depth - 1)) + 1
  for (let i = 0; i < 100; i++) yield* Effect.promise(() => Promise.resolve())
  return 1
})

export function events(depth) {
  return Effect.runPromise(
    Effect.gen(function* () {
      const first = yield* Queue.unbounded()
      let from = first
      for (let i = 0; i < depth; i++) yield* relaying(from, (from = yield* Queue.unbounded()))
      let sum = 0
      for (let i = 1; i <= 100; i++) {
        yield* Queue.offer(first, i)
        sum += yield* Queue.take(from)
      }
      return sum
    }),
  )
}

function relaying(from, to) {
  return Effect.forkChild(
    Effect.gen(function* () {
      for (;;) yield* Queue.offer(to, yield* Queue.take(from))
    }),
  )
}

export function cancellation(count) {
  return Effect.runPromise(
    Effect.gen(function* () {
      const released = { count: 0 }
      const fibers = []
      for (let i = 0; i < count; i++) fibers.push(yield* Effect.forkChild(nested(10, released)))
      yield* Effect.yieldNow
      yield* Fiber.interruptAll(fibers)
      return released.count
    }),
  )
}

function nested(depth, released) {
  const inner = depth > 1 ? Effect.suspend(() => nested(depth - 1, released)) : Effect.never
  return Effect.ensuring(
    inner,
    Effect.sync(() => {
      released.count++
    }),
  )
}

export function startup() {
  return Effect.runPromise(Effect.succeed(1))
}
