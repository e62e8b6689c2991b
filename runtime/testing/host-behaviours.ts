import { EventLoop } from '../loop/event-loop.js'
import { block } from '../core/block.js'
import { Future } from '../core/future.js'
import { enter, newLoop } from '../core/running.js'
import { bareHost } from '../hosts/bare-host.js'
import type { Host } from '../hosts/host.js'
import { chooseHost, unplugged } from '../hosts/choose.js'

/** What every host must give to the loop, as checks that any test runner can run. */
export interface HostBehaviour {
  name: string
  /** Fails when the host does not behave. */
  run(): Future<void>
}

type Check = (loop: EventLoop, log: unknown[], end: () => void) => unknown[]

/**
 * The conformance suite of hosts: for each behaviour a loop of its own on
 * `newHost()`. The host runs it; hosts that block are run by `wait`.
 */
export function hostBehaviours(newHost: () => Host): HostBehaviour[] {
  const list: HostBehaviour[] = []
  for (let i = 0; i < checks.length; i++) {
    const name = checks[i][0]
    list.push({ name, run: () => perform(newHost(), name, checks[i][1]) })
  }
  return list
}

/** A host as this machine would have it: what `hostBehaviours` is given where nothing else is said. */
export function machineHost(): Host {
  const host = chooseHost()
  return host === unplugged ? bareHost() : host
}

/** A list, because `for in` has an order of its own on some engines. */
const checks: [string, Check][] = [
  [
    'calls what is ready in order, what that makes ready after it',
    (loop, log, end) => {
      loop.callSoon(() => {
        log.push('a')
        loop.callSoon(() => {
          log.push('c')
          end()
        })
      })
      loop.callSoon(() => log.push('b'))
      return ['a', 'b', 'c']
    },
  ],

  [
    'never calls what was cancelled',
    (loop, log, end) => {
      const first = loop.callSoon(() => log.push('never'))
      loop.callSoon(() => {
        second.cancel()
        timer.cancel()
      })
      const second = loop.callSoon(() => log.push('never'))
      const timer = loop.callLater(1, () => log.push('never'))
      loop.callLater(5, end)
      first.cancel()
      return []
    },
  ],

  [
    'fires timers by deadline, equal ones in order, none early',
    (loop, log, end) => {
      const start = loop.time()
      const due = start + 6
      loop.callAt(due, () => log.push('b'))
      loop.callAt(due, () => log.push('c'))
      loop.callAt(start + 2, () => log.push('a', loop.time() >= start + 1))
      loop.callAt(start + 20, () => {
        log.push(loop.time() >= start + 19)
        end()
      })
      return ['a', true, 'b', 'c', true]
    },
  ],

  [
    'has a clock that never goes back',
    (loop, log, end) => {
      let last = loop.time()
      let rounds = 0
      loop.callSoon(function look() {
        const now = loop.time()
        if (now < last) log.push('back')
        last = now
        if (++rounds < 500) loop.callSoon(look)
        else end()
      })
      return []
    },
  ],

  [
    'wakes for an earlier timer than the one it sleeps for',
    (loop, log, end) => {
      const late = loop.callLater(200_000, () => log.push('never'))
      loop.callSoon(() => {
        loop.callLater(2, () => {
          log.push('early')
          late.cancel()
          end()
        })
      })
      return ['early']
    },
  ],

  [
    'carries on when a callback throws',
    (loop, log, end) => {
      loop.setExceptionHandler(({ error }) => log.push((error as Error).message))
      loop.callSoon(() => {
        throw new Error('told')
      })
      loop.callSoon(() => {
        log.push('on')
        end()
      })
      return ['told', 'on']
    },
  ],

  [
    'lets timers through a queue that refills itself',
    (loop, log, end) => {
      let over = false
      loop.callLater(1, () => {
        log.push('timer')
        over = true
        end()
      })
      const until = loop.time() + 2000
      loop.callSoon(function again() {
        // Simulated time stands still while there is work.
        if (!over && (loop._state._host.wait === null ? loop.time() < until : log.length === 0 && ++rounds < 5000)) {
          loop.callSoon(again)
        }
      })
      let rounds = 0
      return ['timer']
    },
  ],
]

function perform(host: Host, name: string, check: Check): Future<void> {
  const outer = enter(newLoop(host))
  const state = enter(outer)
  const loop = new EventLoop(state)
  const result = new Future<void>()
  const log: unknown[] = []
  let expected: unknown[] | null = null

  function end(): void {
    // The loop of the test, not the one under test, tells the result.
    const inner = enter(outer)
    if (String(log) === String(expected)) result.setResult(void 0)
    else
      result.setException(
        new Error('This host does not behave: it ' + name + '. Got ' + log + ' for ' + expected + '.'),
      )
    enter(inner)
  }

  expected = check(loop, log, end)
  // Inside the loop of the test, which a program could not do.
  if (host.wait !== null) block(state, host.wait)
  return result
}
