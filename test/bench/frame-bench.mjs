/**
 * Hand-lowered steps on our drivers beside the same source run natively,
 * interleaved in one process:  node test/bench/frame-bench.mjs
 */
import { build } from 'esbuild'

const runtime = new URL('../../runtime/', import.meta.url).pathname
const built = await build({
  stdin: {
    contents: `export * from './frame.js'; export { Future } from './core/future.js'`,
    resolveDir: runtime,
    loader: 'ts',
  },
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2020',
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
})
const $gf = await import('data:text/javascript,' + encodeURIComponent(built.outputFiles[0].text))

let sources = 0

/** Six functions, each awaiting the next; `start` is the driver. */
function chain(start) {
  const f0 = (x) => start(f0$step, x)
  const f0$step = (frame, at) => {
    switch (at) {
      case 0:
        if (frame.wait(frame.a, 1)) return
      case 1:
        return frame.sent + 1
    }
  }
  const link = (inner) => {
    // A source of its own for each, as in a program.
    const source = `/* ${++sources} */ return function f$step(frame, at) {
      switch (at) {
        case 0: if (frame.wait(inner(frame.a), 1)) return
        case 1: return frame.sent + 1
      }
    }`
    const step = new Function('inner', source)(inner)
    return (x) => start(step, x)
  }
  const top = link(link(link(link(link(f0)))))
  const loop$step = (frame, at) => {
    for (;;)
      switch (at) {
        case 0:
          frame.b = frame.c = 0
        case 1:
          if (frame.b >= frame.a) return frame.c
          if (frame.wait(top(frame.b), 2)) return
        case 2:
          frame.c += frame.sent
          frame.b++
          at = 1
      }
  }
  return (n) => start(loop$step, n)
}

const nativeChain = (() => {
  const f0 = async (x) => (await x) + 1
  const link = (inner) =>
    new Function('inner', `/* ${++sources} */ return async function f(x) { return (await inner(x)) + 1 }`)(inner)
  const top = link(link(link(link(link(f0)))))
  return async (n) => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += await top(i)
    return sum
  }
})()

function values(start) {
  const step = (frame, at) => {
    for (;;)
      switch (at) {
        case 0:
          frame.b = frame.c = 0
        case 1:
          if (frame.b >= frame.a) return frame.c
          if (frame.wait(frame.b, 2)) return
        case 2:
          frame.c += frame.sent
          frame.b++
          at = 1
      }
  }
  return (n) => start(step, n)
}

async function nativeValues(n) {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await i
  return sum
}

function promises(start) {
  const step = (frame, at) => {
    for (;;)
      switch (at) {
        case 0:
          frame.b = frame.c = 0
        case 1:
          if (frame.b >= frame.a) return frame.c
          if (frame.wait(Promise.resolve(frame.b), 2)) return
        case 2:
          frame.c += frame.sent
          frame.b++
          at = 1
      }
  }
  return (n) => start(step, n)
}

async function nativePromises(n) {
  let sum = 0
  for (let i = 0; i < n; i++) sum += await Promise.resolve(i)
  return sum
}

const count = (n) => $gf.generator(count, count$step, n)
function count$step(frame, at) {
  for (;;)
    switch (at) {
      case 0:
        frame.b = 0
      case 1:
        if (frame.b >= frame.a) return
        frame.at = 2
        return frame.b
      case 2:
        frame.b++
        at = 1
    }
}
count.prototype = null

function* nativeCount(n) {
  for (let i = 0; i < n; i++) yield i
}

/** A consumer of its own for each, so that neither spoils the other's inline caches. */
const consumer = () => new Function('iterable', 'let sum = 0; for (const value of iterable) sum += value; return sum')
const total = consumer()
const nativeTotal = consumer()

const tree = (depth) => $gf.generator(tree, tree$step, depth)
tree.prototype = null
function tree$step(frame, at) {
  switch (at) {
    case 0:
      if (frame.a === 0) return
      return $gf.delegate(frame, tree(frame.a - 1), 1)
    case 1:
      frame.at = 2
      return frame.a
    case 2:
      return $gf.delegate(frame, tree(frame.a - 1), 3)
    case 3:
      return
  }
}

function* nativeTree(depth) {
  if (depth === 0) return
  yield* nativeTree(depth - 1)
  yield depth
  yield* nativeTree(depth - 1)
}

/** Many tasks, each awaiting a turn of the loop again and again. */
function turns(start, turn) {
  const step = (frame, at) => {
    for (;;)
      switch (at) {
        case 0:
          frame.b = 0
        case 1:
          if (frame.b >= 50) return frame.b
          if (frame.wait(turn(), 2)) return
        case 2:
          frame.b++
          at = 1
      }
  }
  return async (n) => {
    const all = []
    for (let i = 0; i < n; i++) all.push(start(step))
    let sum = 0
    for (const one of all) sum += await one
    return sum
  }
}

async function nativeTurns(n) {
  const work = async () => {
    let i = 0
    for (; i < 50; i++) await null
    return i
  }
  const all = []
  for (let i = 0; i < n; i++) all.push(work())
  let sum = 0
  for (const one of all) sum += await one
  return sum
}

/** A future that the loop ends in its next turn. */
function nextTurn() {
  const future = new $gf.Future()
  queue.push(future)
  if (queue.length === 1) {
    const tick = new $gf.Future()
    tick.addDoneCallback(() => {
      const list = queue
      queue = []
      for (const one of list) one.setResult(0)
    })
    tick.setResult(0)
  }
  return future
}
let queue = []

const cases = [
  ['chain of six, task', chain($gf.task), nativeChain, 20_000],
  ['chain of six, promise', chain($gf.promise), nativeChain, 20_000],
  ['await value, task', values($gf.task), nativeValues, 300_000],
  ['await value, promise', values($gf.promise), nativeValues, 300_000],
  ['await promise, task', promises($gf.task), nativePromises, 100_000],
  ['await promise, promise', promises($gf.promise), nativePromises, 100_000],
  ['generator', (n) => total(count(n)), (n) => nativeTotal(nativeCount(n)), 1_000_000],
  ['recursive yield*', (n) => total(tree(n)), (n) => nativeTotal(nativeTree(n)), 14],
  ['1000 tasks x 50 turns', turns($gf.task, nextTurn), nativeTurns, 1000],
]

const only = process.argv[2]
for (const [name, ours, native, n] of cases) {
  if (only && !name.includes(only)) continue
  let best = [Infinity, Infinity]
  for (let round = 0; round < 12; round++) {
    const pair = round % 2 ? [1, 0] : [0, 1]
    for (const which of pair) {
      const run = which === 0 ? ours : native
      const start = performance.now()
      const result = await run(n)
      const time = performance.now() - start
      best[which] = Math.min(best[which], time)
      if (result !== (await native(n))) throw new Error(name + ': ' + result)
    }
  }
  const [a, b] = best
  console.log(
    `${name.padEnd(26)} ours ${a.toFixed(2).padStart(8)} ms  native ${b.toFixed(2).padStart(8)} ms  ${(a / b).toFixed(2)}x`,
  )
}
