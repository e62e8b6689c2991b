/**
 * Thread jumps, drop the unreachable, number what can be jumped to.
 *
 * Law: tidy removes and renames, it never reorders what a block does.
 */

import { successors, type Block, type Exit, type Flow, type Terminator } from './blocks.js'

export function tidy<N>(flow: Flow<N>): Flow<N> {
  for (const block of flow.blocks) {
    if (block.end) block.end = threaded(block.end)
    for (const op of block.ops) {
      if (op.op === 'statement') for (const leap of op.leaps.values()) leap.to = destination(leap.to)
    }
  }
  makeExits(reachable(flow.entry))
  const reached = reachable(flow.entry)
  const placed = flow.blocks.filter((block) => reached.has(block))
  dropIdleGuards(placed)
  const entered = enteredByJump(placed)
  const blocks = joined(
    placed.filter((block, i) => entered.has(block) || fallsInto(placed[i - 1], block)),
    entered,
  )
  let state = 0
  for (const block of blocks) block.state = entered.has(block) ? state++ : undefined
  return { ...flow, blocks }
}

/** A branch to a block that only leaves is a step of the block before: `if (test) return x`. */
function makeExits<N>(blocks: Iterable<Block<N>>): void {
  const entries = new Map<Block<N>, number>()
  const enter = (to: Block<N>) => entries.set(to, (entries.get(to) ?? 0) + 1)
  for (const block of blocks) {
    successors(block).forEach(enter)
    if (block.handler) enter(block.handler)
  }
  for (const block of blocks) {
    const { end } = block
    if (end?.is !== 'branch') continue
    const exit = (to: Block<N>): Exit<N> | undefined => {
      if (to.ops.length > 0 || (to.end?.is !== 'return' && to.end?.is !== 'throw')) return undefined
      return to.handler === block.handler && (entries.get(to) === 1 || isBareReturn(to)) ? to.end : undefined
    }
    const [then, otherwise] = [exit(end.then), exit(end.otherwise)]
    const leaving = then ?? otherwise
    if (!leaving) continue
    block.ops.push({ op: 'exit', test: end.test, when: leaving === then, end: leaving })
    block.end = { is: 'goto', to: leaving === then ? end.otherwise : end.then }
  }
}

/** Where a jump to this block really leads: empty blocks only pass on. */
function destination<N>(block: Block<N>): Block<N> {
  const seen = new Set<Block<N>>()
  let to = block
  while (to.ops.length === 0 && to.end?.is === 'goto' && !seen.has(to)) {
    seen.add(to)
    to = to.end.to
  }
  return to
}

function threaded<N>(end: Terminator<N>): Terminator<N> {
  if (end.is === 'goto') {
    const to = destination(end.to)
    return isBareReturn(to) ? to.end : { ...end, to }
  }
  if (end.is === 'branch') return { ...end, then: destination(end.then), otherwise: destination(end.otherwise) }
  return end
}

/** A block that does nothing but return: whoever jumps there may as well return. */
export function isBareReturn<N>(block: Block<N>): block is Block<N> & { end: { is: 'return' } } {
  if (block.ops.length > 0 || block.end?.is !== 'return') return false
  const { value } = block.end
  return !value || value.is === 'literal' || value.is === 'get' || value.is === 'sent'
}

function reachable<N>(entry: Block<N>): Set<Block<N>> {
  const reached = new Set<Block<N>>()
  const open = [entry]
  for (let block = open.pop(); block; block = open.pop()) {
    if (reached.has(block)) continue
    reached.add(block)
    open.push(...successors(block))
    if (block.handler) open.push(block.handler)
  }
  return reached
}

/** A block that only its neighbour leads to becomes part of it, within one region. */
function joined<N>(blocks: Block<N>[], entered: Set<Block<N>>): Block<N>[] {
  const out: Block<N>[] = []
  for (const block of blocks) {
    const before = out[out.length - 1]
    if (
      before?.end?.is === 'goto' &&
      before.end.to === block &&
      !entered.has(block) &&
      before.handler === block.handler
    ) {
      before.ops.push(...block.ops)
      before.end = block.end
    } else {
      out.push(block)
    }
  }
  return out
}

/** A region that is left as soon as it is entered. */
function dropIdleGuards<N>(blocks: Block<N>[]): void {
  for (const block of blocks) {
    const next = block.end?.is === 'goto' ? block.end.to : undefined
    if (next?.ops[0]?.op === 'guard' && block.ops[block.ops.length - 1]?.op === 'guard') block.ops.pop()
  }
}

function fallsInto<N>(before: Block<N> | undefined, block: Block<N>): boolean {
  const end = before?.end
  if (end?.is === 'branch') return end.then === block || end.otherwise === block
  return (end?.is === 'goto' || end?.is === 'suspend') && end.to === block
}

/** The entry, resume points, handlers, and targets that do not stand next in line: these get a state. */
function enteredByJump<N>(blocks: Block<N>[]): Set<Block<N>> {
  const entered = new Set<Block<N>>([blocks[0]!])
  const jump = (to: Block<N>, next: Block<N> | undefined) => {
    if (to !== next && !isBareReturn(to)) entered.add(to)
  }
  blocks.forEach((block, i) => {
    const next = blocks[i + 1]
    const { end } = block
    if (end?.is === 'goto') jump(end.to, next)
    if (end?.is === 'suspend') entered.add(end.to)
    if (end?.is === 'branch') {
      jump(end.then, next)
      jump(end.otherwise, next)
    }
    if (block.handler) entered.add(block.handler)
    for (const op of block.ops) {
      if (op.op === 'guard' && op.handler) entered.add(op.handler)
      if (op.op === 'statement')
        for (const leap of op.leaps.values()) if (leap.keep || !isBareReturn(leap.to)) entered.add(leap.to)
    }
  })
  return entered
}
