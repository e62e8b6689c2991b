/** Loops that somebody else calls, and the page's, through the suite of hosts. */
import { describe, expect, it } from 'vitest'
import { createTask, newEventLoop, Runner, sleep } from '../../../runtime/index.js'
import { browserHost } from '../../../runtime/hosts/browser.js'
import { guestHost } from '../../../runtime/hosts/guest.js'
import { hostBehaviours } from '../../../runtime/testing/index.js'

/** A foreign loop that calls its guest every four milliseconds until it is stopped. */
function withFrames(): { newHost: () => ReturnType<typeof guestHost>; stop: () => void } {
  const hosts: ReturnType<typeof guestHost>[] = []
  const timer = setInterval(() => hosts.forEach((host) => host.tick(4)), 4)
  return {
    newHost() {
      const host = guestHost()
      hosts.push(host)
      return host
    },
    stop: () => clearInterval(timer),
  }
}

describe('a guest of another loop', () => {
  const { newHost, stop } = withFrames()
  for (const { name, run } of hostBehaviours(newHost)) it(name, () => run().toPromise())
  it('is left by the other loop', stop)

  it('runs nothing but inside a tick, promises of the engine included', async () => {
    const log: string[] = []
    const host = guestHost()
    const loop = newEventLoop(host)
    const task = loop.createTask(async () => {
      log.push('started')
      await Promise.resolve()
      log.push('resolved')
      await sleep(5)
      log.push('slept')
      return 'done'
    })
    await pause(10)
    expect(log).toEqual([])
    expect(host.tick()).toBe(Infinity)
    expect(log).toEqual(['started'])
    await pause(10)
    expect(log).toEqual(['started'])
    const delay = host.tick()
    expect([log.at(-1), delay > 0 && delay <= 5]).toEqual(['resolved', true])
    await pause(10)
    expect([host.tick(), log.at(-1), task.result()]).toEqual([Infinity, 'slept', 'done'])
  })

  it('gives the thread back when the budget is spent, and says that it wants more', () => {
    let time = 0
    const wanted: number[] = []
    const host = guestHost({ now: () => time, wake: (delay) => wanted.push(delay) })
    const loop = newEventLoop(host)
    let rounds = 0
    loop.callSoon(function again() {
      time += 0.1
      if (++rounds < 1000) loop.callSoon(again)
    })
    expect(wanted).toEqual([0])
    expect(host.tick(10)).toBe(0)
    expect(time).toBeGreaterThanOrEqual(10)
    expect(time).toBeLessThan(14)
    loop.callLater(50, () => {})
    while (host.tick(10) === 0);
    expect([rounds, Math.round(host.tick())]).toEqual([1000, Math.round(time === 100 ? 50 : host.tick())])
  })

  it('throws out of the tick what nobody has looked at, and refuses wrong use', async () => {
    const host = guestHost()
    new Runner({ host }).getLoop().createTask(async () => {
      throw new Error('lost')
    })
    let thrown: unknown
    for (let i = 0; i < 5 && !thrown; i++) {
      try {
        host.tick()
      } catch (error) {
        thrown = error
      }
    }
    expect((thrown as Error).message).toBe('lost')
    expect(() => host.tick(-1)).toThrow('got -1')
    const loop = newEventLoop(host)
    loop.setExceptionHandler(({ error }) => {
      thrown = error
    })
    loop.callSoon(() => host.tick())
    host.tick()
    expect((thrown as Error).message).toContain('inside a tick')
  })
})

describe('the host of a page, on Node', () => {
  for (const { name, run } of hostBehaviours(browserHost)) it(name, () => run().toPromise())
})

it('tasks of a guest are cancelled like any', async () => {
  const host = guestHost()
  const loop = newEventLoop(host)
  const log: string[] = []
  const task = loop.createTask(async () => {
    try {
      await createTask(() => sleep(1000))
    } finally {
      log.push('cleaned')
    }
  })
  host.tick()
  task.cancel()
  host.tick()
  expect([log, task.cancelled()]).toEqual([['cleaned'], true])
})

function pause(delay: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, delay))
}
