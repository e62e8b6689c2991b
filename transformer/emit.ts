/**
 * Blocks and slots → one dispatch function.
 *
 *   function total$step(frame, at) {
 *     for (;;) switch (at) {
 *       case 0: ...; if (frame.wait(size(x), 1)) return
 *       case 1: sum = frame.b + frame.sent; at = 0; continue
 *     }
 *   }
 *
 * Blocks stand in the order of the source and fall through to the next; only what is entered
 * otherwise has a number. Where nobody jumps the switch stands alone, or is `if (!at) { ... } ...` when
 * there are but two.
 */

import type { Block, Exit, Flow, Goto, Leap, Op, Value } from './blocks.js'
import type { Host, View } from './hosts/host.js'
import type { Binding } from './scope.js'
import type { Slots } from './spill.js'
import { isBareReturn } from './tidy.js'

export interface Names {
  frame: string
  at: string
  dispatch: string
  /** A name that nothing else in the function uses, as near to the hint as can be. */
  local(hint: string): string
}

export interface Step<N> {
  locals: string[]
  /** Of the call, not of the step: see `Home`. */
  variables: string[]
  body: N[]
}

export function emit<N>(flow: Flow<N>, slots: Slots, names: Names, host: Host<N>): Step<N> {
  return new Emitter(flow, slots, names, host).step()
}

class Emitter<N> implements View<N> {
  readonly replaced: Flow<N>['replaced']
  private readonly locals = new Map<Binding, string>()
  private readonly variables = new Map<Binding, string>()
  private readonly parameters = new Map<Binding, string>()
  private labelled = false
  private leaps = new Map<N, Leap<N>>()

  constructor(
    private readonly flow: Flow<N>,
    private readonly slots: Slots,
    private readonly names: Names,
    private readonly host: Host<N>,
  ) {
    this.replaced = flow.replaced
    for (const binding of flow.kept) names.local(binding.name)
    // What the source names comes first: temporaries step aside.
    for (const [binding, home] of slots.homes) if (home.is === 'variable') this.variable(binding)
  }

  step(): Step<N> {
    const cases: { state: number; body: N[] }[] = []
    this.flow.blocks.forEach((block, i) => {
      const body = this.block(block, this.flow.blocks[i + 1])
      if (block.state !== undefined) cases.push({ state: block.state, body })
      else cases[cases.length - 1]!.body.push(...body)
    })
    return { body: this.dispatch(cases), locals: [...this.locals.values()], variables: [...this.variables.values()] }
  }

  private dispatch(cases: { state: number; body: N[] }[]): N[] {
    const { make } = this.host
    const { jumps } = this.flow
    const at = make.name(this.names.at)
    const [first, second] = cases
    if (!jumps && !second) return first!.body
    if (!jumps && cases.length === 2) {
      // One suspension: before it, and after it.
      const before = this.isOnlyWait ? first!.body : [make.if(this.isStart(), first!.body)]
      return [...before, ...second!.body]
    }
    const dispatch = make.switch(
      at,
      cases.filter(({ body }, i) => body.length > 0 || i < cases.length - 1),
    )
    return [jumps ? make.forever(this.labelled ? this.names.dispatch : undefined, dispatch) : dispatch]
  }

  // Blocks

  private block(block: Block<N>, next: Block<N> | undefined): N[] {
    const body = block.ops.flatMap((op) => this.op(op))
    const { make } = this.host
    const end = block.end!
    switch (end.is) {
      case 'goto':
        return [...body, ...this.jump(end.to, next)]
      case 'branch': {
        const test = this.build(end.test)
        if (end.then === next) return [...body, make.if(this.negate(end.test), this.jump(end.otherwise, next))]
        return [...body, make.if(test, this.jump(end.then, undefined)), ...this.jump(end.otherwise, next)]
      }
      case 'return':
      case 'throw':
        return this.isEnd(block) ? body : [...body, this.exit(end)]
      case 'suspend':
        return [...body, ...this.suspend(end, next)]
    }
  }

  /** Out of what stands inside of something else; `nested`: of a loop, too. */
  private leave(end: Exit<N> | Goto<N> | undefined, nested: boolean): N[] {
    if (!end) return []
    return end.is === 'goto' ? this.jump(end.to, undefined, nested) : [this.exit(end)]
  }

  private exit(end: Exit<N>): N {
    if (end.is === 'throw') return this.raise(this.build(end.value), end.origin)
    return this.host.make.return(end.value && this.build(end.value), end.origin)
  }

  private suspend(end: Extract<Block<N>['end'], { is: 'suspend' }>, next: Block<N> | undefined): N[] {
    const { make } = this.host
    const frame = make.name(this.names.frame)
    const value = this.build(end.value)
    const state = make.literal(end.to.state!)
    switch (end.kind) {
      case 'await': {
        const wait = make.call(make.property(frame, 'wait'), [value, state], end.origin)
        if (this.isEnd(end.to) && isBareReturn(end.to)) return [make.expression(wait)]
        const stops = this.isOnlyWait ? make.binary('&&', this.isStart(), wait) : wait
        return [make.if(stops, [make.return(undefined)]), ...this.jump(end.to, next)]
      }
      case 'yield':
        return [make.expression(make.assign(make.property(frame, 'at'), state)), make.return(value, end.origin)]
      case 'yield async':
        return [make.return(make.call(make.property(frame, 'yield'), [value, state], end.origin))]
      case 'delegate':
      case 'delegate async': {
        const name = end.kind === 'delegate' ? 'delegate' : 'delegateAsync'
        return [make.return(make.call(make.runtime(name), [frame, value, state], end.origin))]
      }
    }
  }

  private isStart(): N {
    const { make } = this.host
    return make.not(make.name(this.names.at))
  }

  /** All there is before the only suspension is what it waits for: `if (!at && frame.wait(x, 1)) return` */
  private get isOnlyWait(): boolean {
    const { blocks, jumps } = this.flow
    const { ops, end } = blocks[0]!
    if (jumps || ops.length > 0 || end?.is !== 'suspend' || end.kind !== 'await' || this.isEnd(end.to)) return false
    return blocks.filter(({ state }) => state !== undefined).length === 2
  }

  /** It only ends the function, and nothing stands behind it. */
  private isEnd(block: Block<N>): boolean {
    const { blocks, jumps } = this.flow
    return !jumps && block === blocks[blocks.length - 1] && block.end!.is === 'return' && !block.end!.value
  }

  private jump(to: Block<N>, next: Block<N> | undefined, nested = false): N[] {
    const { make } = this.host
    if (to === next) return []
    if (isBareReturn(to)) return [this.exit(to.end)]
    this.labelled ||= nested
    const at = make.expression(make.assign(make.name(this.names.at), make.literal(to.state!)))
    return [at, make.continue(nested ? this.names.dispatch : undefined)]
  }

  /** A throw that the frame's driver takes to its handler: nothing of the engine's stands between. */
  private raise(error: N, origin: N | undefined): N {
    const { make } = this.host
    return make.return(make.call(make.property(make.name(this.names.frame), 'raise'), [error], origin), origin)
  }

  private negate(test: Value<N>): N {
    const { make } = this.host
    if (test.is === 'not') return this.build(test.value)
    const opposite = test.is === 'binary' ? OPPOSITE[test.operator] : undefined
    if (test.is === 'binary' && opposite) return make.binary(opposite, this.build(test.left), this.build(test.right))
    return make.not(this.build(test))
  }

  // Ops

  private op(op: Op<N>): N[] {
    const { make } = this.host
    switch (op.op) {
      case 'set':
        return [make.expression(this.assign(op.binding, this.build(this.unnamed(op))), op.origin)]
      case 'do':
        return [make.expression(this.build(op.value), op.origin)]
      case 'statement': {
        const outer = this.leaps
        this.leaps = op.leaps
        const node = this.host.rewrite(op.node, this)
        this.leaps = outer
        return [node]
      }
      case 'declare':
        return [make.expression(make.destructure(op.node, this.build(op.value), this), op.node)]
      case 'declaration': {
        const given = make.assign(this.place(op.binding), make.name(op.binding.name))
        return [make.block([this.host.rewriteDeclaration(op.node, this), make.expression(given)])]
      }
      case 'if': {
        const test = op.when ? this.build(op.test) : this.negate(op.test)
        return [make.if(test, [...op.ops.flatMap((each) => this.op(each)), ...this.leave(op.end, false)])]
      }
      case 'guard': {
        const state = make.literal(op.handler ? op.handler.state! : 0)
        return [make.expression(make.assign(make.property(make.name(this.names.frame), 'handler'), state))]
      }
      case 'box':
        return [this.box(op)]
    }
  }

  /** Assigning to a variable of that name names a function by itself. */
  private unnamed(op: Extract<Op<N>, { op: 'set' }>): Value<N> {
    const { binding, value } = op
    const home = this.slots.homes.get(binding)
    const isName = !home || home.is === 'call' || home.is === 'variable'
    if (value.is !== 'named' || !isName) return value
    const name = home?.is === 'call' ? binding.name : home ? this.variable(binding) : this.local(binding)
    return name === value.name ? value.value : value
  }

  private box(op: Extract<Op<N>, { op: 'box' }>): N {
    const { make } = this.host
    const box = this.flow.boxed.get(op.scope)!
    const fields = [...op.scope.bindings.values()]
      .filter((binding) => this.slots.homes.get(binding)?.is === 'box')
      .map((binding) => {
        const { name } = binding
        const value = op.values?.get(binding) ?? ({ is: 'literal', value: undefined } as const)
        return { name, value: op.copy ? make.property(this.place(box), name) : this.build(value) }
      })
    return make.expression(this.assign(box, make.object(fields)))
  }

  private assign(binding: Binding, value: N): N {
    return this.host.make.assign(this.place(binding), value)
  }

  /** Where a binding is read and written from the step itself. */
  private place(binding: Binding): N {
    const { make } = this.host
    const home = this.slots.homes.get(binding)
    switch (home?.is) {
      case 'slot':
        return make.slot(this.names.frame, home.name, binding.name)
      case 'box':
        return make.property(this.place(home.box), home.name)
      case 'call':
        return make.name(binding.name)
      case 'variable':
        return make.name(this.variable(binding))
      default:
        return make.name(this.flow.owned.has(binding) ? this.local(binding) : binding.name)
    }
  }

  private local(binding: Binding): string {
    return this.named(binding, this.locals)
  }

  private variable(binding: Binding): string {
    // To declare a parameter again changes nothing.
    if (binding.kind === 'param') this.variables.set(binding, binding.name)
    return this.named(binding, this.variables)
  }

  private named(binding: Binding, names: Map<Binding, string>): string {
    let name = names.get(binding)
    if (name === undefined) {
      name = this.names.local(binding.name)
      names.set(binding, name)
    }
    return name
  }

  // Values

  build(value: Value<N>): N {
    const { make } = this.host
    switch (value.is) {
      case 'node':
        return this.host.rewrite(value.node, this)
      case 'get':
        return this.place(value.binding)
      case 'sent':
        return make.property(make.name(this.names.frame), 'sent')
      case 'literal':
        return make.literal(value.value)
      case 'constant':
        return this.constant(value.name)
      case 'runtime':
        return make.call(
          make.runtime(value.name, value.origin),
          value.args.map((arg) => this.build(arg)),
        )
      case 'method':
        return make.call(
          make.property(this.build(value.object), value.name),
          value.args.map((arg) => this.build(arg)),
        )
      case 'property':
        return make.property(this.build(value.object), value.name)
      case 'element':
        return make.element(this.build(value.object), this.build(value.key))
      case 'access':
        return make.access(this.build(value.object), value.link, value.key && this.build(value.key))
      case 'invoke':
        return make.invoke(
          this.build(value.callee),
          value.self && this.build(value.self),
          value.args,
          this,
          value.origin,
        )
      case 'binary':
        return make.binary(value.operator, this.build(value.left), this.build(value.right))
      case 'default': {
        const isMissing = make.binary('===', this.build(value.value), make.literal(undefined))
        return make.conditional(isMissing, this.build(value.otherwise), this.build(value.value))
      }
      case 'not':
        return make.not(this.build(value.value))
      case 'delete':
        return make.delete(this.build(value.value))
      case 'assign':
        return make.destructure(value.target, this.build(value.value), this)
      case 'kept':
        return make.kept(value.keep, this.build(value.value))
      case 'named':
        return make.named(this.build(value.value), value.name)
      case 'array':
        return make.array(value.items.map((item) => this.build(item)))
    }
  }

  private constant(name: 'null' | 'this' | 'frame' | 'TDZ'): N {
    const { make } = this.host
    if (name === 'null') return make.literal(null)
    if (name === 'this') return make.thisValue(this)
    if (name === 'frame') return make.name(this.names.frame)
    return make.runtime(name)
  }

  // The view of opaque code

  home(binding: Binding): N | undefined {
    if (!this.flow.owned.has(binding)) return undefined
    return this.place(binding)
  }

  leap(node: N): N[] | undefined {
    const error = this.flow.raised.get(node)
    if (error !== undefined) return [this.raise(this.host.rewrite(error, this), node)]
    const leap = this.leaps.get(node)
    if (!leap) return undefined
    const { make } = this.host
    const { value, nested } = leap.site
    const keep =
      leap.keep && value !== undefined
        ? [make.expression(this.assign(leap.keep, this.host.rewrite(value, this)), value)]
        : []
    if (!leap.inside) return [...keep, ...this.jump(leap.to, undefined, nested)]
    const { ops, end } = leap.to
    return [...keep, ...ops.flatMap((op) => this.op(op)), ...this.leave(end as Exit<N> | Goto<N>, nested)]
  }

  capture(binding: Binding): ReturnType<View<N>['capture']> {
    if (this.flow.byValue.has(binding)) {
      return { key: binding, parameter: this.parameter(binding), argument: this.place(binding), field: undefined }
    }
    const box = binding.scope && binding.captured ? this.flow.boxed.get(binding.scope) : undefined
    if (!box) return undefined
    return { key: box, parameter: this.parameter(box), argument: this.place(box), field: binding.name }
  }

  private parameter(binding: Binding): string {
    return this.named(binding, this.parameters)
  }
}

const OPPOSITE: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }
