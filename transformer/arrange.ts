/**
 * From a graph to a text: what only one place leads to stands there, the rest in a row; then the numbers.
 *
 *   branch x -> b1, b2                      if (!x) { b(); return }
 *   b1  a()  goto b3                   →    a()
 *   b2  b()  return
 *
 * Law: nothing is evaluated in another order, nor twice.
 */

import { eachOp, type Block, type Flow, type Op } from './blocks.js'
import { entries, isBareReturn, join, reachable, thread } from './tidy.js'

export function arrange<N>(flow: Flow<N>, keepsPlaces: boolean): Flow<N> {
  thread(flow.blocks, keepsPlaces)
  let blocks = reachable(flow)
  for (let before = -1; before !== blocks.length;) {
    before = blocks.length
    // What a throw leads to is said by the ops from here on.
    blocks = join(blocks, () => true)
    const counts = entries(blocks)
    for (const block of [...blocks].reverse()) nest(block, (to) => to !== flow.entry && counts.get(to) === 1)
    blocks = reachable({ ...flow, blocks })
  }
  blocks = inRow(blocks)
  const { entered, jumps } = enteredByJump(blocks)
  let state = 0
  for (const block of blocks) block.state = entered.has(block) ? state++ : undefined
  return { ...flow, blocks, jumps }
}

/** A side of the branch, or a landing of a leap, that nobody else comes to. */
function nest<N>(block: Block<N>, isEnteredOnce: (to: Block<N>) => boolean): void {
  const isOwn = (to: Block<N>): boolean =>
    to !== block && (isBareReturn(to) || isEnteredOnce(to)) && to.end!.is !== 'branch' && to.end!.is !== 'suspend'
  for (const op of block.ops) {
    if (op.op !== 'statement') continue
    for (const leap of op.leaps.values()) leap.inside ||= isOwn(leap.to)
  }
  const { end } = block
  if (end?.is !== 'branch' || end.then === end.otherwise) return
  const inner = [end.then, end.otherwise].filter(isOwn)
  // What leaves, rather than what goes on elsewhere.
  const side = inner.find((to) => to.end!.is !== 'goto') ?? inner[0]
  if (!side) return
  const isThen = side === end.then
  const other = isThen ? end.otherwise : end.then
  const isOnTheWay = side.end!.is === 'goto' && side.end!.to === other
  const after = isOnTheWay ? undefined : (side.end as Extract<Op<N>, { op: 'if' }>['end'])
  block.ops.push({ op: 'if', test: end.test, when: isThen, ops: side.ops, end: after })
  block.end = { is: 'goto', to: other }
}

/**
 * As the source has them; but a handler that does not come back gives way to what follows the region:
 *
 *   try { a() } catch { return } b()        a(), b(), then the handler
 */
function inRow<N>(blocks: readonly Block<N>[]): Block<N>[] {
  const row = new Set<Block<N>>()
  const falls = (block: Block<N> | undefined, to: Block<N>): boolean => {
    const end = block?.end
    if (end?.is === 'branch') return end.then === to || end.otherwise === to
    return (end?.is === 'goto' || end?.is === 'suspend') && end.to === to
  }
  blocks.forEach((first, i) => {
    for (let block: Block<N> | undefined = first, at = i; block && !row.has(block);) {
      row.add(block)
      const follower: Block<N> | undefined = blocks[at + 1]
      if (follower && falls(block, follower)) {
        block = follower
        at++
      } else {
        const end: Block<N>['end'] = block.end
        const to: Block<N> | undefined = end?.is === 'goto' || end?.is === 'suspend' ? end.to : undefined
        at = to ? blocks.indexOf(to) : -1
        block = to && !falls(blocks[at - 1], to) ? to : undefined
      }
    }
  })
  return [...row]
}

/** The entry, resume points, handlers, and targets that do not stand next in line: these get a state. */
function enteredByJump<N>(blocks: readonly Block<N>[]): { entered: Set<Block<N>>; jumps: boolean } {
  const entered = new Set<Block<N>>([blocks[0]!])
  let jumps = false
  const jump = (to: Block<N>, next: Block<N> | undefined) => {
    if (to === next || isBareReturn(to)) return
    entered.add(to)
    jumps = true
  }
  const visit = (op: Op<N>): void => {
    if (op.op === 'guard' && op.handler) entered.add(op.handler)
    if (op.op === 'if' && op.end?.is === 'goto') jump(op.end.to, undefined)
    if (op.op !== 'statement') return
    for (const { to, inside } of op.leaps.values()) {
      if (!inside) jump(to, undefined)
      else if (to.end?.is === 'goto') jump(to.end.to, undefined)
    }
  }
  blocks.forEach((block, i) => {
    const next = blocks[i + 1]
    const { end } = block
    if (end?.is === 'goto') jump(end.to, next)
    if (end?.is === 'suspend') {
      entered.add(end.to)
      if (end.kind === 'await') jump(end.to, next)
    }
    if (end?.is === 'branch') {
      jump(end.then, next)
      jump(end.otherwise, next)
    }
    eachOp(block.ops, visit)
  })
  return { entered, jumps }
}
