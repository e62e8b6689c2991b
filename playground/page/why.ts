/** Why a function has the states it has: a state is a place where it is entered from elsewhere than from the line before. */

import type { LoweredBlock, LoweredFunction } from '../messages.js'

export type Reason = 'start' | 'wait' | 'throw' | 'jump'

export function reasonOf(fn: LoweredFunction, block: LoweredBlock): Reason | undefined {
  if (block.state === undefined) return undefined
  if (block === fn.blocks[0]) return 'start'
  if (waitBefore(fn, block)) return 'wait'
  return fn.blocks.some(({ handler }) => handler === block.name) ? 'throw' : 'jump'
}

/** The block whose wait ends in this one. */
export function waitBefore(fn: LoweredFunction, block: LoweredBlock): LoweredBlock | undefined {
  return fn.blocks.find(({ to, end }) => to.includes(block.name) && end.text.startsWith('suspend'))
}

/** All states in a sentence. */
export function summary(fn: LoweredFunction): string {
  const count = (reason: Reason) => fn.blocks.filter((block) => reasonOf(fn, block) === reason).length
  const states = fn.blocks.filter(({ state }) => state !== undefined).length
  const parts: [number, string][] = [
    [count('wait'), 'to go on after a wait'],
    [count('throw'), 'where a throw lands'],
    [count('jump'), 'to jump to'],
  ]
  const others = parts.flatMap(([number, what]) => (number ? [`${number} ${what}`] : []))
  return `${states} state${states === 1 ? '' : 's'}: ${listed(['1 to start', ...others])}.`
}

/** One block in a sentence. */
export function why(fn: LoweredFunction, block: LoweredBlock, source: string): string {
  const from = (test: (other: LoweredBlock) => boolean) => fn.blocks.filter(test).map(({ name }) => name)
  const leads = from(
    ({ to, aside, end }) => aside.includes(block.name) || (to.includes(block.name) && !end.text.startsWith('suspend')),
  )
  const throws = from(({ handler }) => handler === block.name)
  const wait = waitBefore(fn, block)
  const reasons = [
    ...(block === fn.blocks[0] ? ['the call starts here'] : []),
    ...(wait ? [`it comes back here after ${waited(wait, source)}`] : []),
    ...(throws.length ? [`a throw in ${listed(throws)} lands here`] : []),
    ...(leads.length ? [`${listed(leads)} ${leads.length === 1 ? 'leads' : 'lead'} here`] : []),
  ]
  if (block.state === undefined) return `${block.name} needs no state: it is only reached from ${listed(leads)}.`
  return `${block.name} is state ${block.state}: ${listed(reasons)}.`
}

function waited({ end }: LoweredBlock, source: string): string {
  const text = end.text.replace(/^suspend /, '')
  const what = text.length > 44 ? `${text.slice(0, 43)}…` : text
  return end.range ? `${what}, line ${lineOf(source, end.range.start)}` : what
}

export function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}

function listed(items: string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`
}
