/**
 * Where break, continue and return lead from here.
 *
 * A stack of what surrounds the current place: targets, and things that must be done on the way
 * out (closing an iterator, running a `finally`). A leap walks it from the inside.
 */

import type { Block, Leap, Value } from '../blocks.js'
import type { LeapSite } from '../hosts/host.js'
import type { Binding } from '../scope.js'
import type { Builder } from './builder.js'

export interface Destination<N> {
  kind: 'return' | 'break' | 'continue'
  label: string | undefined
  value: Value<N> | undefined
}

interface Target<N> {
  labels: readonly string[]
  break?: Block<N>
  continue?: Block<N>
  /** A labelled block: only a break that names it ends here. */
  labelOnly?: boolean
  handler: Block<N> | undefined
}

/** Emits what has to happen on the way out; true when it takes the leap over (a `finally`). */
interface Crossing<N> {
  cross: (to: Destination<N>) => boolean
  /** The region outside of what is left. */
  handler: Block<N> | undefined
}

/** Where leaps from one place to another land, to do what is to be done on the way. */
interface Landing<N> {
  from: Target<N> | Crossing<N> | undefined
  handler: Block<N> | undefined
  kind: Destination<N>['kind']
  label: string | undefined
  keep: Binding | undefined
  to: Block<N>
}

export class Leaps<N> {
  private stack: (Target<N> | Crossing<N>)[] = []
  private labels: string[] = []
  private readonly landings: Landing<N>[] = []
  private readonly builder: Builder<N>

  constructor(builder: Builder<N>) {
    this.builder = builder
  }

  /** Labels in front of the statement about to be lowered. */
  takeLabels(): string[] {
    return this.labels.splice(0)
  }

  addLabel(label: string): void {
    this.labels.push(label)
  }

  within(target: Omit<Target<N>, 'handler'>, body: () => void): void {
    this.push({ ...target, handler: this.builder.handler }, body)
  }

  crossing(handler: Block<N> | undefined, cross: Crossing<N>['cross'], body: () => void): void {
    this.push({ cross, handler }, body)
  }

  private push(entry: Target<N> | Crossing<N>, body: () => void): void {
    this.stack.push(entry)
    body()
    if (this.stack.pop() !== entry) throw new Error('leap: entries left out of order')
  }

  /** Leave for `to` from the current block. */
  leave(to: Destination<N>): void {
    const { builder } = this
    const stack = this.stack
    const handler = builder.handler
    for (let i = stack.length - 1; i >= 0; i--) {
      const entry = stack[i]!
      if ('cross' in entry) {
        this.stack = stack.slice(0, i)
        builder.guard(entry.handler)
        const taken = entry.cross(to)
        this.stack = stack
        if (taken) {
          builder.handler = handler
          return
        }
      } else {
        const block = landing(entry, to)
        if (block) {
          builder.guard(entry.handler)
          builder.goto(block)
          builder.handler = handler
          return
        }
      }
    }
    builder.return(to.value)
    builder.handler = handler
  }

  /** A block in which such leaps from here land, and the variable in which they bring the returned value. */
  landing(kind: Landing<N>['kind'], label: string | undefined, hasValue: boolean): Landing<N> {
    const { builder } = this
    const { handler } = builder
    const from = this.stack[this.stack.length - 1]
    const known = this.landings.find(
      (each) =>
        each.from === from &&
        each.handler === handler &&
        each.kind === kind &&
        each.label === label &&
        !!each.keep === hasValue,
    )
    if (known) return known
    const keep = hasValue ? builder.temp('result') : undefined
    const to = builder.aside(() => this.leave({ kind, label, value: keep && { is: 'get', binding: keep } }))
    const landing = { from, handler, kind, label, keep, to }
    this.landings.push(landing)
    return landing
  }

  /** Whoever returns from here has something to do on the way. */
  get isCrossed(): boolean {
    return this.stack.some((entry) => 'cross' in entry)
  }

  /** True when the leap has nothing to do on its way: it may stay as it was written. */
  private isPlainReturn(site: LeapSite<N>): boolean {
    return site.kind === 'return' && !this.isCrossed
  }

  /** Leaps out of an opaque statement; each that cannot stay gets a block to land in. */
  outOf(node: N): Map<N, Leap<N>> {
    const { builder } = this
    const leaps = new Map<N, Leap<N>>()
    for (const site of builder.host.leaps(node)) {
      const { kind, label } = site
      if (kind === 'throw') {
        builder.flow.raised.set(site.node, site.value!)
        continue
      }
      if (this.isPlainReturn(site)) continue
      const { keep, to } = this.landing(kind, label, site.value !== undefined)
      leaps.set(site.node, { site, keep, to })
    }
    return leaps
  }
}

function landing<N>(target: Target<N>, to: Destination<N>): Block<N> | undefined {
  if (to.kind === 'return') return undefined
  if (to.label !== undefined) return target.labels.includes(to.label) ? target[to.kind] : undefined
  return target.labelOnly ? undefined : target[to.kind]
}
