/** Promises that only their `await` sees: cancelled with the task that waits, ready in the loop it waits in. */
import { expect, it } from 'vitest'
import { CancelledError, createTask, Future, moveOnAfter, sleep } from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

async function work(log: unknown[], name: string, ms: number): Promise<string> {
  try {
    await sleep(ms)
    log.push(name + ' done')
    return name
  } finally {
    log.push(name + ' left')
  }
}

it(
  'takes a cancel to the calls that Promise.all waits for, and waits for their end',
  virtual(async ({ log, spawn, idle }) => {
    const task = spawn(async () => {
      try {
        await Promise.all([work(log, 'a', 100), work(log, 'b', 200)])
      } finally {
        log.push('main left')
      }
    })
    await sleep(10)
    task.cancel()
    await idle()
    expect(log).toEqual(['a left', 'b left', 'main left'])
    expect(task.cancelled()).toBe(true)
  }),
)

it(
  'cancels a call that its list names twice',
  virtual(async ({ log, spawn, idle }) => {
    const task = spawn(async () => {
      const twice = work(log, 'twice', 100)
      await Promise.all([twice, twice])
    })
    await sleep(10)
    task.cancel()
    await idle()
    expect(log).toEqual(['twice left'])
  }),
)

it(
  'leaves a call alone that somebody else waits for',
  virtual(async ({ log, spawn, idle }) => {
    const shared = work(log, 'shared', 100)
    const other = spawn(async () => void log.push('other got ' + (await shared)))
    const task = spawn(async () => void (await Promise.all([shared, work(log, 'own', 200)])))
    await sleep(10)
    task.cancel()
    await idle()
    expect(task.cancelled()).toBe(true)
    await other
    expect(log).toEqual(['own left', 'shared done', 'shared left', 'other got shared'])
  }),
)

it(
  'ends race, any and allSettled by a deadline',
  virtual(async ({ log, now }) => {
    await moveOnAfter(10, async () => void (await Promise.race([work(log, 'race', 100), new Future()])))
    await moveOnAfter(10, async () => void (await Promise.any([work(log, 'any', 100), new Future()])))
    await moveOnAfter(10, async () => void (await Promise.allSettled([work(log, 'settled', 100)])))
    expect(log).toEqual(['race left', 'any left', 'settled left'])
    expect(now()).toBe(30)
  }),
)

it(
  'tells of the failure of a cleanup in place of the cancel',
  virtual(async ({ spawn }) => {
    const task = spawn(async () => {
      await Promise.all([
        sleep(50),
        (async () => {
          try {
            await sleep(100)
          } finally {
            throw new Error('cleanup')
          }
        })(),
      ])
    })
    await sleep(10)
    task.cancel()
    await expect(task).rejects.toThrow('cleanup')
  }),
)

it(
  'gives what has been given to who was cancelled after it, and the cancel at its next await',
  virtual(async ({ log, spawn, idle }) => {
    const turn = new Future<number>()
    const task = spawn(async () => {
      log.push('got ' + (await Promise.all([turn, 2]))[0])
      await sleep(1)
      log.push('never')
    })
    await idle()
    turn.setResult(1)
    task.cancel()
    await idle()
    expect(log).toEqual([])
    expect(task.cancelled()).toBe(true)
  }),
)

it(
  'leaves new Promise at once, whatever comes later',
  virtual(async ({ log, spawn, idle }) => {
    let give!: (value: string) => void
    const task = spawn(async () => {
      try {
        log.push(await new Promise<string>((resolve) => (give = resolve)))
      } catch (error) {
        log.push((error as Error).name)
        throw error
      }
    })
    await idle()
    task.cancel('enough')
    await idle()
    give('late')
    await idle()
    expect(log).toEqual(['CancelledError'])
    expect(task.cancelled()).toBe(true)
  }),
)

it(
  'is never done in the turn it is made in',
  virtual(async ({ log }) => {
    const other = createTask(async () => void log.push('other'))
    await new Promise<void>((resolve) => resolve())
    log.push('after new Promise')
    createTask(async () => void log.push('another'))
    await Promise.all([other, 1])
    log.push('after all')
    expect(log).toEqual(['other', 'after new Promise', 'another', 'after all'])
  }),
)

it(
  'looks at every failure: the later ones of Promise.all are no news',
  virtual(async ({ log, errors }) => {
    const failing = async (ms: number) => {
      await sleep(ms)
      throw new Error('after ' + ms)
    }
    try {
      await Promise.all([failing(2), failing(1), failing(3)])
    } catch (error) {
      log.push((error as Error).message)
    }
    await sleep(10)
    expect(log).toEqual(['after 1'])
    expect(errors).toEqual([])
  }),
)

it(
  'rejects a promise with a cancel of its own as it is',
  virtual(async () => {
    await expect((async () => await Promise.all([cancelled(), 1]))()).rejects.toThrow(CancelledError)
  }),
)

function cancelled(): Future<never> {
  const future = new Future<never>()
  future.cancel()
  return future
}
