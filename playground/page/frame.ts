/** The chosen bar, opened: where the task stands, what it waits for, what its frame holds. */

import type { Local, LoweredFunction } from '../messages.js'
import { h } from './dom.js'
import { round, type Chosen } from './timeline.js'
import type { Trace } from './trace.js'
import { lineOf, waitBefore } from './why.js'

interface Actions {
  close: () => void
  /** A sentence where it cannot be. */
  cancel: (() => void) | string
  /** The run is over: to cancel means to run again. */
  replays: boolean
}

export function showFrame(
  trace: Trace,
  { span, time }: Chosen,
  fn: LoweredFunction | undefined,
  source: string,
  actions: Actions,
): Node[] {
  const row = trace.row(span.task)!
  const entered = fn?.blocks.find((block) => block.state === span.state)
  const range = fn && entered && waitBefore(fn, entered)?.end.range
  const until = span.to ? `${round(span.to.time)} ms` : 'now'
  return [
    h('button', { class: 'icon close', 'aria-label': 'Close the frame', click: actions.close }, '×'),
    h('h3', {}, row.name, h('span', { class: 'number' }, ` #${row.task}`)),
    typeof actions.cancel === 'string'
      ? h('p', { class: 'quiet' }, actions.cancel)
      : h(
          'button',
          { class: 'danger', click: actions.cancel, title: 'Delete, or Alt and a click on the bar' },
          actions.replays ? `Run again and cancel it at ${round(time)} ms` : 'Cancel this task',
        ),
    h(
      'dl',
      { class: 'facts' },
      ...fact(span.kind === 'ready' ? 'Ready for' : 'Waits for', h('code', {}, span.label)),
      ...fact('From', `${round(span.from.time)} ms to ${until}`),
      ...(range
        ? fact('At', h('code', {}, `line ${lineOf(source, range.start)}: ${cut(source.slice(range.start, range.end))}`))
        : []),
      ...(span.state !== undefined && entered ? fact('Goes on in', `state ${span.state} (${entered.name})`) : []),
      ...(span.handler ? fact('A throw goes to', `state ${span.handler}`) : []),
      ...row.cancels.flatMap(({ by, reason, time }) =>
        fact('Cancelled', `at ${round(time)} ms by ${by ? `${trace.row(by)?.name} #${by}` : reason || 'the loop'}`),
      ),
      ...(row.end
        ? fact(
            'Ended',
            `${row.end.how === 'result' ? 'with' : row.end.how} ${row.end.how === 'cancelled' ? '' : row.end.value} at ${round(row.end.time)} ms`,
          )
        : []),
    ),
    locals(span.slots, span.kind),
  ]
}

function fact(name: string, value: string | Node): HTMLElement[] {
  return [h('dt', {}, name), h('dd', {}, value)]
}

function locals(slots: Local[], kind: string): HTMLElement {
  if (slots.length === 0) {
    return h(
      'p',
      { class: 'quiet' },
      kind === 'ready' ? 'It has not run yet.' : 'Its frame holds no local: none is needed later.',
    )
  }
  return h(
    'table',
    { class: 'locals' },
    h('caption', {}, 'Frame'),
    h(
      'tbody',
      {},
      ...slots.map(({ slot, name, value }) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, name, h('span', { class: 'number' }, ` ${slot}`)),
          h('td', {}, h('code', {}, value)),
        ),
      ),
    ),
  )
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 48 ? `${line.slice(0, 47)}…` : line
}
