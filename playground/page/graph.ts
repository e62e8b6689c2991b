/**
 * The states drawn: a box for each block, an arrow for each way out.
 *
 * Yellow arrows are waits, dotted red ones lead to the handler of a throw; a
 * state has the colour of the arrow that it is there for.
 */

import { graphlib, layout } from '@dagrejs/dagre'
import type { LoweredBlock, LoweredFunction } from '../messages.js'
import { rove, s } from './dom.js'
import { reasonOf, type Reason } from './why.js'

export interface Picture {
  svg: SVGSVGElement
  /** How far from the left the first block stands, 0 to 1. */
  entry: number
  light(block: string | undefined, scroll: boolean): void
}

type EdgeKind = 'goto' | 'then' | 'else' | 'suspend' | 'handler'

interface Listeners {
  point(block: string | undefined): void
  choose(block: string): void
}

const LINE = 16
const HEAD = 22
const PAD = 9
const CHAR = 6.65
const COLUMNS = 34
const ROWS = 5

export function drawGraph(fn: LoweredFunction, listeners: Listeners): Picture {
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 30, edgesep: 12, marginx: 20, marginy: 6 })
  const texts = new Map(fn.blocks.map((block) => [block.name, linesOf(block)]))
  for (const { name } of fn.blocks) {
    const lines = texts.get(name)!
    const longest = Math.max(12, ...lines.map(({ text }) => text.length))
    graph.setNode(name, {
      width: Math.round(longest * CHAR) + 2 * PAD,
      height: HEAD + lines.length * LINE + (lines.length ? PAD - 2 : 0),
    })
  }
  const edges = edgesOf(fn)
  // One throw is enough to give a handler its place; the others would only push the rest apart.
  const placing = new Map(edges.flatMap((edge) => (edge.kind === 'handler' ? [[edge.to, edge] as const] : [])))
  for (const edge of edges) {
    const { from, to, kind } = edge
    if (kind === 'handler' && placing.get(to) !== edge) continue
    if (!texts.has(to)) graph.setNode(to, { width: 58, height: 22 })
    const branch = kind === 'then' || kind === 'else'
    const label = branch ? { width: 26, height: 14, labelpos: 'c' as const } : {}
    graph.setEdge(from, to, { weight: kind === 'handler' ? 0 : 3, ...label }, kind)
  }
  layout(graph)

  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  const svg = s('svg', {
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    class: 'graph',
    role: 'group',
    'aria-label': `States of ${fn.name}: ${fn.blocks.length} blocks`,
    'aria-describedby': 'why',
  })
  svg.style.setProperty('--natural', `${Math.ceil(width)}px`)
  svg.append(arrowHeads())
  for (const { from, to, kind } of edges) {
    const drawn =
      kind === 'handler' ? undefined : (graph.edge(from, to, kind) as unknown as { points: Point[] } & Point)
    const path = drawn ? curve(drawn.points) : arc(graph.node(from) as Box, graph.node(to) as Box)
    svg.append(
      s('path', {
        d: path,
        class: `edge ${kind}`,
        'marker-end': `url(#head-${headOf(kind)})`,
        'data-from': from,
        'data-to': to,
      }),
    )
    if (drawn && (kind === 'then' || kind === 'else')) {
      const text = kind === 'then' ? 'yes' : 'no'
      svg.append(s('text', { x: drawn.x, y: drawn.y + 4, class: 'edge-label', 'text-anchor': 'middle' }, text))
    }
  }
  const boxes = new Map<string, SVGGElement>()
  for (const block of fn.blocks) {
    const place = graph.node(block.name) as Box
    const box = drawBlock(block, reasonOf(fn, block), place, texts.get(block.name)!, listeners)
    boxes.set(block.name, box)
    svg.append(box)
  }
  rove([...boxes.values()])
  for (const name of graph.nodes()) if (!boxes.has(name)) svg.append(drawReturn(graph.node(name) as Box))

  return {
    svg,
    entry: (graph.node(fn.blocks[0]!.name) as Box).x / Math.max(1, width),
    light(name, scroll) {
      for (const [each, box] of boxes) box.classList.toggle('lit', each === name)
      for (const edge of svg.querySelectorAll<SVGPathElement>('.edge')) {
        edge.classList.toggle('lit', name !== undefined && (edge.dataset.from === name || edge.dataset.to === name))
      }
      if (scroll && name !== undefined) boxes.get(name)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
  }
}

interface Point {
  x: number
  y: number
}

interface Box extends Point {
  width: number
  height: number
}

interface Line {
  text: string
  kind: string
  /** What was cut off stands in a tooltip. */
  whole?: string
}

function linesOf(block: LoweredBlock): Line[] {
  const steps = block.steps
    .filter(({ text }) => !text.startsWith('guard '))
    .map(({ text }): Line => ({ ...cut(text), kind: 'step' }))
  const shown =
    steps.length > ROWS
      ? [...steps.slice(0, ROWS - 1), { text: `… ${steps.length - ROWS + 1} more`, kind: 'more' }]
      : steps
  const [word] = block.end.text.split(' ')
  if (word === 'goto' || (word === 'return' && block.end.text === 'return' && shown.length > 0)) return shown
  const end = cut(block.end.text.replace(/^suspend /, ''))
  return [...shown, { ...end, kind: word === 'suspend' ? 'suspend' : 'end' }]
}

function cut(text: string): Pick<Line, 'text' | 'whole'> {
  return text.length > COLUMNS ? { text: `${text.slice(0, COLUMNS - 1)}…`, whole: text } : { text }
}

function edgesOf(fn: LoweredFunction): { from: string; to: string; kind: EdgeKind }[] {
  return fn.blocks.flatMap(({ name, to, aside, end, handler }) => {
    const [word] = end.text.split(' ')
    const ways = to.map((target, i) => {
      const kind: EdgeKind = word === 'branch' ? (i === 0 ? 'then' : 'else') : word === 'suspend' ? 'suspend' : 'goto'
      return { from: name, to: target === 'return' ? `return from ${name}` : target, kind }
    })
    for (const target of aside) ways.push({ from: name, to: target, kind: 'goto' })
    return handler === undefined ? ways : [...ways, { from: name, to: handler, kind: 'handler' as const }]
  })
}

function drawBlock(
  block: LoweredBlock,
  reason: Reason | undefined,
  box: Box,
  lines: Line[],
  listeners: Listeners,
): SVGGElement {
  const [left, top] = [box.x - box.width / 2, box.y - box.height / 2]
  const group = s(
    'g',
    {
      class: `block${lines.some(({ kind }) => kind === 'suspend') ? ' suspends' : ''}`,
      role: 'button',
      'aria-label': spoken(block),
      transform: `translate(${left} ${top})`,
      pointerenter: () => listeners.point(block.name),
      pointerleave: () => listeners.point(undefined),
      focus: () => listeners.choose(block.name),
      click: () => listeners.choose(block.name),
    },
    s('rect', { width: box.width, height: box.height, rx: 6, class: 'box' }),
    s('text', { x: PAD, y: 15, class: 'name' }, block.name),
  )
  if (block.state !== undefined) {
    const label = `state ${block.state}`
    const width = label.length * 5.6 + 12
    group.append(
      s('rect', { x: box.width - width - 6, y: 4.5, width, height: 15, rx: 7.5, class: `pill ${reason}` }),
      s('text', { x: box.width - width / 2 - 6, y: 15.5, class: 'state', 'text-anchor': 'middle' }, label),
    )
  }
  lines.forEach(({ text, kind, whole }, i) => {
    const title = whole !== undefined && s('title', {}, whole)
    group.append(s('text', { x: PAD, y: HEAD + 11 + i * LINE, class: `line ${kind}` }, text, title))
  })
  return group
}

function drawReturn({ x, y, width, height }: Box): SVGGElement {
  return s(
    'g',
    { class: 'out', transform: `translate(${x - width / 2} ${y - height / 2})` },
    s('rect', { width, height, rx: height / 2 }),
    s('text', { x: width / 2, y: 15, 'text-anchor': 'middle' }, 'return'),
  )
}

function spoken({ name, state, steps, end, to, handler }: LoweredBlock): string {
  return [
    `Block ${name}${state === undefined ? '' : `, state ${state}`}`,
    ...steps.map(({ text }) => text).filter((text) => !text.startsWith('guard ')),
    `${end.text}${to.length ? ` to ${to.join(' or ')}` : ''}`,
    ...(handler === undefined ? [] : [`a throw goes to ${handler}`]),
  ].join('; ')
}

function curve(points: Point[]): string {
  const [first, ...rest] = points
  let path = `M${first!.x} ${first!.y}`
  rest.forEach((point, i) => {
    const next = rest[i + 1]
    if (!next) path += `L${point.x} ${point.y}`
    else path += `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
  })
  return path
}

/** A throw: from the side of a box to where its handler is. */
function arc(from: Box, to: Box): string {
  const side = to.x < from.x - 20 ? -1 : 1
  const x = from.x + (side * from.width) / 2
  if (Math.abs(to.x - from.x) > to.width / 2 && to.y > from.y) {
    const top = to.y - to.height / 2
    return `M${x} ${from.y}C${x + side * 40} ${from.y} ${to.x} ${top - 50} ${to.x} ${top}`
  }
  const end = to.x + (side * to.width) / 2
  const far = (side < 0 ? Math.min(x, end) : Math.max(x, end)) + side * 34
  return `M${x} ${from.y}C${far} ${from.y} ${far} ${to.y} ${end} ${to.y}`
}

function headOf(kind: EdgeKind): string {
  return kind === 'suspend' || kind === 'handler' ? kind : 'goto'
}

function arrowHeads(): SVGDefsElement {
  const heads = ['goto', 'suspend', 'handler'].map((kind) =>
    s(
      'marker',
      {
        id: `head-${kind}`,
        class: `head ${kind}`,
        viewBox: '0 0 8 8',
        refX: 7,
        refY: 4,
        markerWidth: 7,
        markerHeight: 7,
        markerUnits: 'userSpaceOnUse',
        orient: 'auto',
      },
      s('path', { d: 'M0 0.8L8 4L0 7.2Z' }),
    ),
  )
  return s('defs', {}, ...heads)
}
