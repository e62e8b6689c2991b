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
import { get, h } from './dom.js'
import { showFrame } from './frame.js'
import type { Light } from './light.js'
import { round, Timeline, type Axis, type Chosen } from './timeline.js'
import { Trace } from './trace.js'

export interface Settings {
  pace: Pace
  seed: number
}

export interface RunPane {
  offer(program: Program | undefined, functions: LoweredFunction[], source: string): void
  run(paused?: boolean): void
  stop(): void
  settings(): Settings
  set(settings: Partial<Settings>): void
}

/** A program and what the compiler said of it: what is running may be older than what is written. */
interface Compiled {
  program: Program
  functions: LoweredFunction[]
  source: string
}

export function openRun(light: Light): RunPane {
  const [start, pause, step, stop] = ['start', 'pause', 'step', 'stop'].map((id) => get<HTMLButtonElement>(id)) as [
    HTMLButtonElement,
    HTMLButtonElement,
    HTMLButtonElement,
    HTMLButtonElement,
  ]
  const pace = get<HTMLSelectElement>('pace')
  const seed = get<HTMLInputElement>('seed')
  const status = get('status')
  const output = get<HTMLOListElement>('console')
  const frame = get('frame')
  const hint = get('timeline-hint')
  const timeline = new Timeline(get('timeline'), {
    choose,
    cancel,
    zoomed: (is) => (get<HTMLButtonElement>('unzoom').disabled = !is),
  })

  let offered: Compiled | undefined
  let running: Compiled | undefined
  let worker: Worker | undefined
  let trace = new Trace()
  let state: RunStatus | undefined
  let cancels: PlannedCancel[] = []
  let chosen: Chosen | undefined
  let printed = 0

  start.addEventListener('click', () => run())
  stop.addEventListener('click', end)
  step.addEventListener('click', () => (isLive() ? send({ is: 'step' }) : run(true)))
  pause.addEventListener('click', () => send({ is: state === 'running' || state === 'idle' ? 'pause' : 'resume' }))
  seed.addEventListener('change', () => run())
  pace.addEventListener('change', () => run())
  get('reseed').addEventListener('click', () => {
    seed.value = String(1 + Math.floor(Math.random() * 9999))
    run()
  })
  get('unzoom').addEventListener('click', () => timeline.zoom(undefined))
  for (const input of document.querySelectorAll<HTMLInputElement>('#axis input')) {
    input.addEventListener('change', () => timeline.setAxis(input.value as Axis))
  }

  function run(paused = false, planned: PlannedCancel[] = []): void {
    if (!offered) return
    worker?.terminate()
    running = offered
    cancels = planned
    trace = new Trace()
    state = undefined
    chosen = undefined
    printed = 0
    output.replaceChildren()
    frame.hidden = true
    hint.textContent = ''
    timeline.show(trace, true)
    worker = new Worker(new URL('../runner/worker.ts', import.meta.url), { type: 'module' })
    const mine = worker
    worker.onmessage = ({ data }: MessageEvent<RunnerReport>) => {
      if (mine === worker) hear(data)
    }
    const { program } = running
    send({ is: 'start', program, pace: Number(pace.value) as Pace, seed: Number(seed.value) || 0, paused, cancels })
    buttons()
  }

  function hear(report: RunnerReport): void {
    trace.now = Math.max(trace.now, report.now)
    if (report.is === 'events') for (const event of report.events) trace.add(event)
    else {
      state = report.status
      status.textContent = sentence(report)
      buttons()
    }
    timeline.show(trace, isLive())
    hint.textContent = trace.rows().length === 0 && !isLive() ? 'No task was made: nothing in this program waits.' : ''
    print()
    if (chosen) choose(chosen)
  }

  function sentence({ status, now, waiting }: Extract<RunnerReport, { is: 'status' }>): string {
    const at = `${round(now)} ms`
    const tasks = count(trace.rows().length, 'task')
    const steps = count(trace.last.step, 'step')
    switch (status) {
      case 'running':
        return 'Running'
      case 'paused':
        return `Paused at ${at}`
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
      output.append(
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
  }

  function end(): void {
    worker?.terminate()
    worker = undefined
    status.textContent = `Stopped at ${round(trace.now)} ms`
    buttons()
    timeline.show(trace, false)
  }

  function choose(next: Chosen): void {
    chosen = next
    const { span, time } = next
    const row = trace.row(span.task)!
    const fn = running?.functions[row.index]
    const pending = isLive() && !row.end
    // Only a clock of our own runs the same way twice.
    const replays = !pending && pace.value === '0'
    // Promises cannot be cancelled.
    const possible = running?.program.semantics === 'task' && (pending || replays)
    frame.hidden = false
    frame.replaceChildren(
      ...showFrame(trace, next, fn, running?.source ?? '', {
        close,
        cancel: possible ? () => cancel(span.task, time) : undefined,
        replays,
      }),
    )
    const block = fn?.blocks.find((each) => each.state === span.state)
    const before = fn?.blocks.find(
      (each) => block && each.to.includes(block.name) && each.end.text.startsWith('suspend'),
    )
    if (block && running === offered) light.choose({ index: row.index, block: (before ?? block).name, by: 'timeline' })
  }

  function close(): void {
    chosen = undefined
    frame.hidden = true
    timeline.release()
    light.choose(undefined)
  }

  function cancel(task: number, time: number): void {
    const row = trace.row(task)
    if (!row) return
    if (isLive() && !row.end) send({ is: 'cancel', task: row.task })
    else if (pace.value === '0') run(false, [...cancels, { task: row.task, time }])
  }

  function send(request: RunnerRequest): void {
    worker?.postMessage(request)
  }

  return {
    offer(program, functions, source) {
      offered = program && { program, functions, source }
      buttons()
    },
    run: (paused) => run(paused),
    stop: end,
    settings: () => ({ pace: Number(pace.value) as Pace, seed: Number(seed.value) || 0 }),
    set(settings) {
      if (settings.pace !== undefined) pace.value = String(settings.pace)
      if (settings.seed !== undefined) seed.value = String(settings.seed)
    },
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
