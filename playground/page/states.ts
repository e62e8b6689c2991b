/** The middle pane: one function at a time, drawn or listed, and what its frame keeps. */

import type { LoweredFunction } from '../messages.js'
import { get, h } from './dom.js'
import { drawGraph } from './graph.js'
import type { Light, Lit } from './light.js'
import { listBlocks, listShapes, listSlots } from './passes.js'
import { lineOf, summary, why } from './why.js'

export interface States {
  show(functions: LoweredFunction[], source: string): void
  /** The source cannot be compiled: what was last drawn stays, out of reach. */
  outdate(reason: string): void
}

export function openStates(light: Light): States {
  const pane = get('states')
  const select = get<HTMLSelectElement>('function')
  const picture = get('picture')
  const slots = get('slots')
  const reason = get('why')
  let functions: LoweredFunction[] = []
  let source = ''
  /** Why the picture is not of what is written. */
  let outdated: string | undefined
  let selected = 0
  let drawn: { light(block: string | undefined, scroll: boolean): void }[] = []
  // There is room for the text beside the picture; for all passes side by side.
  const wide = matchMedia('(min-width: 1500px)')
  const widest = matchMedia('(min-width: 1850px)')

  select.addEventListener('change', () => {
    selected = Number(select.value)
    draw()
    const first = functions[selected]?.blocks[0]
    if (first) light.choose({ index: selected, block: first.name, by: 'states' })
  })
  for (const input of document.querySelectorAll<HTMLInputElement>('#view input')) input.addEventListener('change', draw)
  wide.addEventListener('change', draw)
  widest.addEventListener('change', draw)
  light.watch(follow)

  function viewsAt(chosen: string): string[] {
    if (widest.matches) return ['shapes', 'blocks', 'graph']
    return wide.matches ? [chosen === 'shapes' ? 'shapes' : 'blocks', 'graph'] : [chosen]
  }

  function draw(): void {
    const fn = functions[selected]
    get('legend').hidden = !fn
    if (!fn) {
      drawn = []
      const nothing = 'Nothing here waits, so nothing needs a state: the code stays as it was written.'
      picture.replaceChildren(h('p', { class: 'quiet pad' }, outdated === undefined ? nothing : ''))
      slots.replaceChildren()
      reason.textContent = outdated ?? ''
      return
    }
    const index = selected
    const listeners = {
      point: (block: string | undefined) =>
        light.point('states', block === undefined ? undefined : { index, block, by: 'states' }),
      choose: (block: string) => light.choose({ index, block, by: 'states' }),
    }
    const views = viewsAt(document.querySelector<HTMLInputElement>('#view input:checked')!.value)
    get('legend').hidden = !views.includes('graph')
    picture.replaceChildren()
    drawn = []
    if (views.includes('shapes')) {
      const list = listShapes(fn, listeners)
      picture.append(h('div', { class: 'scroll' }, list.element))
      drawn.push(list)
    }
    if (views.includes('blocks')) {
      const list = listBlocks(fn, listeners)
      picture.append(h('div', { class: 'scroll' }, list.element))
      drawn.push(list)
    }
    if (views.includes('graph')) {
      const graph = drawGraph(fn, listeners)
      const around = h('div', { class: 'scroll' }, graph.svg)
      picture.append(around)
      drawn.push(graph)
      around.scrollTo(graph.entry * around.scrollWidth - around.clientWidth / 2, 0)
    }
    slots.replaceChildren(listSlots(fn))
    follow(light.now)
  }

  function follow(lit: Lit | undefined): void {
    if (lit && lit.index !== selected && functions[lit.index]) {
      selected = lit.index
      select.value = String(selected)
      draw()
      return
    }
    const block = lit?.index === selected ? lit.block : undefined
    for (const view of drawn) view.light(block, lit !== undefined && lit.by !== 'states')
    const fn = functions[selected]
    const found = fn?.blocks.find(({ name }) => name === block)
    reason.textContent = outdated ?? (fn ? (found ? why(fn, found, source) : summary(fn)) : '')
  }

  return {
    show(next, text) {
      mark(undefined)
      source = text
      const name = functions[selected]?.name
      functions = next
      selected = Math.max(
        0,
        next.findIndex((each) => each.name === name),
      )
      select.replaceChildren(...next.map((fn, i) => h('option', { value: i }, titleOf(fn))))
      select.value = String(selected)
      select.disabled = next.length === 0
      draw()
    },
    outdate(text) {
      mark(text)
      select.disabled = true
      draw()
    },
  }

  function mark(text: string | undefined): void {
    outdated = text
    pane.classList.toggle('outdated', text !== undefined)
    picture.inert = text !== undefined
  }

  function titleOf({ kind, name, range }: LoweredFunction): string {
    return name === 'anonymous' && range ? `${kind}, line ${lineOf(source, range.start)}` : `${kind} ${name}`
  }
}
