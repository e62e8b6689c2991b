import { createQueue, run, sleep, spawn, suspend, until } from 'effection'

export function recursion(depth) {
  return run(() => recurse(depth))
}

function* recurse(depth) {
  if (depth > 1) return (yield* recurse(depth - 1)) + 1
  for (let i = 0; i < 100; i++) yield* until(Promise.resolve())
  return 1
}

export function events(depth) {
  return run(function* () {
    const first = createQueue()
    let from = first
    for (let i = 0; i < depth; i++) yield* relaying(from, (from = createQueue()))
    let sum = 0
    for (let i = 1; i <= 100; i++) {
      first.add(i)
      sum += (yield* from.next()).value
    }
    return sum
  })
}

function relaying(from, to) {
  return spawn(function* () {
    for (;;) to.add((yield* from.next()).value)
  })
}

export function cancellation(count) {
  return run(function* () {
    const released = { count: 0 }
    const tasks = []
    for (let i = 0; i < count; i++) tasks.push(yield* spawn(() => nested(10, released)))
    yield* sleep(0)
    for (const task of tasks) yield* task.halt()
    return released.count
  })
}

function* nested(depth, released) {
  try {
    if (depth > 1) {
      const task = yield* spawn(() => nested(depth - 1, released))
      yield* task
    } else yield* suspend()
  } finally {
    released.count++
  }
}

export function startup() {
  return run(function* () {
    return 1
  })
}
