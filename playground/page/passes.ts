/** The blocks as text, and what the frame keeps: the passes before `emit`. */

import type { LoweredBlock, LoweredFunction, Range } from '../messages.js'
import { h, rove } from './dom.js'

interface Listeners {
  point(block: string | undefined): void
  choose(block: string): void
}

export interface BlockList {
  element: HTMLElement
  light(block: string | undefined, scroll: boolean): void
}

export function listBlocks(fn: LoweredFunction, listeners: Listeners): BlockList {
  const items = new Map(fn.blocks.map((block) => [block.name, item(block, listeners)]))
  rove([...items.values()])
  return {
    element: h('ol', { class: 'blocks', 'aria-label': `Blocks of ${fn.name}` }, ...items.values()),
    light(name, scroll) {
      for (const [each, element] of items) element.classList.toggle('lit', each === name)
      if (scroll && name !== undefined) items.get(name)?.scrollIntoView({ block: 'nearest' })
    },
  }
}

/** What the core was told: constructs that suspend, and what stays as it was written. */
export function listShapes(fn: LoweredFunction, listeners: Listeners): BlockList {
  const items = fn.shapes.map(({ depth, shape, part, text, range }) => {
    const block = blockAt(fn, range)
    const element = h(
      'li',
      {
        class: shape,
        style: `--depth: ${depth}`,
        'aria-level': depth + 1,
        pointerenter: () => listeners.point(block),
        pointerleave: () => listeners.point(undefined),
        focus: () => block !== undefined && listeners.choose(block),
      },
      part !== '' && h('span', { class: 'part' }, part),
      h('b', {}, shape),
      h('code', {}, text),
    )
    return { element, block }
  })
  rove(items.map(({ element }) => element))
  return {
    element: h('ol', { class: 'shapes', 'aria-label': `Shapes of ${fn.name}` }, ...items.map(({ element }) => element)),
    light(name, scroll) {
      for (const { element, block } of items) element.classList.toggle('lit', name !== undefined && block === name)
      const first = items.find(({ block }) => block === name)
      if (scroll && name !== undefined) first?.element.scrollIntoView({ block: 'nearest' })
    },
  }
}

/** The block that a piece of the source ends up in: the first whose steps lie in it. */
function blockAt({ blocks }: LoweredFunction, range: Range | undefined): string | undefined {
  if (!range) return undefined
  return blocks.find(({ steps, end }) =>
    [...steps, end].some((step) => step.range && step.range.start >= range.start && step.range.end <= range.end),
  )?.name
}

export function listSlots({ slots }: LoweredFunction): HTMLElement {
  if (slots.length === 0) return h('p', { class: 'quiet' }, 'No local is needed after a wait: the frame keeps none.')
  const names = new Map<string, string[]>()
  for (const { slot, name } of slots) names.set(slot, [...(names.get(slot) ?? []), name])
  return h(
    'dl',
    { class: 'slots', title: 'Locals that are needed after a wait. Two that are never needed together share a slot.' },
    ...[...names].map(([slot, all]) =>
      h('div', {}, h('dt', {}, `frame.${slot}`), h('dd', {}, [...new Set(all)].join(', '))),
    ),
  )
}

function item(block: LoweredBlock, { point, choose }: Listeners): HTMLLIElement {
  const { name, state, steps, end, to, handler } = block
  const word = end.text.split(' ')[0]!
  return h(
    'li',
    {
      pointerenter: () => point(name),
      pointerleave: () => point(undefined),
      focus: () => choose(name),
      click: () => choose(name),
    },
    h(
      'div',
      { class: 'block-head' },
      h('b', {}, name),
      state !== undefined && h('span', { class: 'pill' }, `state ${state}`),
      handler !== undefined && h('span', { class: 'throws' }, `throws to ${handler}`),
    ),
    ...steps.map(({ text }) => h('code', {}, text)),
    h('code', { class: word }, end.text, to.length > 0 && h('span', { class: 'to' }, ` → ${to.join(', ')}`)),
  )
}
