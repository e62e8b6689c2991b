/** What happened, as rows and spans: the events of a run folded into a picture. */

import type { Awaited, Level, Local, Outcome, TraceEvent } from '../messages.js'

export interface Moment {
  time: number
  /** The event's number. */
  step: number
}

export interface Row {
  task: number
  name: string
  /** Of the function; -1 where the program has none. */
  index: number
  parent: number
  depth: number
  born: Moment
  spans: Span[]
  runs: Moment[]
  cancels: (Moment & { by: number; reason: string })[]
  end: (Moment & { how: Outcome; value: string }) | undefined
}

/** From one suspension to the next run. */
export interface Span {
  task: number
  kind: 'ready' | Awaited['is']
  from: Moment
  /** Undefined while it lasts. */
  to: Moment | undefined
  label: string
  /** The task that is awaited, 0 for anything else. */
  on: number
  state: number | undefined
  handler: number
  slots: Local[]
}

export interface Line extends Moment {
  task: number
  level: Level
  text: string
}

export class Trace {
  readonly lines: Line[] = []
  last: Moment = { time: 0, step: 0 }
  /** Set while the run goes on: open spans reach to here. */
  now = 0
  private readonly byTask = new Map<number, Row>()
  /** Tasks made only to call a function, and whom they turned out to be. */
  private readonly wrappers = new Set<number>()
  private readonly stands = new Map<number, number>()

  add(event: TraceEvent): void {
    const moment = { time: event.time, step: event.step }
    this.last = moment
    this.now = Math.max(this.now, event.time)
    if (event.is === 'log')
      this.lines.push({ ...moment, task: this.shown(event.task), level: event.level, text: event.text })
    else if (event.is === 'born') this.born(event, moment)
    else this.live(event, moment)
  }

  /** Rows to be shown, children under their parents. */
  rows(): Row[] {
    const children = new Map<number, Row[]>()
    for (const row of this.byTask.values()) {
      if (this.stands.has(row.task)) continue
      const parent = this.shown(row.parent)
      children.set(parent, [...(children.get(parent) ?? []), row])
    }
    const ordered: Row[] = []
    const place = (parent: number, depth: number): void => {
      for (const row of children.get(parent) ?? []) {
        row.depth = depth
        ordered.push(row)
        place(row.task, depth + 1)
      }
    }
    place(0, 0)
    return ordered
  }

  row(task: number): Row | undefined {
    return this.byTask.get(this.shown(task))
  }

  /** The task that is drawn for it. */
  shown(task: number): number {
    return this.stands.get(task) ?? task
  }

  private born(event: Extract<TraceEvent, { is: 'born' }>, moment: Moment): void {
    const { task, name, index, wraps } = event
    if (wraps) this.wrappers.add(task)
    const row: Row = {
      task,
      name: name || 'anonymous',
      index,
      parent: event.parent,
      depth: 0,
      born: moment,
      spans: [],
      runs: [],
      cancels: [],
      end: undefined,
    }
    this.byTask.set(task, row)
    this.open(row, moment, { kind: 'ready', label: 'its first turn' })
  }

  private live(event: Exclude<TraceEvent, { is: 'born' | 'log' }>, moment: Moment): void {
    const row = this.byTask.get(event.task)
    if (!row) return
    switch (event.is) {
      case 'run':
        this.close(row, moment)
        row.runs.push(moment)
        break
      case 'wait': {
        const { on, state, handler, slots } = event
        if (this.wrappers.has(event.task) && on.is === 'task') this.standIn(row, this.byTask.get(on.task))
        this.open(row, moment, { kind: on.is, label: on.label, on: this.shown(on.task), state, handler, slots })
        break
      }
      case 'cancel': {
        const shown = this.row(event.task)!
        const by = this.shown(event.by)
        const { reason } = event
        // A wrapper hands on what it got.
        if (by !== shown.task) shown.cancels.push({ ...moment, by, reason })
        break
      }
      case 'end':
        this.close(row, moment)
        row.end = { ...moment, how: event.how, value: event.value }
    }
  }

  /** `createTask(work)` is drawn as the task that `work()` gave. */
  private standIn(wrapper: Row, inner: Row | undefined): void {
    if (!inner || inner.parent !== wrapper.task || this.stands.has(wrapper.task)) return
    this.stands.set(wrapper.task, inner.task)
    inner.parent = wrapper.parent
    inner.born = wrapper.born
    inner.spans.unshift(...wrapper.spans.filter(({ to }) => to).map((span) => ({ ...span, task: inner.task })))
    inner.cancels.unshift(...wrapper.cancels)
  }

  private open(row: Row, from: Moment, about: Partial<Span> & Pick<Span, 'kind' | 'label'>): void {
    row.spans.push({ task: row.task, from, to: undefined, on: 0, state: undefined, handler: 0, slots: [], ...about })
  }

  private close(row: Row, moment: Moment): void {
    const span = row.spans.at(-1)
    if (!span || span.to) return
    // Run in the same breath: nobody waited.
    if (span.kind === 'ready' && moment.step === span.from.step + 1) row.spans.pop()
    else span.to = moment
  }
}
