/**
 * Liveness: what must outlive a suspension gets a slot in the frame; the rest stays a local.
 *
 * A throw into a handler leaves the step and enters it anew, so a handler's entry counts as a
 * suspension too. Slots whose values never live at the same time share a name.
 */

import type { Block, Flow, Op, Terminator, Value } from './blocks.js'
import type { Home, Host } from './hosts/host.js'
import type { Binding } from './scope.js'
import { followers } from './blocks.js'

export interface Slots {
  homes: Map<Binding, Home>
  count: number
  /** What is read later, at the entry of each block. */
  live: ReadonlyMap<object, ReadonlySet<Binding>>
}

/** `debug`: what the source names stays a variable, where a debugger looks for it. */
export function spill<N>(flow: Flow<N>, initial: readonly Binding[], host: Host<N>, debug = false): Slots {
  const uses = new Uses(flow, host)
  const liveIn = liveness(flow, uses)
  fold(flow, liveIn, uses)

  const pinned = new Set<Binding>()
  const inBox = new Set<Binding>()
  for (const scope of flow.boxed.keys()) {
    for (const binding of scope.bindings.values()) {
      if (binding.captured && !flow.byValue.has(binding)) inBox.add(binding)
    }
  }
  for (const binding of flow.owned) {
    if (!binding.captured || flow.kept.has(binding) || inBox.has(binding) || flow.byValue.has(binding)) continue
    pinned.add(binding)
  }

  const spilled = new Set<Binding>([...initial, ...pinned])
  for (const block of enteredAnew(flow)) {
    for (const binding of liveIn.get(block)!) if (!inBox.has(binding) && !flow.kept.has(binding)) spilled.add(binding)
  }

  const homes = new Map<Binding, Home>()
  for (const binding of flow.kept) homes.set(binding, { is: 'call' })
  if (debug) {
    for (const binding of variablesOf(flow)) {
      if (inBox.has(binding) || flow.kept.has(binding) || initial.includes(binding)) continue
      homes.set(binding, { is: 'variable' })
      spilled.delete(binding)
    }
  }
  const colors = color(flow, initial, spilled, pinned, liveIn, uses)
  let count = 0
  for (const [binding, index] of colors) {
    homes.set(binding, { is: 'slot', name: slotName(index) })
    count = Math.max(count, index + 1)
  }
  for (const [scope, box] of flow.boxed) {
    for (const binding of scope.bindings.values()) {
      if (inBox.has(binding)) homes.set(binding, { is: 'box', box, name: binding.name })
    }
  }
  return { homes, count, live: liveIn }
}

/** What the source names, and the boxes of iterations; not what has its name inside of itself already. */
function variablesOf<N>(flow: Flow<N>): Set<Binding> {
  const variables = new Set(
    [...flow.owned].filter(({ kind, name }) => kind !== 'temp' && kind !== 'class' && name !== 'arguments'),
  )
  for (const box of flow.boxed.values()) variables.add(box)
  for (const { ops } of flow.blocks) for (const op of ops) if (op.op === 'declaration') variables.delete(op.binding)
  return variables
}

/** a … z, aa, ab …: the same names in every frame keep the engine's hidden classes few. */
export function slotName(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26))
  // `at` is the frame's own field; two-letter names are far beyond what anybody writes by hand.
  return index < 26 ? letter : slotName(Math.floor(index / 26) - 1) + letter + '_'
}

/** Resume points and handlers: the step starts there with fresh locals. */
function enteredAnew<N>(flow: Flow<N>): Set<Block<N>> {
  const blocks = new Set<Block<N>>()
  for (const block of flow.blocks) {
    if (block.end?.is === 'suspend') blocks.add(block.end.to)
    if (block.handler) blocks.add(block.handler)
  }
  return blocks
}

/** What each op and terminator reads and sets; node lookups are remembered. */
class Uses<N> {
  private readonly flow: Flow<N>
  private readonly host: Host<N>
  private readonly known = new Map<N, Binding[]>()

  constructor(flow: Flow<N>, host: Host<N>) {
    this.flow = flow
    this.host = host
  }

  ofOp(op: Op<N>, live: Set<Binding>): void {
    if (op.op === 'set') {
      this.kill(op.binding, live)
      this.ofValue(op.value, live)
    } else if (op.op === 'do') {
      this.ofValue(op.value, live)
    } else if (op.op === 'statement') {
      for (const binding of this.assigned(op.node)) this.kill(binding, live)
      this.ofNode(op.node, live)
    } else if (op.op === 'declaration') {
      this.kill(op.binding, live)
      this.ofNode(op.node, live)
    } else if (op.op === 'declare') {
      for (const binding of op.names) this.kill(binding, live)
      this.ofNode(op.node, live)
      this.ofValue(op.value, live)
    } else if (op.op === 'box') {
      const box = this.flow.boxed.get(op.scope)!
      if (op.copy) live.add(box)
      else live.delete(box)
      for (const value of op.values?.values() ?? []) this.ofValue(value, live)
    }
  }

  ofEnd(end: Terminator<N> | undefined, live: Set<Binding>): void {
    if (end?.is === 'branch') this.ofValue(end.test, live)
    else if (end && end.is !== 'goto' && end.value) this.ofValue(end.value, live)
  }

  /** Names that have a new value once the statement is done. */
  assigned(node: N): Binding[] {
    return this.host.assigns(node).filter((binding) => this.flow.owned.has(binding))
  }

  private kill(binding: Binding, live: Set<Binding>): void {
    // A boxed variable is a field: setting it reads the box.
    const box = this.boxOf(binding)
    if (box) live.add(box)
    else live.delete(binding)
  }

  private read(binding: Binding, live: Set<Binding>): void {
    live.add(this.boxOf(binding) ?? binding)
  }

  boxOf(binding: Binding): Binding | undefined {
    if (!binding.captured || this.flow.byValue.has(binding) || !binding.scope) return undefined
    return this.flow.boxed.get(binding.scope)
  }

  private ofNode(node: N, live: Set<Binding>): void {
    let found = this.known.get(node)
    if (!found) {
      const inside = new Set<Binding>()
      this.host.references(node, this.flow.replaced, {
        binding: (binding) => {
          if (this.flow.owned.has(binding)) this.read(binding, inside)
        },
        value: (value) => this.ofValue(value, inside),
      })
      this.known.set(node, (found = [...inside]))
    }
    for (const binding of found) live.add(binding)
  }

  ofValue(value: Value<N>, live: Set<Binding>): void {
    switch (value.is) {
      case 'node':
        this.ofNode(value.node, live)
        break
      case 'get':
        this.read(value.binding, live)
        break
      case 'runtime':
        for (const arg of value.args) this.ofValue(arg, live)
        break
      case 'array':
        for (const item of value.items) this.ofValue(item, live)
        break
      case 'method':
        this.ofValue(value.object, live)
        for (const arg of value.args) this.ofValue(arg, live)
        break
      case 'property':
        this.ofValue(value.object, live)
        break
      case 'element':
        this.ofValue(value.object, live)
        this.ofValue(value.key, live)
        break
      case 'access':
        this.ofValue(value.object, live)
        if (value.key) this.ofValue(value.key, live)
        break
      case 'invoke':
        this.ofValue(value.callee, live)
        if (value.self) this.ofValue(value.self, live)
        for (const { node } of value.args) {
          const ahead = this.flow.replaced.get(node)
          if (ahead) this.ofValue(ahead, live)
          else this.ofNode(node, live)
        }
        break
      case 'binary':
        this.ofValue(value.left, live)
        this.ofValue(value.right, live)
        break
      case 'default':
        this.ofValue(value.value, live)
        this.ofValue(value.otherwise, live)
        break
      case 'assign':
        this.ofNode(value.target, live)
        this.ofValue(value.value, live)
        break
      case 'not':
      case 'delete':
      case 'kept':
      case 'named':
        this.ofValue(value.value, live)
        break
      case 'sent':
      case 'literal':
      case 'constant':
        break
    }
  }
}

function liveAtEnd<N>(block: Block<N>, liveIn: Map<Block<N>, Set<Binding>>): Set<Binding> {
  const live = new Set<Binding>()
  for (const next of followers(block.end)) for (const binding of liveIn.get(next)!) live.add(binding)
  if (block.handler) for (const binding of liveIn.get(block.handler)!) live.add(binding)
  return live
}

/** Backwards until nothing changes. What the handler reads is live all through its region. */
function liveness<N>(flow: Flow<N>, uses: Uses<N>): Map<Block<N>, Set<Binding>> {
  const liveIn = new Map<Block<N>, Set<Binding>>(flow.blocks.map((block) => [block, new Set()]))
  for (let changed = true; changed;) {
    changed = false
    for (const block of [...flow.blocks].reverse()) {
      const live = liveAtEnd(block, liveIn)
      walk(block, live, uses, liveIn, () => {})
      const before = liveIn.get(block)!
      if (live.size !== before.size) {
        liveIn.set(block, live)
        changed = true
      }
    }
  }
  return liveIn
}

/** Visit the ops of a block from its end, with what is live after each. */
function walk<N>(
  block: Block<N>,
  live: Set<Binding>,
  uses: Uses<N>,
  liveIn: Map<Block<N>, Set<Binding>>,
  visit: (op: Op<N>, liveAfter: Set<Binding>, index: number) => void,
): void {
  uses.ofEnd(block.end, live)
  const always = block.handler ? liveIn.get(block.handler)! : []
  for (let i = block.ops.length - 1; i >= 0; i--) {
    const op = block.ops[i]!
    visit(op, live, i)
    uses.ofOp(op, live)
    if (op.op === 'statement') {
      for (const leap of op.leaps.values()) {
        for (const binding of liveIn.get(leap.to)!) if (binding !== leap.keep) live.add(binding)
      }
    }
    for (const binding of always) live.add(binding)
  }
}

/** A temporary that nobody reads is not set; one that is only passed on is not made. */
function fold<N>(flow: Flow<N>, liveIn: Map<Block<N>, Set<Binding>>, uses: Uses<N>): void {
  for (const block of flow.blocks) {
    const kept: Op<N>[] = []
    /** `x = t`, the last read of the temporary t. */
    let lastRead: Op<N> | undefined
    walk(block, liveAtEnd(block, liveIn), uses, liveIn, (op, live) => {
      const next = kept[kept.length - 1]
      if (op.op === 'do' && isPure(op.value)) return
      if (op.op === 'set' && flow.temps.has(op.binding)) {
        if (
          next &&
          next === lastRead &&
          next.op === 'set' &&
          next.value.is === 'get' &&
          next.value.binding === op.binding
        ) {
          // t = v; x = t  →  x = v
          kept[kept.length - 1] = { ...next, value: op.value }
          lastRead = undefined
          return
        }
        if (!live.has(op.binding)) {
          if (!isPure(op.value)) kept.push({ op: 'do', value: op.value, origin: op.origin })
          return
        }
      }
      if (op.op === 'set' && op.value.is === 'get' && flow.temps.has(op.value.binding) && !live.has(op.value.binding)) {
        lastRead = op
      }
      kept.push(op)
    })
    block.ops = filled(kept.reverse(), flow, uses)
    const before = block.ops[block.ops.length - 1]
    const { end } = block
    // t = v; return t  →  return v
    if (
      (end?.is === 'return' || end?.is === 'throw') &&
      end.value?.is === 'get' &&
      before?.op === 'set' &&
      before.binding === end.value.binding &&
      flow.temps.has(before.binding)
    ) {
      block.ops.pop()
      block.end = { ...end, value: before.value }
    }
  }
}

/** box = {}; box.x = v  →  box = { x: v }, where the value does not need the box. */
function filled<N>(ops: readonly Op<N>[], flow: Flow<N>, uses: Uses<N>): Op<N>[] {
  const out: Op<N>[] = []
  for (const op of ops) {
    const last = out[out.length - 1]
    if (op.op === 'set' && last?.op === 'box' && !last.copy && !last.values?.has(op.binding)) {
      const box = flow.boxed.get(last.scope)!
      const read = new Set<Binding>()
      uses.ofValue(op.value, read)
      if (uses.boxOf(op.binding) === box && !read.has(box)) {
        out[out.length - 1] = { ...last, values: new Map([...(last.values ?? []), [op.binding, op.value]]) }
        continue
      }
    }
    out.push(op)
  }
  return out
}

function isPure<N>(value: Value<N>): boolean {
  return value.is === 'get' || value.is === 'sent' || value.is === 'literal' || value.is === 'constant'
}

/** Slots by colour: two that live at the same time get different ones. */
function color<N>(
  flow: Flow<N>,
  initial: readonly Binding[],
  spilled: Set<Binding>,
  pinned: Set<Binding>,
  liveIn: Map<Block<N>, Set<Binding>>,
  uses: Uses<N>,
): Map<Binding, number> {
  const rivals = new Map<Binding, Set<Binding>>([...spilled].map((binding) => [binding, new Set()]))
  const oppose = (a: Binding, b: Binding) => {
    if (a === b || !spilled.has(a) || !spilled.has(b)) return
    rivals.get(a)!.add(b)
    rivals.get(b)!.add(a)
  }
  const define = (binding: Binding, live: Iterable<Binding>) => {
    for (const other of live) oppose(binding, other)
  }

  const atEntry = [...liveIn.get(flow.entry)!]
  for (const binding of [...initial, ...atEntry]) {
    define(binding, initial)
    define(binding, atEntry)
  }
  for (const block of flow.blocks) {
    walk(block, liveAtEnd(block, liveIn), uses, liveIn, (op, live) => {
      if (op.op === 'set' || op.op === 'declaration') define(op.binding, live)
      else if (op.op === 'declare') for (const name of op.names) define(name, [...live, ...op.names])
      else if (op.op === 'box') define(flow.boxed.get(op.scope)!, live)
      else if (op.op === 'statement') {
        for (const leap of op.leaps.values()) if (leap.keep) define(leap.keep, [...live, ...liveIn.get(leap.to)!])
        const assigned = uses.assigned(op.node)
        for (const name of assigned) define(name, [...live, ...assigned])
      }
    })
  }
  for (const binding of pinned) define(binding, spilled)

  const colors = new Map<Binding, number>()
  const order = [...initial, ...[...spilled].filter((binding) => !initial.includes(binding))]
  for (const binding of order) {
    const taken = new Set([...rivals.get(binding)!].map((rival) => colors.get(rival)))
    let index = initial.indexOf(binding)
    if (index < 0) {
      index = 0
      while (taken.has(index)) index++
    }
    colors.set(binding, index)
  }
  return colors
}
