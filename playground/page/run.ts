/** The lower pane: run, pause, step, cancel; tasks, frame and console. */

import type {
  LoweredFunction,
  Pace,
  PlannedCancel,
  Program,
  RunnerReport,
  RunnerRequest,
  RunStatus,
} from '../messages.js'
import { checked, get, h, setChecked } from './dom.js'
import { showFrame } from './frame.js'
import type { Light } from './light.js'
import { round, Timeline, type Axis, type Chosen } from './timeline.js'
import { Trace, type Row } from './trace.js'
import { waitBefore } from './why.js'

export interface Settings {
  pace: Pace
  seed: number
}

export interface RunPane {
  offer(program: Program | undefined, functions: LoweredFunction[], source: string): void
  /** The source has changed: what is shown was run before. */
  outdate(): void
  run(): void
  settings(): Settings
  set(settings: Partial<Settings>): void
}

/** A program and what the compiler said of it: what is running may be older than what is written. */
interface Compiled {
  program: Program
  functions: LoweredFunction[]
  source: string
}

/** How long a program may go on without a word before it is said to be busy. */
const PATIENCE = 2000

/** `compiled` calls back once what is written is what was compiled. */
export function openRun(light: Light, compiled: (action: () => void) => void): RunPane {
  const [start, pause, step, stop] = ['start', 'pause', 'step', 'stop'].map((id) => get<HTMLButtonElement>(id)) as [
    HTMLButtonElement,
    HTMLButtonElement,
    HTMLButtonElement,
    HTMLButtonElement,
  ]
  const seed = get<HTMLInputElement>('seed')
  const status = get('status')
  const clock = get('clock')
  const outdated = get('outdated')
  const said = get('said')
  const pace = () => Number(checked('pace')) as Pace
  const output = get('console')
  const lines = output.firstElementChild!
  const frame = get('frame')
  const hint = get('timeline-hint')
  const timeline = new Timeline(get('timeline'), {
    choose,
    cancel,
    enter: () => frame.querySelector('button')?.focus(),
    zoomed: (is) => (get<HTMLButtonElement>('unzoom').disabled = !is),
  })

  let offered: Compiled | undefined
  let running: Compiled | undefined
  let worker: Worker | undefined
  let trace = new Trace()
  let state: RunStatus | undefined
  let cancels: PlannedCancel[] = []
  let chosen: Chosen | undefined
  /** What the open frame was drawn from. */
  let drawn = ''
  let printed = 0
  let heard = 0
  /** Who runs has asked for this axis, or it is the one that shows something. */
  let axis: Axis | undefined

  start.addEventListener('click', () => compiled(run))
  stop.addEventListener('click', () => end(`Stopped at ${round(trace.now)} ms`))
  step.addEventListener('click', () => (isLive() ? send({ is: 'step' }) : compiled(() => run(true))))
  pause.addEventListener('click', () => send({ is: state === 'running' || state === 'idle' ? 'pause' : 'resume' }))
  seed.addEventListener('change', () => compiled(run))
  get('pace').addEventListener('change', () => compiled(run))
  get('reseed').addEventListener('click', () => {
    seed.value = String(1 + Math.floor(Math.random() * 9999))
    compiled(run)
  })
  get('unzoom').addEventListener('click', () => timeline.zoom(undefined))
  for (const input of document.querySelectorAll<HTMLInputElement>('#axis input')) {
    input.addEventListener('change', () => {
      axis = input.value as Axis
      timeline.setAxis(axis)
    })
  }
  get('stage').addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || frame.hidden) return
    close()
    get('timeline').focus()
  })
  setInterval(look, 100)

  function run(paused = false, planned: PlannedCancel[] = []): void {
    if (!offered) return
    worker?.terminate()
    running = offered
    cancels = planned
    trace = new Trace()
    state = paused ? 'paused' : 'running'
    chosen = undefined
    drawn = ''
    printed = 0
    heard = performance.now()
    status.textContent = paused ? 'Paused' : 'Running'
    clock.textContent = outdated.textContent = said.textContent = ''
    lines.replaceChildren()
    frame.hidden = true
    hint.textContent = ''
    timeline.show(trace, true)
    worker = new Worker(new URL('../runner/worker.ts', import.meta.url), { type: 'module' })
    const mine = worker
    worker.onmessage = ({ data }: MessageEvent<RunnerReport>) => {
      if (mine === worker) hear(data)
    }
    worker.onerror = () => {
      if (mine === worker) end('The program’s thread did not start. Reload the page to try again.')
    }
    const { program } = running
    send({ is: 'start', program, pace: pace(), seed: Number(seed.value) || 0, paused, cancels })
    buttons()
  }

  function hear(report: RunnerReport): void {
    heard = performance.now()
    trace.now = Math.max(trace.now, report.now)
    if (report.is === 'events') for (const event of report.events) trace.add(event)
    else if (report.is === 'status') state = report.status
    if (report.is === 'status' || state === 'running') tell(report)
    buttons()
    showAxis()
    timeline.show(trace, isLive())
    hint.textContent = trace.rows().length === 0 && !isLive() ? 'No task was made: nothing in this program waits.' : ''
    print()
    if (chosen) choose(chosen)
  }

  function tell(report: RunnerReport): void {
    const text = report.is === 'status' ? sentence(report) : 'Running'
    // Told again, it would be read out again.
    if (status.textContent !== text) status.textContent = text
    clock.textContent = state === 'running' ? `at ${Math.round(trace.now)} ms` : ''
    if (report.is !== 'events' || pace() === 0) return
    for (const event of report.events) {
      const row = event.is === 'cancel' ? trace.row(event.task) : undefined
      const cancel = row?.cancels.at(-1)
      if (row && cancel) said.textContent = cancelled(row, cancel)
    }
  }

  function cancelled(row: Row, { by, reason, time }: Row['cancels'][number]): string {
    const who = by ? `${trace.row(by)?.name} ${by}` : reason || 'the loop'
    return `${row.name} ${row.task} was cancelled by ${who} at ${round(time)} milliseconds.`
  }

  /** While it runs, the clock goes on between two events; and a thread that never waits does not answer. */
  function look(): void {
    if (!worker || state !== 'running') return
    if (performance.now() - heard > PATIENCE) {
      const text = 'Busy: it has not waited for a while, so nothing else has its turn. Stop ends it.'
      if (status.textContent !== text) status.textContent = text
      clock.textContent = ''
    } else send({ is: 'ping' })
  }

  /** Where no time passes there is nothing to see but the order. */
  function showAxis(): void {
    const shown = axis ?? (trace.now === 0 && !isLive() && trace.rows().length > 0 ? 'step' : 'time')
    setChecked('axis', shown)
    timeline.setAxis(shown)
  }

  function sentence({ status, now, waiting }: Extract<RunnerReport, { is: 'status' }>): string {
    const at = `${round(now)} ms`
    const rows = trace.rows()
    const ended = (how: string) => rows.filter(({ end }) => end?.how === how).length
    const others = (['cancelled', 'failed'] as const).filter(ended).map((how) => `${ended(how)} ${how}`)
    const tasks = `${count(rows.length, 'task')}${others.length ? ` (${others.join(', ')})` : ''}`
    const steps = count(trace.last.step, 'step')
    switch (status) {
      case 'running':
        return 'Running'
      case 'paused':
        return `Paused at ${at}, step ${trace.last.step}`
      case 'full':
        return `Held at ${at} after ${steps}: it may never end`
      case 'done':
        return `Done at ${at}: ${tasks}, ${steps}`
      case 'idle':
        return `At ${at} nothing is ready and no timer runs: ${waiting} still ${waiting === 1 ? 'waits' : 'wait'}`
    }
  }

  function print(): void {
    const atEnd = output.scrollTop + output.clientHeight >= output.scrollHeight - 24
    for (; printed < trace.lines.length; printed++) {
      const { time, task, level, text } = trace.lines[printed]!
      const row = trace.row(task)
      lines.append(
        h(
          'li',
          { class: level },
          h('span', { class: 'when', title: row && `${row.name} #${row.task}` }, `${Math.round(time)}`),
          h('span', { class: 'text' }, text),
        ),
      )
    }
    if (atEnd) output.scrollTop = output.scrollHeight
  }

  function isLive(): boolean {
    return worker !== undefined && state !== 'done'
  }

  function buttons(): void {
    start.disabled = step.disabled = !offered
    stop.disabled = !isLive()
    pause.disabled = !isLive()
    pause.textContent = state === 'paused' || state === 'full' ? 'Resume' : 'Pause'
    step.disabled = !offered || (isLive() && state === 'running')
    outdated.classList.toggle('bad', !offered)
  }

  function end(text: string): void {
    worker?.terminate()
    worker = undefined
    status.textContent = text
    clock.textContent = ''
    buttons()
    timeline.show(trace, false)
  }

  function choose(next: Chosen): void {
    chosen = next
    const { span, time } = next
    const row = trace.row(span.task)!
    const fn = running?.functions[row.index]
    const pending = isLive() && !row.end
    // Drawn anew, it would take the focus from its buttons.
    const now = [span.task, span.from.step, time, span.to?.step, row.end?.step, row.cancels.length, pending].join()
    if (now === drawn) return
    drawn = now
    // Only a clock of our own runs the same way twice.
    const replays = !pending && pace() === 0
    const impossible =
      running?.program.semantics === 'promise'
        ? 'Promises cannot be cancelled: that is what the profile task is for.'
        : 'To cancel it after the fact, choose the clock “at once”: then a run can be repeated.'
    const possible = running?.program.semantics === 'task' && (pending || replays)
    const focused = frame.contains(document.activeElement) ? document.activeElement!.className : ''
    frame.hidden = false
    frame.replaceChildren(
      ...showFrame(trace, next, fn, running?.source ?? '', {
        close() {
          close()
          get('timeline').focus()
        },
        cancel: possible ? () => cancel(span.task, time) : impossible,
        replays,
      }),
    )
    if (focused) (frame.querySelector<HTMLElement>(`[class="${focused}"]`) ?? frame.querySelector('button'))?.focus()
    const until = span.to ? `to ${round(span.to.time)}` : 'until now'
    said.textContent = `${row.name} ${row.task}: ${span.label}, from ${round(span.from.time)} ${until} milliseconds`
    const block = fn?.blocks.find((each) => each.state === span.state)
    if (!fn || !block || running?.source !== offered?.source) return
    light.choose({ index: row.index, block: (waitBefore(fn, block) ?? block).name, by: 'timeline' })
  }

  function close(): void {
    chosen = undefined
    drawn = ''
    frame.hidden = true
    timeline.release()
    light.choose(undefined)
  }

  function cancel(task: number, time: number): void {
    const row = trace.row(task)
    if (!row) return
    if (isLive() && !row.end) send({ is: 'cancel', task: row.task })
    else if (pace() === 0) run(false, [...cancels, { task: row.task, time }])
  }

  function send(request: RunnerRequest): void {
    worker?.postMessage(request)
  }

  return {
    offer(program, functions, source) {
      offered = program && { program, functions, source }
      if (!offered) outdated.textContent = 'Mend what is marked in the source to run it.'
      else if (running) outdated.textContent = running.source === source ? '' : CHANGED
      else outdated.textContent = ''
      buttons()
    },
    outdate() {
      if (running && offered) outdated.textContent = CHANGED
    },
    run,
    settings: () => ({ pace: pace(), seed: Number(seed.value) || 0 }),
    set(settings) {
      if (settings.pace !== undefined) setChecked('pace', String(settings.pace))
      if (settings.seed !== undefined) seed.value = String(settings.seed)
    },
  }
}

const CHANGED = 'The source has changed since.'

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
