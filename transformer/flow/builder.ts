/**
 * The flow under construction: open a block, enter it, leave it.
 *
 * Law: ops go to the block entered last; a block is placed where it is entered, and the region
 * (`handler`) of a block is the one in force when it is entered.
 */

import { flatten } from '../flatten.js'
import { makeBlock, type Block, type Flow, type Op, type SuspendKind, type Value } from '../blocks.js'
import type { Host } from '../hosts/host.js'
import { hasDeadZone, makeBinding, type Binding, type Scope } from '../scope.js'
import type { VariableKind } from '../shapes.js'
import { withDisposal } from './dispose.js'
import { lowerStatement } from './index.js'
import { Leaps } from './leap.js'

export interface FlowOptions {
  /** Profile `task`: calls can be cancelled, and a catch that does not mention that passes it on at its end. */
  inTask: boolean
  /** Generators: a handler may be entered by `return()`. */
  returnable: boolean
  /** `return` awaits its value; yields go through the request queue. */
  isAsyncGenerator: boolean
  /** For a function whose names are looked up while it runs: gives up, where a name cannot stay what it is. */
  open: { refuse(): never } | undefined
}

export class Builder<N> {
  readonly host: Host<N>
  readonly options: FlowOptions
  readonly flow: Flow<N>
  readonly leaps: Leaps<N>
  /** Where a throw goes from here. */
  handler: Block<N> | undefined = undefined
  current: Block<N>
  private loopDepth = 0
  private readonly late: Block<N>[] = []

  constructor(host: Host<N>, options: FlowOptions) {
    this.host = host
    this.options = options
    this.current = makeBlock(undefined)
    this.flow = {
      entry: this.current,
      blocks: [this.current],
      replaced: new Map(),
      owned: new Set(),
      boxed: new Map(),
      byValue: new Set(),
      temps: new Set(),
      kept: new Set(),
      raised: new Map(),
      jumps: false,
    }
    this.leaps = new Leaps(this)
  }

  // Blocks

  block(): Block<N> {
    return makeBlock(undefined)
  }

  enter(block: Block<N>): void {
    if (!this.current.end) this.current.end = { is: 'goto', to: block }
    block.handler = this.handler
    this.flow.blocks.push(block)
    this.current = block
  }

  private end(end: NonNullable<Block<N>['end']>): void {
    // Code after a leap is unreachable: it gets a block of its own, which tidy drops.
    if (this.current.end) return
    this.current.end = end
    const dead = makeBlock<N>(this.handler)
    this.flow.blocks.push(dead)
    this.current = dead
  }

  goto(to: Block<N>): void {
    this.end({ is: 'goto', to })
  }

  branch(test: Value<N>, then: Block<N>, otherwise: Block<N>): void {
    this.end({ is: 'branch', test, then, otherwise })
  }

  return(value: Value<N> | undefined, origin?: N): void {
    this.end({ is: 'return', value, origin })
  }

  throw(value: Value<N>, origin?: N): void {
    this.end({ is: 'throw', value, origin })
  }

  suspend(kind: SuspendKind, value: Value<N>, origin?: N): Value<N> {
    const next = this.block()
    this.current.end = { is: 'suspend', kind, value, to: next, origin }
    this.enter(next)
    return { is: 'sent' }
  }

  /** Blocks beside the straight line, placed at the end: where a leap out of opaque code lands. */
  aside(body: () => void): Block<N> {
    const before = this.current
    const placed = this.flow.blocks
    const first = makeBlock(this.handler)
    this.flow.blocks = [first]
    this.current = first
    body()
    this.late.push(...this.flow.blocks)
    this.flow.blocks = placed
    this.current = before
    return first
  }

  finish(): Flow<N> {
    this.return(undefined)
    this.flow.blocks.push(...this.late)
    return this.flow
  }

  // Ops

  push(op: Op<N>): void {
    this.current.ops.push(op)
  }

  set(binding: Binding, value: Value<N>, origin?: N): void {
    this.push({ op: 'set', binding, value, origin })
  }

  do(value: Value<N>, origin?: N): void {
    this.push({ op: 'do', value, origin })
  }

  temp(hint: string): Binding {
    const binding = makeBinding(hint, 'temp')
    this.flow.temps.add(binding)
    this.flow.owned.add(binding)
    return binding
  }

  isOwned(binding: Binding): boolean {
    return this.flow.owned.has(binding)
  }

  /** Evaluate now, read as often as you like. */
  keep(value: Value<N>, hint: string): Value<N> {
    if (value.is === 'literal') return value
    if (value.is === 'get' && this.flow.temps.has(value.binding)) return value
    const temp = this.temp(hint)
    this.set(temp, value)
    return { is: 'get', binding: temp }
  }

  // Regions

  /** From here on a throw goes to `handler`. */
  guard(handler: Block<N> | undefined): void {
    if (this.current.end || this.handler === handler) {
      this.handler = handler
      return
    }
    this.push({ op: 'guard', handler })
    this.handler = handler
    this.enter(this.block())
  }

  /** Open the handler of a region that ended: entered by a throw, with the error in `sent`. */
  enterHandler(handler: Block<N>, outer: Block<N> | undefined): void {
    this.handler = outer
    this.enter(handler)
    // The runtime clears the register when it enters a handler.
    if (outer) this.push({ op: 'guard', handler: outer })
  }

  // Scopes

  /** The stack of resources of the innermost scope that has one. */
  resources: Value<N> | undefined = undefined

  disposing(stack: Value<N>, body: () => void): void {
    const outer = this.resources
    this.resources = stack
    body()
    this.resources = outer
  }

  get inLoop(): boolean {
    return this.loopDepth > 0
  }

  loop(body: () => void): void {
    this.loopDepth++
    body()
    this.loopDepth--
  }

  /** Names of `scope` are ours from now on. */
  open(scope: Scope | undefined): void {
    if (!scope) return
    if (this.options.open) this.keepNames(scope)
    const boxed: Binding[] = []
    for (const binding of scope.bindings.values()) {
      this.flow.owned.add(binding)
      if (!binding.captured || !this.inLoop || this.flow.kept.has(binding)) continue
      if (binding.written || binding.early || binding.capturedByHoisted || binding.kind === 'let') boxed.push(binding)
      else this.flow.byValue.add(binding)
    }
    if (boxed.length > 0) {
      const box = this.flow.boxed.get(scope) ?? this.temp('box')
      this.flow.boxed.set(scope, box)
      this.push({ op: 'box', scope, copy: false })
    }
    for (const binding of scope.bindings.values()) {
      if (binding.early && hasDeadZone(binding) && !this.isBoundByCall(binding))
        this.set(binding, { is: 'constant', name: 'TDZ' })
    }
  }

  /** One variable of the call for each name: it cannot hide another, nor be new in each iteration. */
  private keepNames(scope: Scope): void {
    for (const binding of scope.bindings.values()) {
      if (binding.captured && this.inLoop) this.options.open!.refuse()
      for (let s = scope.parent; s && s.kind !== 'function'; s = s.parent)
        this.refuseHidden(s.bindings.get(binding.name))
      this.flow.kept.add(binding)
    }
  }

  private refuseHidden(binding: Binding | undefined): void {
    if (binding && this.flow.kept.has(binding)) this.options.open!.refuse()
  }

  private isBoundByCall(binding: Binding): boolean {
    return binding.kind === 'param' && this.flow.kept.has(binding)
  }

  /** A new iteration keeps the values but not the variables of the one before. */
  renew(scope: Scope | undefined): void {
    if (scope && this.flow.boxed.has(scope)) this.push({ op: 'box', scope, copy: true })
  }

  // Nodes

  value(node: N): Value<N> {
    return flatten(node, this)
  }

  statement(node: N): void {
    lowerStatement(node, this)
  }

  /** Statements of one scope: functions first, as the language hoists them. */
  statements(nodes: readonly N[], scope: Scope | undefined): void {
    this.open(scope)
    const body = () => {
      for (const node of nodes) this.statement(node)
    }
    let uses: 'using' | 'await using' | undefined
    for (const node of nodes) {
      const shape = this.host.statement(node)
      if (shape.is === 'function') this.set(shape.binding, { is: 'node', node: shape.node })
      if (shape.is === 'variables' && isUsing(shape.kind)) uses = uses === 'await using' ? uses : shape.kind
    }
    if (uses) withDisposal(this, uses === 'await using', body)
    else body()
  }
}

export function isUsing(kind: VariableKind | undefined): kind is 'using' | 'await using' {
  return kind === 'using' || kind === 'await using'
}
