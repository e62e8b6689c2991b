/** Scopes and timeouts: what is cancelled, for how long, and by whom. */
import { expect, it } from 'vitest'
import {
  CancelledError,
  CancelScope,
  createTask,
  Future,
  isCancelled,
  moveOnAfter,
  sleep,
  Task,
  taskGroup,
  timeout,
  TimeoutError,
  waitFor,
  yieldNow,
} from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

it(
  'throws again at each await until the scope ends',
  virtual(async ({ log, now }) => {
    const result = await moveOnAfter(10, async () => {
      for (let i = 0; i < 3; i++) {
        try {
          await sleep(1000)
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error
          log.push('absorbed at ' + now())
        }
      }
      return 'out of the loop'
    })
    expect(result).toBe('out of the loop')
    expect(log).toEqual(['absorbed at 10', 'absorbed at 10', 'absorbed at 10'])
  }),
)

it(
  'ends what has absorbed its cancel at the end of the grace period at the latest',
  virtual(async ({ log, now }) => {
    const error = await timeout(
      10,
      async () => {
        try {
          await sleep(1000)
        } catch (error) {
          if (error instanceof CancelledError) log.push('absorbed at ' + now())
        }
        await sleep(100_000)
        log.push('never')
      },
      { grace: 100 },
    ).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(log).toEqual(['absorbed at 10'])
    expect(now()).toBe(110)
  }),
)

it(
  'lets a finally complete, calls within it too',
  virtual(async ({ log, now }) => {
    async function rollback() {
      await sleep(20)
      await sleep(20)
      log.push('rolled back at ' + now())
    }
    const error = await timeout(10, async () => {
      try {
        await sleep(1000)
      } finally {
        await sleep(5)
        await rollback()
        await sleep(5)
        log.push('left at ' + now())
      }
    }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(log).toEqual(['rolled back at 55', 'left at 60'])
  }),
)

it(
  'ends the cleanup when its grace period is over',
  virtual(async ({ log, now }) => {
    const error = await timeout(
      10,
      async () => {
        try {
          await sleep(1000)
        } finally {
          try {
            await sleep(100_000)
            log.push('never')
          } finally {
            log.push('cut off at ' + now())
            await sleep(10).then(null, () => log.push('and again at ' + now()))
          }
        }
      },
      { grace: 200 },
    ).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(log[0]).toBe('cut off at 210')
    expect(now()).toBe(210)
  }),
)

it(
  'reaches calls inside that have absorbed it',
  virtual(async ({ log, now }) => {
    async function stubborn() {
      for (;;) {
        try {
          await sleep(50)
        } catch (error) {
          if (isCancelled(error)) log.push('inner ' + now())
          if (log.length > 2) throw error
        }
      }
    }
    expect(await moveOnAfter(10, () => stubborn(), 'moved on')).toBe('moved on')
    expect(log).toEqual(['inner 10', 'inner 10', 'inner 10'])
  }),
)

it(
  'is itself again when the scope has ended',
  virtual(async ({ now }) => {
    const scope = new CancelScope()
    const result = await scope.run(async () => {
      scope.cancel('enough')
      try {
        await sleep(100)
      } catch (error) {
        if (error instanceof CancelledError) return 'absorbed'
      }
      return 'slept'
    })
    expect(result).toBe('absorbed')
    await sleep(10)
    expect(now()).toBe(10)
    expect(() => scope.run(() => 1)).toThrow('runs once')
  }),
)

it(
  'ends a cleanup at the second cancel',
  virtual(async ({ log, idle, now }) => {
    const task = createTask(async () => {
      try {
        await sleep(1000)
      } finally {
        await sleep(1000)
        log.push('never')
      }
    })
    await idle()
    task.cancel()
    await idle()
    expect(task.done()).toBe(false)
    task.cancel()
    await idle()
    expect(task.cancelled()).toBe(true)
    expect([log, now()]).toEqual([[], 0])
  }),
)

it(
  'groups: waits for all, cancels on the first error',
  virtual(async ({ log, now }) => {
    const value = await taskGroup(async (group) => {
      group.createTask(() => sleep(30).then(() => log.push('a')))
      await sleep(1)
      group.createTask(() => sleep(50).then(() => log.push('b')))
      return 'body'
    })
    expect([value, log, now()]).toEqual(['body', ['a', 'b'], 51])
    const error = await taskGroup(async (group) => {
      group.createTask(async () => {
        await sleep(5)
        throw new Error('one')
      })
      group.createTask(async () => {
        try {
          await sleep(1000)
        } finally {
          await sleep(3)
          log.push('cleaned')
        }
      })
      await sleep(1000)
    }).catch((error: unknown) => error)
    expect((error as AggregateError).errors.map(String)).toEqual(['Error: one'])
    expect(log[2]).toBe('cleaned')
    expect(now()).toBe(59)
  }),
)

it(
  'waitFor gives the value back that came with the deadline',
  virtual(async () => {
    const value = new Future<number>()
    const task = createTask(() => waitFor(value, 10))
    await yieldNow()
    await yieldNow()
    value.setResult(5)
    await sleep(20)
    expect(await task).toBe(5)
    expect(task).toBeInstanceOf(Task)
  }),
)
