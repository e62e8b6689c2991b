/** The program's thread: a fresh one for each run, ended from outside when it has to be. */

import { given, replaceGlobals } from './globals.js'
import type { Level, PlannedCancel, Program, RunnerReport, RunnerRequest, TraceEvent } from '../messages.js'

const port = globalThis as unknown as {
  onmessage: (event: MessageEvent<RunnerRequest>) => void
  postMessage(message: RunnerReport): void
}

type Controls = Exclude<RunnerRequest, { is: 'start' }>
/** What is asked for before the runtime is there waits for it. */
let started: Promise<(request: Controls) => void>

port.onmessage = async ({ data }) => {
  if (data.is === 'start') started = start(data)
  else (await started)(data)
}

/** Events that may be told before the run is held: more than anybody looks at in one picture. */
const LIMIT = 4000

async function start({
  program,
  pace,
  seed,
  paused,
  cancels,
}: Extract<RunnerRequest, { is: 'start' }>): Promise<(request: Controls) => void> {
  replaceGlobals(seed)
  // Now, and not before: the runtime takes the globals as it finds them.
  const [{ Pump }, { Watch }, { print }, runtime, frame, helpers] = await Promise.all([
    import('./pump.js'),
    import('./watch.js'),
    import('./preview.js'),
    import('../../dist/runtime/index.js'),
    import('../../dist/runtime/frame.js'),
    import('../../dist/runtime/helpers.js'),
  ])

  let step = 0
  let events: TraceEvent[] = []
  let flushing = false
  const pump = new Pump({
    pace,
    seed,
    paused,
    limit: LIMIT,
    told: () => step,
    waiting: () => watch.waiting(),
    report: (error) => log('error', `Nobody looked at this failure: ${print([error], watch.known)}`),
    status(status) {
      flush()
      port.postMessage({ is: 'status', status, now: pump.now(), waiting: watch.waiting() })
    },
  })

  function tell(event: object): void {
    // The event itself is sent: its name may be filled in until then.
    events.push(Object.assign(event, { time: pump.now(), step: ++step }) as TraceEvent)
    if (flushing) return
    flushing = true
    setSoon(flush)
  }
  function flush(): void {
    flushing = false
    if (events.length === 0) return
    watch.settleNames()
    port.postMessage({ is: 'events', events, now: pump.now() })
    events = []
  }
  function log(level: Level, text: string): void {
    tell({ is: 'log', task: watch.current, level, text })
  }

  const watch = new Watch(program, tell)
  given.now = () => pump.now()
  given.later = (callback, delay) => pump.later(callback, delay)
  given.print = (level, values) => log(level, print(values, watch.known))
  globalThis.addEventListener('error', (event) => {
    event.preventDefault()
    log('error', print([event.error ?? event.message], watch.known))
  })
  globalThis.addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    log('error', `Nobody looked at this rejection: ${print([event.reason], watch.known)}`)
  })

  plan(cancels, (task) => cancel(task))
  function cancel(id: number): void {
    const life = watch.lives[id - 1]
    const task = life?.frame as unknown as { cancel?(reason: string): boolean } | undefined
    if (life && !life.ended && typeof task?.cancel === 'function') task.cancel('you')
  }
  function plan(planned: PlannedCancel[], action: (task: number) => void): void {
    for (const { task, time } of planned) pump.later(() => action(task), time)
  }

  const modules: Record<string, object> = {
    globeflower: exported(runtime, (name, value) => (/^[a-z]/.test(name) ? watch.labelled(name, value) : value)),
    'globeflower/frame': exported(frame, (name, value) =>
      /^(task|promise)\d*$/.test(name) ? watch.starting(value) : value,
    ),
    'globeflower/helpers': exported(helpers, (_, value) => value),
  }
  evaluate(program, modules, (error) => log('error', print([error], watch.known)))
  pump.start()

  return (request) => {
    if (request.is === 'cancel') cancel(request.task)
    else if (request.is === 'ping') port.postMessage({ is: 'pong', now: pump.now() })
    else if (request.is === 'step') pump.step()
    else if (request.is === 'pause') pump.pause()
    else pump.resume()
  }
}

function evaluate(program: Program, modules: Record<string, object>, failed: (error: unknown) => void): void {
  const require = (name: string): object => {
    const found = modules[name]
    if (!found) throw new Error(`'${name}' is not here: a program can import only globeflower in the playground.`)
    return found
  }
  try {
    const run = new Function('require', 'exports', `${program.code}\n//# sourceURL=playground.js`) as (
      require: (name: string) => object,
      exports: object,
    ) => void
    run(require, {})
  } catch (error) {
    failed(error)
  }
}

type AnyFunction = (...args: never[]) => unknown

function exported(module: object, change: (name: string, value: AnyFunction) => unknown): object {
  const entries = Object.entries(module).map(([name, value]) => [
    name,
    typeof value === 'function' ? change(name, value as AnyFunction) : value,
  ])
  return Object.assign(Object.fromEntries(entries), { __esModule: true })
}

const setSoon = (() => {
  const channel = new MessageChannel()
  let callback: () => void = () => {}
  channel.port1.onmessage = () => callback()
  return (next: () => void) => {
    callback = next
    channel.port2.postMessage(0)
  }
})()
