/**
 * Random concurrent programs as trees, and as a fast-check arbitrary.
 *
 * Law: every tree is a valid program, so that any part may be cut out while shrinking. A node holds numbers, which the
 * printer resolves against what there is where the node stands.
 *
 *   node: { k: kind, a: numbers, b: blocks }
 *
 * What a program may not hold, because the two differ there by design: ../../conformance/asyncio/README.md.
 */
import fc from 'fast-check'

/** kind: [weight, numbers, blocks] */
export const STATEMENTS = {
  log: [6, 0, 0],
  sleep: [14, 1, 0],
  turn: [3, 0, 0],
  call: [7, 1, 0],
  create: [14, 2, 0],
  awaitTask: [7, 1, 0],
  cancel: [9, 2, 0],
  cancelSelf: [1, 1, 0],
  uncancel: [2, 0, 0],
  cancelling: [2, 0, 0],
  try: [16, 1, 3],
  loop: [4, 1, 1],
  return: [2, 1, 0],
  raise: [5, 1, 0],
  gather: [6, 4, 0],
  wait: [6, 5, 0],
  waitFor: [6, 3, 0],
  asCompleted: [3, 4, 0],
  shield: [4, 2, 0],
  timeout: [8, 2, 1],
  reschedule: [2, 1, 0],
  group: [8, 0, 1],
  lock: [6, 1, 1],
  semaphore: [5, 1, 1],
  release: [2, 1, 0],
  set: [3, 1, 0],
  clear: [2, 1, 0],
  waitEvent: [4, 1, 0],
  waitCondition: [4, 0, 0],
  waitUntil: [2, 1, 0],
  notify: [4, 2, 0],
  barrier: [4, 0, 0],
  resetBarrier: [1, 0, 0],
  abortBarrier: [1, 0, 0],
  put: [6, 2, 0],
  get: [6, 1, 0],
  putNowait: [2, 2, 0],
  getNowait: [2, 1, 0],
  taskDone: [3, 1, 0],
  join: [2, 1, 0],
  shutdown: [1, 2, 0],
  newFuture: [2, 1, 0],
  setResult: [4, 2, 0],
  setException: [2, 2, 0],
  cancelFuture: [2, 1, 0],
  awaitFuture: [5, 1, 0],
  callback: [3, 2, 0],
  callSoon: [3, 1, 1],
  callLater: [3, 2, 1],
  cancelHandle: [2, 1, 0],
  setVariable: [2, 2, 0],
  getVariable: [3, 1, 0],
}

/** What only newer Pythons have, or have in the form that is compared with. */
const SINCE_13 = ['asCompleted', 'shutdown', 'waitFor']

export class Programs extends fc.Arbitrary {
  /** @param minor Python 3.what */
  constructor(minor = 13) {
    super()
    this.kinds = Object.keys(STATEMENTS).filter((kind) => minor >= 13 || !SINCE_13.includes(kind))
    this.leaves = this.kinds.filter((kind) => STATEMENTS[kind][2] === 0)
    this.sum = this.kinds.reduce((sum, kind) => sum + STATEMENTS[kind][0], 0)
  }

  generate(random) {
    const { kinds, leaves, sum } = this
    const int = (most) => random.nextInt(0, most)
    // Programs get a budget of nodes, so that large and small ones come in turn; and a few kinds more often than the
    // others, so that what belongs together meets.
    let budget = 10 + int(40)
    const favourites = many(2 + int(4), () => drawn())
    function drawn() {
      let at = int(sum - 1)
      for (const kind of kinds) if ((at -= STATEMENTS[kind][0]) < 0) return kind
    }
    const node = (depth) => {
      budget--
      let kind = int(2) === 0 ? favourites[int(favourites.length - 1)] : drawn()
      if (depth <= 0 && STATEMENTS[kind][2] > 0) kind = leaves[int(leaves.length - 1)]
      const [, numbers, blocks] = STATEMENTS[kind]
      return { k: kind, a: many(numbers, () => int(1023)), b: many(blocks, () => block(depth - 1, 3)) }
    }
    const block = (depth, most) => many(budget <= 0 ? int(1) : int(most), () => node(depth))
    const functions = many(2 + int(3), () => ({ k: 'function', a: [], b: [many(2 + int(5), () => node(3))] }))
    return new fc.Value({ scopes: int(1) === 0, functions }, undefined)
  }

  canShrinkWithoutContext() {
    return true
  }

  shrink(program) {
    return fc.stream(shrinkProgram(program)).map((each) => new fc.Value(each, undefined))
  }
}

function many(count, make) {
  return Array.from({ length: count }, make)
}

function* shrinkProgram(program) {
  for (const functions of cuts(program.functions)) if (functions.length > 0) yield { ...program, functions }
  for (let at = 0; at < program.functions.length; at++)
    for (const each of shrinkNode(program.functions[at]))
      yield { ...program, functions: program.functions.with(at, each) }
}

/** Without halves, quarters, … single ones. */
function* cuts(list) {
  for (let size = list.length >> 1 || 1; size >= 1; size >>= 1)
    for (let at = 0; at + size <= list.length; at += size) yield [...list.slice(0, at), ...list.slice(at + size)]
}

function* shrinkNode(node) {
  for (let i = 0; i < node.b.length; i++)
    for (const block of shrinkBlock(node.b[i])) yield { ...node, b: node.b.with(i, block) }
  for (let i = 0; i < node.a.length; i++)
    for (const number of smaller(node.a[i])) yield { ...node, a: node.a.with(i, number) }
}

function* shrinkBlock(list) {
  yield* cuts(list)
  for (let at = 0; at < list.length; at++) {
    for (const block of list[at].b) if (block.length > 0) yield [...list.slice(0, at), ...block, ...list.slice(at + 1)]
    for (const each of shrinkNode(list[at])) yield list.with(at, each)
  }
}

function* smaller(number) {
  if (number > 0) yield 0
  if (number > 1) yield number >> 1
  if (number > 0) yield number - 1
}
