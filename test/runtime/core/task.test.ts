/** Tasks from the ABI up: frames written by hand, as they are emitted. */
import { expect, it } from 'vitest'
import { task } from '../../../runtime/frame.js'
import {
  CancelledError,
  createTask,
  currentTask,
  Future,
  InvalidStateError,
  sleep,
  Task,
} from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

interface Frame {
  a: unknown
  b: unknown
  sent: unknown
  handler: number
  wait(value: unknown, at: number): boolean
}

/** async function pause(value) { return await value } */
const pause = (value: unknown) => task(pauseStep, value)
function pauseStep(frame: Frame, at: number): unknown {
  switch (at) {
    case 0:
      if (frame.wait(frame.a, 1)) return
    case 1:
      return frame.sent
  }
}

/** async function down(n) { return n === 0 ? 0 : 1 + (await down(n - 1)) } */
const down = (n: number) => task(downStep, n)
function downStep(frame: Frame, at: number): unknown {
  switch (at) {
    case 0:
      if (frame.a === 0) return 0
      if (frame.wait(down((frame.a as number) - 1), 1)) return
    case 1:
      return 1 + (frame.sent as number)
  }
}

/** async function guard(log, value) { try { await value; log.push('on') } catch (e) { log.push(e); throw e } } */
const guard = (log: unknown[], value: unknown) => task(guardStep, log, value)
function guardStep(frame: Frame, at: number): unknown {
  switch (at) {
    case 0:
      frame.handler = 2
      if (frame.wait(frame.b, 1)) return
    case 1:
      frame.handler = 0
      ;(frame.a as unknown[]).push('on')
      return 'end'
    case 2:
      ;(frame.a as unknown[]).push(frame.sent)
      throw frame.sent
  }
}

it(
  'runs to its first await and returns there',
  virtual(async ({ log, idle }) => {
    const call = pause(1)
    expect(call.done()).toBe(false)
    call.then((value) => log.push(value))
    log.push('caller')
    await idle()
    expect(log).toEqual(['caller', 1])
  }),
)

it(
  'is a Promise to instanceof and to native await',
  virtual(async () => {
    const call = pause(7)
    expect(call instanceof Promise).toBe(true)
    expect(call instanceof Task).toBe(true)
    expect(call instanceof Future).toBe(true)
    expect(await call).toBe(7)
    expect(await Promise.resolve(pause(8))).toBe(8)
    expect(await pause(Promise.resolve(9))).toBe(9)
  }),
)

it(
  'stands where the types ask for a Promise',
  virtual(async () => {
    const future = new Future<number>()
    const promises: Promise<number>[] = [future, createTask(async () => 2)]
    future.setResult(1)
    expect(await Promise.all(promises)).toEqual([1, 2])
    expect(future[Symbol.toStringTag]).toBe('Promise')
  }),
)

it(
  'adopts a thenable that is returned',
  virtual(async () => {
    expect(await task(() => Promise.resolve(3))).toBe(3)
    expect(await task(() => pause(4))).toBe(4)
    await expect(task(() => Promise.reject(new Error('no'))).toPromise()).rejects.toThrow('no')
  }),
)

it(
  'nests a million awaits',
  virtual(async () => {
    expect(await down(1_000_000)).toBe(1_000_000)
  }),
)

it(
  'lets others run after 1,024 awaits that did not wait',
  virtual(async ({ log, idle }) => {
    const spin = (frame: Frame, at: number): unknown => {
      for (;;)
        switch (at) {
          case 0:
            frame.b = 0
          case 1:
            if ((frame.b as number) >= 3000) return log.push('spun')
            ;(frame.b as number)++
            if (frame.wait(0, 1)) return
            at = 1
        }
    }
    task(spin)
    createTask(() => log.push('other'))
    await idle()
    expect(log).toEqual(['other', 'spun'])
  }),
)

it(
  'throws the error of what it awaits at the await',
  virtual(async ({ log }) => {
    const error = new Error('bad')
    const failing = task(() => {
      throw error
    })
    await expect(guard(log, failing).toPromise()).rejects.toBe(error)
    expect(log).toEqual([error])
  }),
)

it(
  'hands a cancel to what it awaits, and gets it at the await',
  virtual(async ({ log, idle }) => {
    const future = new Future()
    const call = guard(log, future)
    expect(call.cancel('why')).toBe(true)
    expect(future.cancelled()).toBe(true)
    expect(call.done()).toBe(false)
    await idle()
    expect(call.cancelled()).toBe(true)
    expect(log[0]).toBeInstanceOf(CancelledError)
    expect((log[0] as Error).message).toBe('why')
    expect(call.cancel()).toBe(false)
  }),
)

it(
  'cancels inwards through a hundred thousand tasks',
  virtual(async ({ idle }) => {
    let call: unknown = new Future()
    const inner = call as Future<unknown>
    for (let i = 0; i < 100_000; i++) call = pause(call)
    ;(call as Task).cancel()
    await idle()
    expect(inner.cancelled()).toBe(true)
    expect((call as Task).cancelled()).toBe(true)
  }),
)

it(
  'never starts when cancelled before its first step',
  virtual(async ({ log, idle }) => {
    const call = createTask(() => log.push('started'))
    call.cancel()
    await idle()
    expect(log).toEqual([])
    expect(call.cancelled()).toBe(true)
  }),
)

it(
  'cancelled by itself, is told at its next await',
  virtual(async ({ log, idle }) => {
    const call = task((frame: Frame, at: number): unknown => {
      switch (at) {
        case 0:
          if (frame.wait(0, 1)) return
        case 1:
          call.cancel()
          log.push('on')
          if (frame.wait(0, 2)) return
        case 2:
          log.push('never')
      }
    })
    await idle()
    expect(log).toEqual(['on'])
    expect(call.cancelled()).toBe(true)
  }),
)

it(
  'cancelled in the step that returns, ends cancelled',
  virtual(async ({ idle }) => {
    const call = task((frame: Frame, at: number): unknown => {
      if (at === 0 && frame.wait(0, 1)) return
      call.cancel()
      return 'value'
    })
    await idle()
    expect(call.cancelled()).toBe(true)
  }),
)

it(
  'takes a cancel back that was not delivered yet',
  virtual(async () => {
    const call = pause(5)
    call.cancel()
    expect(call.cancelling()).toBe(1)
    expect(call.uncancel()).toBe(0)
    expect(await call).toBe(5)
  }),
)

it(
  'catches the cancel and returns: not cancelled',
  virtual(async ({ idle }) => {
    const call = task((frame: Frame, at: number): unknown => {
      switch (at) {
        case 0:
          frame.handler = 2
          if (frame.wait(new Future(), 1)) return
        case 1:
          return 'no'
        case 2:
          return 'caught'
      }
    })
    call.cancel()
    await idle()
    expect(call.result()).toBe('caught')
    expect(call.cancelling()).toBe(1)
  }),
)

it(
  'gives a result back that was granted before the cancel',
  virtual(async ({ log, idle }) => {
    const future = new Future<string>({ reclaim: (value) => log.push('reclaimed ' + value) })
    const call = pause(future)
    future.setResult('item')
    call.cancel()
    await idle()
    expect(call.cancelled()).toBe(true)
    expect(log).toEqual(['reclaimed item'])
  }),
)

it(
  'refuses to await itself, and to be given a result',
  virtual(async () => {
    const call: Task = task((frame: Frame, at: number): unknown => {
      if (at === 0) return void frame.wait(0, 1)
      if (frame.wait(call, 2)) return
    })
    await expect(call.toPromise()).rejects.toThrow(TypeError)
    expect(() => pause(1).setResult(1)).toThrow(TypeError)
    expect(() => pause(1).result()).toThrow(InvalidStateError)
  }),
)

it(
  'knows which task is running',
  virtual(async ({ log, idle }) => {
    const note = (frame: Frame, at: number): unknown => {
      log.push(currentTask() === (frame as unknown))
      if (at < 2 && frame.wait(at === 0 ? sleep(5) : 0, at + 1)) return
      log.push(currentTask() === (frame as unknown))
    }
    task(note)
    task(note)
    expect(currentTask()).toBe(null)
    await idle()
    expect(log).toEqual([true, true])
  }),
)

it(
  'reports a failure that nobody looked at, once',
  virtual(async ({ errors, idle }) => {
    const error = new Error('lost')
    task(() => {
      throw error
    })
    const kept = task(() => {
      throw new Error('looked at')
    })
    kept.exception()
    await idle()
    await idle()
    expect(errors.splice(0)).toEqual([error])
  }),
)

it('is shown as promises are, whatever it waits for', () => {
  const never = task((frame: Frame, at: number) => void (at === 0 && frame.wait(new Promise(() => {}), 1)))
  expect(JSON.stringify({ never })).toBe('{"never":{}}')
})
