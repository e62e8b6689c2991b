/**
 * Tasks as they run: a row for each, a bar for each wait.
 *
 * Drag to zoom; click a bar to choose it. Clicks are looked up in what is
 * drawn, not in its elements: those may be new before a button is let go. With the keyboard: up and down go
 * from task to task, left and right from wait to wait, Enter into the frame.
 */

import { s } from './dom.js'
import type { Moment, Row, Span, Trace } from './trace.js'

export type Axis = 'time' | 'step'

export interface Chosen {
  span: Span
  /** Where in it the click was, in the program's milliseconds. */
  time: number
}

interface Listeners {
  choose(chosen: Chosen): void
  cancel(task: number, time: number): void
  zoomed(is: boolean): void
  /** Into the frame of what is chosen. */
  enter(): void
}

const ROW = 28
const BAR = 16
const TOP = 26
const RIGHT = 28

export class Timeline {
  private trace: Trace | undefined
  private domain: [number, number] | undefined
  private axis: Axis = 'time'
  private chosen: Span | undefined
  private live = false
  private waiting = false
  private rows: Row[] = []

  constructor(
    private readonly parent: HTMLElement,
    private readonly listeners: Listeners,
  ) {
    new ResizeObserver(() => this.redraw()).observe(parent)
    parent.addEventListener('keydown', (event) => this.key(event))
    parent.addEventListener('pointerdown', (event) => this.drag(event))
    parent.addEventListener('dblclick', () => this.zoom(undefined))
  }

  show(trace: Trace, live: boolean): void {
    if (trace !== this.trace) {
      this.domain = undefined
      this.chosen = undefined
      this.listeners.zoomed(false)
    }
    this.trace = trace
    this.live = live
    this.redraw()
  }

  /** Nothing is chosen any more. */
  release(): void {
    this.chosen = undefined
    this.redraw()
  }

  setAxis(axis: Axis): void {
    if (axis === this.axis) return
    this.axis = axis
    this.zoom(undefined)
  }

  zoom(domain: [number, number] | undefined): void {
    this.domain = domain
    this.listeners.zoomed(domain !== undefined)
    this.redraw()
  }

  /** Once for each frame of the screen, however much happens. */
  private redraw(): void {
    if (this.waiting) return
    this.waiting = true
    requestAnimationFrame(() => {
      this.waiting = false
      this.draw()
    })
  }

  // Scales

  private get gutter(): number {
    return Math.min(170, Math.max(96, this.parent.clientWidth * 0.24))
  }

  private get whole(): [number, number] {
    const { now = 0, last = { time: 0, step: 1 } } = this.trace ?? {}
    return [0, Math.max(this.axis === 'time' ? now : last.step, 1)]
  }

  private get shown(): [number, number] {
    return this.domain ?? this.whole
  }

  private at(moment: Moment): number {
    return this.axis === 'time' ? moment.time : moment.step
  }

  private x(value: number): number {
    const [from, to] = this.shown
    return this.gutter + ((value - from) / (to - from)) * this.plotWidth
  }

  private value(x: number): number {
    const [from, to] = this.shown
    return from + (Math.min(Math.max(x - this.gutter, 0), this.plotWidth) / this.plotWidth) * (to - from)
  }

  private get plotWidth(): number {
    return Math.max(60, this.parent.clientWidth - this.gutter - RIGHT)
  }

  // Drawing

  private draw(): void {
    const { trace } = this
    this.rows = trace?.rows() ?? []
    if (!trace || this.rows.length === 0) {
      this.parent.replaceChildren()
      return
    }
    const width = this.parent.clientWidth
    const height = TOP + this.rows.length * ROW + 10
    const svg = s('svg', { width, height, viewBox: `0 0 ${width} ${height}`, class: 'tasks', role: 'presentation' })
    const clip = s(
      'clipPath',
      { id: 'plot' },
      s('rect', { x: this.gutter - 6, y: 0, width: this.plotWidth + 12, height }),
    )
    const grid = s('g', { class: 'grid' })
    for (const tick of ticks(this.shown, Math.max(2, Math.floor(this.plotWidth / 90)))) {
      const x = this.x(tick)
      grid.append(
        s('line', { x1: x, x2: x, y1: TOP - 6, y2: height - 6 }),
        s('text', { x, y: 14, 'text-anchor': 'middle' }, this.axis === 'time' ? `${round(tick)} ms` : String(tick)),
      )
    }
    const rows = this.rows.map((row, i) => this.drawRow(row, i))
    const links = s(
      'g',
      { class: 'links', 'clip-path': 'url(#plot)' },
      ...this.rows.flatMap((row, i) => this.drawLinks(row, i)),
    )
    svg.append(s('defs', {}, clip, hatch()), grid, ...rows, links)
    this.parent.replaceChildren(svg)
  }

  private drawRow(row: Row, i: number): SVGGElement {
    const y = TOP + i * ROW
    const middle = y + ROW / 2
    const isChosen = this.chosen?.task === row.task
    const plot = s('g', { 'clip-path': 'url(#plot)' })
    const group = s(
      'g',
      {
        class: `row${isChosen ? ' chosen' : ''}`,
        role: 'option',
        id: `task-${row.task}`,
        'data-task': row.task,
        'aria-selected': isChosen ? 'true' : 'false',
        'aria-label': spoken(row),
      },
      s('rect', { class: 'ground', x: 0, y: y + 1, width: this.parent.clientWidth, height: ROW - 2, rx: 4 }),
      this.name(row, middle),
      plot,
    )
    const [from, to] = [this.x(this.at(row.born)), this.x(this.endOf(row))]
    plot.append(s('line', { class: 'life', x1: from, x2: Math.max(from, to), y1: middle, y2: middle }))
    for (const span of row.spans) plot.append(...this.drawSpan(span, middle))
    for (const run of row.runs) {
      const x = this.x(this.at(run))
      plot.append(s('line', { class: 'ran', x1: x, x2: x, y1: middle - BAR / 2 - 2, y2: middle + BAR / 2 + 2 }))
    }
    for (const cancel of row.cancels) {
      // Cancelled at once: the circle says it.
      if (row.end?.how === 'cancelled' && row.end.time === cancel.time && this.axis === 'time') continue
      plot.append(
        s(
          'path',
          { class: 'cancel', d: cross(this.x(this.at(cancel)), middle, 4.5) },
          s('title', {}, this.cancelTitle(cancel)),
        ),
      )
    }
    if (row.end) plot.append(this.drawEnd(row.end, middle))
    return group
  }

  private name(row: Row, middle: number): SVGTextElement {
    const indent = 10 + Math.min(row.depth, 5) * 10
    const room = Math.floor((this.gutter - indent - 34) / 6.9)
    const name = row.name.length > room ? `${row.name.slice(0, Math.max(1, room - 1))}…` : row.name
    return s(
      'text',
      { class: 'task-name', x: indent, y: middle + 4 },
      name,
      s('tspan', { class: 'number', dx: 5 }, `#${row.task}`),
    )
  }

  private drawSpan(span: Span, middle: number): SVGElement[] {
    const from = this.x(this.at(span.from))
    const to = this.x(span.to ? this.at(span.to) : this.whole[1])
    if (to < this.gutter || from > this.gutter + this.plotWidth) return []
    const width = Math.max(to - from, 3)
    const open = span.to ? '' : ' open'
    const bar = s(
      'rect',
      {
        class: `span ${span.kind}${open}${span === this.chosen ? ' chosen' : ''}`,
        x: from,
        y: middle - BAR / 2,
        width,
        height: BAR,
        rx: 3,
        'data-task': span.task,
      },
      s('title', {}, `${span.label}, ${round(span.from.time)} to ${span.to ? `${round(span.to.time)} ms` : 'now'}`),
    )
    const visible = Math.min(to, this.gutter + this.plotWidth) - Math.max(from, this.gutter)
    const room = Math.floor((visible - 10) / 6.1)
    if (room < 4) return [bar]
    const text = span.label.length > room ? `${span.label.slice(0, room - 1)}…` : span.label
    return [bar, s('text', { class: 'span-label', x: Math.max(from, this.gutter) + 6, y: middle + 3.5 }, text)]
  }

  private drawEnd(end: NonNullable<Row['end']>, middle: number): SVGElement {
    const x = this.x(this.at(end))
    const title = s('title', {}, `${end.how}: ${end.value}`)
    if (end.how === 'failed') return s('path', { class: 'end failed', d: cross(x, middle, 5) }, title)
    return s('circle', { class: `end ${end.how}`, cx: x, cy: middle, r: 4.5 }, title)
  }

  /** Who cancelled whom; and for the chosen bar, on whom it waits. */
  private drawLinks(row: Row, i: number): SVGElement[] {
    const rowOf = (task: number) => this.rows.findIndex((each) => each.task === task)
    const middle = TOP + i * ROW + ROW / 2
    const links: SVGElement[] = []
    for (const cancel of row.cancels) {
      const x = this.x(this.at(cancel))
      const other = rowOf(cancel.by)
      if (other >= 0 && other !== i) {
        const from = TOP + other * ROW + ROW / 2
        const end = middle + (from < middle ? -8 : 8)
        links.push(
          s('path', { class: 'cancels', d: `M${x} ${from}V${end}` }),
          s('circle', { class: 'cancels-from', cx: x, cy: from, r: 2.5 }),
        )
      } else if (cancel.by === 0 && cancel.reason) {
        const width = cancel.reason.length * 5.4 + 10
        links.push(
          s('rect', { class: 'reason-ground', x: x - width - 8, y: middle - 7, width, height: 14, rx: 7 }),
          s(
            'text',
            { class: 'cancel-reason', x: x - width / 2 - 8, y: middle + 3.5, 'text-anchor': 'middle' },
            cancel.reason,
          ),
        )
      }
    }
    const { chosen } = this
    const target = chosen?.task === row.task && chosen.on ? rowOf(chosen.on) : -1
    if (chosen && target >= 0) {
      const x = this.x(this.at(chosen.from)) + 1.5
      const to = TOP + target * ROW + ROW / 2
      links.push(
        s('path', { class: 'waits', d: `M${x} ${middle}V${to}` }),
        s('circle', { class: 'waits-to', cx: x, cy: to, r: 3.5 }),
      )
    }
    return links
  }

  private endOf(row: Row): number {
    if (row.end) return this.at(row.end)
    return this.live || !row.end ? this.whole[1] : this.at(row.born)
  }

  private cancelTitle({ by, reason, time }: Row['cancels'][number]): string {
    const who = by === 0 ? reason || 'the loop' : `${this.trace!.row(by)?.name ?? 'a task'} #${by}`
    return `cancelled by ${who} at ${round(time)} ms`
  }

  // Choosing and zooming

  private choose(chosen: Chosen): void {
    this.chosen = chosen.span
    this.parent.setAttribute('aria-activedescendant', `task-${chosen.span.task}`)
    this.listeners.choose(chosen)
    this.redraw()
  }

  private key(event: KeyboardEvent): void {
    const at = this.rows.findIndex((row) => row.task === this.chosen?.task)
    const spans = this.rows[at]?.spans ?? []
    const inRow = this.chosen ? spans.indexOf(this.chosen) : -1
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.chooseFrom(this.rows[Math.min(at + 1, this.rows.length - 1)]?.spans[0]),
      ArrowUp: () => this.chooseFrom(this.rows[Math.max(at - 1, 0)]?.spans[0]),
      ArrowRight: () => this.chooseFrom(spans[Math.min(inRow + 1, spans.length - 1)]),
      ArrowLeft: () => this.chooseFrom(spans[Math.max(inRow - 1, 0)]),
      Enter: () => this.chosen && this.listeners.enter(),
      Delete: () => this.chosen && this.listeners.cancel(this.chosen.task, middleOf(this.chosen, this.trace!.now)),
      '+': () => this.zoomBy(0.5),
      '-': () => this.zoomBy(2),
      '0': () => this.zoom(undefined),
    }
    const move = moves[event.key]
    if (!move || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move()
  }

  private chooseFrom(span: Span | undefined): void {
    if (span) this.choose({ span, time: middleOf(span, this.trace!.now) })
  }

  private zoomBy(factor: number): void {
    const [from, to] = this.shown
    const centre = this.chosen ? this.at(this.chosen.from) : (from + to) / 2
    const half = ((to - from) * factor) / 2
    const [first, last] = this.whole
    const next: [number, number] = [Math.max(first, centre - half), Math.min(last, centre + half)]
    this.zoom(next[0] <= first && next[1] >= last ? undefined : next)
  }

  private drag(down: PointerEvent): void {
    if (down.button !== 0 || !this.trace) return
    const box = this.parent.getBoundingClientRect()
    const start = down.clientX - box.left
    const zooms = start >= this.gutter
    const brush = document.createElement('div')
    brush.className = 'brush'
    const move = (event: PointerEvent) => {
      const now = event.clientX - box.left
      if (!zooms || Math.abs(now - start) < 4) return
      this.parent.append(brush)
      brush.style.left = `${Math.max(Math.min(start, now), this.gutter)}px`
      brush.style.width = `${Math.abs(now - start)}px`
      brush.style.height = `${this.parent.scrollHeight}px`
    }
    const up = (event: PointerEvent) => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
      brush.remove()
      const now = event.clientX - box.left
      // A finger that went up or down has scrolled.
      if (event.type === 'pointercancel') return
      if (Math.abs(now - start) < 4) return this.pick(now, event.clientY - box.top, event.altKey)
      if (!zooms) return
      const [a, b] = [this.value(Math.min(start, now)), this.value(Math.max(start, now))]
      if (b - a > (this.whole[1] - this.whole[0]) / 5000) this.zoom([a, b])
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
  }

  /** What a click is on: a bar, or the name of a task for the last of its bars. */
  private pick(x: number, y: number, cancels: boolean): void {
    const row = this.rows[Math.floor((y - TOP) / ROW)]
    if (!row) return
    if (x < this.gutter) return this.chooseFrom(row.spans.at(-1))
    const span = row.spans.findLast((each) => {
      const from = this.x(this.at(each.from))
      const to = this.x(each.to ? this.at(each.to) : this.whole[1])
      return from - 1 <= x && x <= Math.max(to, from + 3) + 1
    })
    if (!span) return
    const [from, to] = [span.from.time, span.to?.time ?? this.trace!.now]
    const clicked = Math.round(this.value(x) * 10) / 10
    const time = this.axis === 'time' ? Math.min(Math.max(clicked, from), to) : (from + to) / 2
    if (cancels) this.listeners.cancel(span.task, time)
    else this.choose({ span, time })
  }
}

function middleOf(span: Span, now: number): number {
  return (span.from.time + (span.to?.time ?? now)) / 2
}

function spoken(row: Row): string {
  const waits = row.spans.map(
    ({ label, from, to }) => `${label} from ${round(from.time)} to ${to ? round(to.time) : 'now'}`,
  )
  const end = row.end ? `${row.end.how} at ${round(row.end.time)} milliseconds` : 'not done'
  const cancels = row.cancels.map(
    ({ by, reason, time }) => `cancelled at ${round(time)} by ${by ? `task ${by}` : reason || 'the loop'}`,
  )
  return [`${row.name}, task ${row.task}`, ...waits, ...cancels, end].join('; ')
}

function ticks([from, to]: [number, number], count: number): number[] {
  const rough = (to - from) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * power).find((each) => each >= rough) ?? rough
  const first = Math.ceil(from / step - 1e-9) * step
  return Array.from({ length: Math.floor((to - first) / step + 1e-9) + 1 }, (_, i) => round(first + i * step))
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}

function cross(x: number, y: number, r: number): string {
  return `M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`
}

function hatch(): SVGPatternElement {
  return s(
    'pattern',
    { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    s('line', { class: 'hatch', x1: 0, y1: 0, x2: 0, y2: 6 }),
  )
}
