/**
 * Thread jumps, drop the unreachable, drop registrations of handlers that nobody can reach, join straight lines.
 *
 * Law: tidy removes, it never reorders what a block does.
 */

import { eachOp, successors, type Block, type Flow, type Op, type Terminator, type Value } from './blocks.js'

/** `keepsPlaces`: each suspension keeps a resume point of its own, which says where the frame stands. */
export function tidy<N>(flow: Flow<N>, keepsPlaces: boolean): Flow<N> {
  thread(flow.blocks, keepsPlaces)
  dropGuards(reachable(flow))
  const blocks = reachable(flow)
  // Whose registration nobody needs, nobody comes to.
  const entered = new Set(blocks)
  for (const block of blocks) if (block.handler && !entered.has(block.handler)) block.handler = undefined
  return { ...flow, blocks: join(blocks, isAlike) }
}

/** Jumps lead where they really end: empty blocks only pass on. */
export function thread<N>(blocks: readonly Block<N>[], keepsPlaces: boolean): void {
  for (const block of blocks) {
    if (block.end) block.end = threaded(block.end, keepsPlaces)
    for (const op of block.ops) {
      if (op.op === 'statement') for (const leap of op.leaps.values()) leap.to = destination(leap.to)
    }
  }
}

function threaded<N>(end: Terminator<N>, keepsPlaces: boolean): Terminator<N> {
  if (end.is === 'goto') {
    const to = destination(end.to)
    return isBareReturn(to) ? to.end : { ...end, to }
  }
  if (end.is === 'branch') return { ...end, then: destination(end.then), otherwise: destination(end.otherwise) }
  if (end.is === 'suspend' && !keepsPlaces) return { ...end, to: destination(end.to) }
  return end
}

function destination<N>(block: Block<N>): Block<N> {
  const seen = new Set<Block<N>>()
  let to = block
  while (to.ops.length === 0 && to.end?.is === 'goto' && !seen.has(to)) {
    seen.add(to)
    to = to.end.to
  }
  return to
}

/** A block that does nothing but return: whoever jumps there may as well return. */
export function isBareReturn<N>(block: Block<N>): block is Block<N> & { end: { is: 'return' } } {
  const { ops, end } = block
  // A node is built once.
  return ops.length === 0 && end?.is === 'return' && end.value?.is !== 'node' && isCalm(end.value)
}

/** In the order of the source. */
export function reachable<N>({ entry, blocks }: Flow<N>): Block<N>[] {
  const reached = new Set<Block<N>>()
  const open = [entry]
  for (let block = open.pop(); block; block = open.pop()) {
    if (reached.has(block)) continue
    reached.add(block)
    open.push(...successors(block))
    eachOp(block.ops, (op) => {
      if (op.op === 'guard' && op.handler) open.push(op.handler)
    })
  }
  return blocks.filter((block) => reached.has(block))
}

/** How often each block is entered: by leaps, jumps, resumptions and throws. */
export function entries<N>(blocks: readonly Block<N>[]): Map<Block<N>, number> {
  const counts = new Map<Block<N>, number>()
  for (const block of blocks) {
    for (const to of successors(block)) counts.set(to, (counts.get(to) ?? 0) + 1)
    eachOp(block.ops, (op) => {
      if (op.op === 'guard' && op.handler) counts.set(op.handler, Infinity)
    })
    if (block.end?.is === 'suspend') counts.set(block.end.to, Infinity)
  }
  return counts
}

/** A block that only one other goes on to becomes part of that, if the two agree. */
export function join<N>(blocks: readonly Block<N>[], agree: (block: Block<N>, to: Block<N>) => boolean): Block<N>[] {
  const counts = entries(blocks)
  const joined = new Set<Block<N>>()
  for (const block of blocks) {
    if (joined.has(block)) continue
    for (let to = next(block); to && to !== blocks[0] && counts.get(to) === 1 && agree(block, to); to = next(block)) {
      block.ops.push(...to.ops)
      block.end = to.end
      joined.add(to)
    }
  }
  return blocks.filter((block) => !joined.has(block))
}

function next<N>({ end }: Block<N>): Block<N> | undefined {
  return end?.is === 'goto' ? end.to : undefined
}

/** In one region; or nothing in the second can throw. */
function isAlike<N>(block: Block<N>, to: Block<N>): boolean {
  return block.handler === to.handler || !(to.ops.some(throws) || endThrows(to.end!))
}

/**
 * A registration that is followed by the next one, or by the end, before anything can throw.
 *
 *   guard close; guard none        result = sent; guard none; return result
 */
function dropGuards<N>(blocks: readonly Block<N>[]): void {
  // Blocks that may throw before they register anew, or lead to one.
  const minds = new Set<Block<N>>()
  const walk = (block: Block<N>, visit?: (op: Op<N>, minded: boolean) => void): boolean => {
    let minded = endThrows(block.end!) || successors(block).some((to) => minds.has(to))
    for (const op of [...block.ops].reverse()) {
      visit?.(op, minded)
      if (op.op === 'guard') minded = false
      else if (throws(op)) minded = true
    }
    return minded
  }
  for (let size = -1; size !== minds.size;) {
    size = minds.size
    for (const block of [...blocks].reverse()) if (walk(block)) minds.add(block)
  }
  for (const block of blocks) {
    const kept: Op<N>[] = []
    walk(block, (op, minded) => {
      if (op.op !== 'guard' || minded) kept.push(op)
    })
    block.ops = kept.reverse()
  }
}

function throws<N>(op: Op<N>): boolean {
  if (op.op === 'set') return !isCalm(op.value)
  return op.op !== 'guard' && op.op !== 'box'
}

function endThrows<N>(end: Terminator<N>): boolean {
  if (end.is === 'goto') return false
  if (end.is === 'return') return !isCalm(end.value)
  return end.is !== 'branch' || !isCalm(end.test)
}

/** Evaluating it does nothing but give a value. */
export function isCalm<N>(value: Value<N> | undefined): boolean {
  switch (value?.is) {
    case undefined:
    case 'get':
    case 'sent':
    case 'literal':
    case 'constant':
      return true
    case 'node':
      return value.calm === true
    case 'binary':
      return /^[!=]==$/.test(value.operator) && isCalm(value.left) && isCalm(value.right)
    case 'not':
      return isCalm(value.value)
    default:
      return false
  }
}
