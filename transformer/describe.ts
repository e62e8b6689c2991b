/**
 * Blocks as text: what the lowering thought, one line a step.
 *
 *   b1  suspend await more()          -> b2
 *   b2  branch sent                   -> b3, b5
 */

import type { Block, Flow, Op, Terminator, Value } from './blocks.js'
import type { Host } from './hosts/host.js'
import type { Binding } from './scope.js'
import { outline, type OutlineLine } from './outline.js'
import type { FunctionShape } from './shapes.js'
import type { Slots } from './spill.js'

/** A lowered function, as `globeflower inspect` and the playground show it. */
export interface Description {
  name: string
  kind: FunctionShape<unknown>['kind']
  /** What was read; the blocks are made of it. */
  shapes: OutlineLine[]
  blocks: {
    name: string
    state: number | undefined
    handler: string | undefined
    steps: Step[]
    end: Step
    /** Where its end leads. */
    to: string[]
    /** Where its steps lead: leaps, and what stands in an `if`. */
    aside: string[]
    /** What it finds in the frame. */
    slots: Slot[]
  }[]
  slots: Slot[]
  /** Of the whole function. */
  range: Range | undefined
}

/** A field of the frame, and the variable that lives in it. */
export interface Slot {
  /** The variable's. Several take turns in a slot. */
  name: string
  slot: string
  /** A closure keeps it, so it is there from beginning to end. */
  captured: boolean
}

/** One line of a block; steps that the lowering made up have no range. */
export interface Step {
  text: string
  range: Range | undefined
}

/** Characters of the source: from `start` up to `end`. */
export interface Range {
  start: number
  end: number
}

export function describe<N>(shape: FunctionShape<N>, flow: Flow<N>, slots: Slots, host: Host<N>): Description {
  const names = new Map(flow.blocks.map((block, i) => [block, `b${i}`]))
  const text = new Describer(flow, host, names)
  return {
    name: shape.name || 'anonymous',
    kind: shape.kind,
    shapes: outline(shape, host),
    blocks: flow.blocks.map((block) => ({
      name: names.get(block)!,
      state: block.state,
      handler: block.handler && names.get(block.handler),
      steps: block.ops.flatMap((op) => text.steps(op)),
      end: text.step(() => text.end(block.end!), 'origin' in block.end! ? block.end.origin : undefined),
      to: text.targets(block.end!),
      aside: [...new Set(block.ops.flatMap((op) => text.aside(op)))],
      slots: slotsOf(slots, (binding) => binding.captured || slots.live.get(block)!.has(binding)),
    })),
    slots: slotsOf(slots, () => true),
    range: host.range(shape.node),
  }
}

function slotsOf({ homes }: Slots, isThere: (binding: Binding) => boolean): Slot[] {
  return [...homes]
    .flatMap(([binding, home]) =>
      home.is === 'slot' && isThere(binding)
        ? [{ name: binding.name, slot: home.name, captured: binding.captured }]
        : [],
    )
    .sort((a, b) => (a.slot < b.slot ? -1 : 1))
}

/** The description as `blocks.txt` has it. */
export function format({ name, kind, blocks, slots }: Description): string {
  const lines = blocks.flatMap((block) => {
    const to = block.to.length > 0 ? `  -> ${block.to.join(', ')}` : ''
    const steps = [...block.steps.map((step) => step.text), `${block.end.text}${to}`]
    const mark = block.handler === undefined ? '' : `  (throws to ${block.handler})`
    return steps.map((step, i) => `${(i === 0 ? block.name : '').padEnd(5)}${step}${i === 0 ? mark : ''}`)
  })
  const kept = slots.map(({ slot, name }) => `${slot}=${name}`).join(' ')
  return [`${kind} ${name}`, ...lines, ...(kept ? [`slots ${kept}`] : []), ''].join('\n')
}

class Describer<N> {
  /** What the nodes named since the last step cover. */
  private covered: Range | undefined

  constructor(
    private readonly flow: Flow<N>,
    private readonly host: Host<N>,
    private readonly names: Map<Block<N>, string>,
  ) {}

  step(text: () => string, origin: N | undefined): Step {
    this.covered = origin && this.host.range(origin)
    return { text: text(), range: this.covered }
  }

  private cover(range: Range | undefined): void {
    const { covered } = this
    this.covered =
      covered && range
        ? { start: Math.min(covered.start, range.start), end: Math.max(covered.end, range.end) }
        : (covered ?? range)
  }

  /** A line each; what an `if` holds is indented, if there is more than where it leads. */
  steps(op: Op<N>): Step[] {
    if (op.op !== 'if') return [this.step(() => this.op(op), 'origin' in op ? op.origin : undefined)]
    const end = op.end && `${this.end(op.end)}${op.end.is === 'goto' ? ` ${this.targets(op.end)}` : ''}`
    const head = this.step(() => `${op.when ? 'if' : 'unless'} ${this.value(op.test)}:`, undefined)
    if (op.ops.length === 0) return [{ ...head, text: `${head.text} ${end}` }]
    const inner = op.ops.flatMap((each) => this.steps(each))
    if (end) inner.push({ text: end, range: undefined })
    return [head, ...inner.map(({ text, range }) => ({ text: `  ${text}`, range }))]
  }

  private op(op: Exclude<Op<N>, { op: 'if' }>): string {
    switch (op.op) {
      case 'set':
        return `${name(op.binding)} = ${this.value(op.value)}`
      case 'do':
        return this.value(op.value)
      case 'statement':
      case 'declaration':
        return this.node(op.node)
      case 'declare':
        return `${this.node(op.node)} = ${this.value(op.value)}`
      case 'guard':
        return op.handler ? `guard ${this.names.get(op.handler)}` : 'guard none'
      case 'box':
        return `${op.copy ? 'copy' : 'new'} ${name(this.flow.boxed.get(op.scope)!)}`
    }
  }

  end(end: Terminator<N>): string {
    switch (end.is) {
      case 'goto':
        return 'goto'
      case 'branch':
        return `branch ${this.value(end.test)}`
      case 'suspend':
        return `suspend ${end.kind} ${this.value(end.value)}`
      case 'return':
        return end.value ? `return ${this.value(end.value)}` : 'return'
      case 'throw':
        return `throw ${this.value(end.value)}`
    }
  }

  targets(end: Terminator<N>): string[] {
    const blocks = end.is === 'branch' ? [end.then, end.otherwise] : 'to' in end ? [end.to] : []
    return blocks.map((block) => this.names.get(block) ?? 'return')
  }

  aside(op: Op<N>): string[] {
    if (op.op === 'statement') return [...op.leaps.values()].flatMap(({ to }) => this.names.get(to) ?? [])
    if (op.op !== 'if') return []
    return [...op.ops.flatMap((each) => this.aside(each)), ...(op.end?.is === 'goto' ? this.targets(op.end) : [])]
  }

  private node(node: N): string {
    this.cover(this.host.range(node))
    const text = this.host.text(node, (part) => {
      const ahead = part === node ? undefined : this.flow.replaced.get(part)
      return ahead && this.value(ahead)
    })
    const line = text.replace(/\s+/g, ' ').trim()
    return line.length > 80 ? `${line.slice(0, 77)}...` : line
  }

  private value(value: Value<N>): string {
    const list = (values: readonly Value<N>[]) => values.map((v) => this.value(v)).join(', ')
    switch (value.is) {
      case 'node':
        return this.node(value.node)
      case 'get':
        return name(value.binding)
      case 'sent':
        return 'sent'
      case 'literal':
        return String(JSON.stringify(value.value))
      case 'constant':
        return value.name
      case 'runtime':
        return `${value.name}(${list(value.args)})`
      case 'method':
        return `${this.value(value.object)}.${value.name}(${list(value.args)})`
      case 'property':
        return `${this.value(value.object)}.${value.name}`
      case 'element':
        return `${this.value(value.object)}[${this.value(value.key)}]`
      case 'access':
        return `${this.value(value.object)}${value.key ? `[${this.value(value.key)}]` : ` at ${this.node(value.link)}`}`
      case 'invoke': {
        const args = value.args.map(({ node }) => {
          const ahead = this.flow.replaced.get(node)
          return ahead ? this.value(ahead) : this.node(node)
        })
        return `${this.value(value.callee)}.call(${[value.self ? this.value(value.self) : 'undefined', ...args].join(', ')})`
      }
      case 'binary':
        return `${this.value(value.left)} ${value.operator} ${this.value(value.right)}`
      case 'default':
        return `${this.value(value.value)} or by default ${this.value(value.otherwise)}`
      case 'not':
        return `!${this.value(value.value)}`
      case 'delete':
        return `delete ${this.value(value.value)}`
      case 'assign':
        return `${this.node(value.target)} = ${this.value(value.value)}`
      case 'kept':
        return { spread: '[...%]', copy: '{...%}', string: '`${%}`' }[value.keep].replace('%', () =>
          this.value(value.value),
        )
      case 'named':
        return this.value(value.value)
      case 'array':
        return `[${list(value.items)}]`
    }
  }
}

function name(binding: Binding): string {
  return binding.kind === 'temp' ? `(${binding.name})` : binding.name
}
