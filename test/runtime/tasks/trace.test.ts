/** The trace of a run, in the format of Chrome's viewer. */
import { expect, it } from 'vitest'
import {
  createTask,
  Future,
  gather,
  getEventLoop,
  sleep,
  startTrace,
  Task,
  type TraceEvent,
} from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

it(
  'writes spans, steps and who woke whom, as Chrome’s trace format has them',
  virtual(async ({ idle }) => {
    const before = Task.prototype._run
    const trace = startTrace()
    const open = new Future<void>()
    const reader = createTask(async () => await open, { name: 'reader' })
    const writer = createTask(
      async () => {
        await sleep(5)
        open.setResult()
      },
      { name: 'writer' },
    )
    const failing = createTask(
      async () => {
        await sleep(1)
        throw new Error('x')
      },
      { name: 'failing' },
    )
    const stuck = createTask(async () => new Future<void>(), { name: 'stuck' })
    await gather([reader, writer, failing], { returnExceptions: true })
    getEventLoop().callSoon(function plain() {})
    const chain = createTask(() => sleep(1)).then(function reacts() {})
    await chain
    await idle()
    const { traceEvents } = JSON.parse(trace.stop()) as { traceEvents: TraceEvent[] }
    stuck.cancel()
    const of = (ph: string) => traceEvents.filter((event) => event.ph === ph)
    const ends = Object.fromEntries(of('e').map(({ name, args }) => [name.split(' ')[0], args!.end]))
    expect(ends).toMatchObject({ reader: 'done', writer: 'done', failing: 'failed', stuck: 'still waiting' })
    // Each begin has its end, under the same id, name and category, and not before it.
    for (const begin of of('b')) {
      const [end, ...more] = of('e').filter(({ id }) => id === begin.id)
      expect([end!.name, end!.cat, end!.ts >= begin.ts, more]).toEqual([begin.name, begin.cat, true, []])
    }
    // An arrow starts inside a step and ends at one of a task that it woke.
    expect(of('f').length).toBeGreaterThan(0)
    expect(of('s').length).toBe(of('f').length)
    for (const arrow of of('f')) {
      const [start] = of('s').filter(({ id }) => id === arrow.id)
      expect(of('X').some(({ ts, dur }) => ts <= start!.ts && start!.ts <= ts + dur!)).toBe(true)
      expect(of('X').some(({ ts }) => ts === arrow.ts)).toBe(true)
    }
    expect(of('X').map(({ name }) => name)).toEqual(expect.arrayContaining(['callback plain', 'callback reacts']))
    for (const { pid, tid, ts, name } of traceEvents)
      expect([pid, tid, ts >= 0, name !== '']).toEqual([1, 1, true, true])
    expect(Task.prototype._run).toBe(before)
    // The step that stopped it is written down when it ends.
    await sleep(1)
    const count = trace.events.length
    await sleep(1)
    expect(trace.events.length).toBe(count)
  }),
)
