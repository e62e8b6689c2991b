/** The stores of Node's AsyncLocalStorage belong to the task that runs. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, it } from 'vitest'
import { createTask, followAsyncLocalStorage, Future, sleep, Task, yieldNow } from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

it(
  'keeps the stores of AsyncLocalStorage right inside tasks',
  virtual(async ({ log }) => {
    const before = Task.prototype.wait
    followAsyncLocalStorage(AsyncLocalStorage as never)
    followAsyncLocalStorage(AsyncLocalStorage as never)
    // Nobody uses a store yet, so nothing is hooked in.
    expect(Task.prototype.wait).toBe(before)
    const request = new AsyncLocalStorage<string>()
    const other = new AsyncLocalStorage<number>()
    const handle = async (name: string) => {
      await sleep(1)
      await yieldNow()
      log.push(name + ' ' + request.getStore())
      await other.run(5, async () => {
        await sleep(1)
        log.push(other.getStore(), request.getStore())
      })
      log.push(name + ' ' + other.getStore())
    }
    const a = request.run('A', () => handle('a'))
    const b = request.run('B', () => handle('b'))
    const none = createTask(() => handle('none'))
    await a
    await b
    await none
    expect(log.slice().sort()).toEqual(
      ['a A', 'b B', 'none undefined', 5, 'A', 5, 'B', 5, undefined, 'a undefined', 'b undefined', 'none undefined']
        .slice()
        .sort(),
    )
    expect(request.getStore()).toBe(undefined)
  }),
)

it(
  'keeps them right in what is called when a future is done, whoever ends it',
  virtual(async ({ log, idle }) => {
    followAsyncLocalStorage(AsyncLocalStorage as never)
    const request = new AsyncLocalStorage<string>()
    const future = new Future<void>()
    const tell = (name: string) => () => void log.push(name + ' ' + request.getStore())
    const removed = tell('removed')
    request.run('A', () => {
      future.then(tell('then'))
      future.finally(tell('finally'))
      future.addDoneCallback(tell('callback'))
      future.addDoneCallback(removed)
    })
    future.addDoneCallback(tell('none'))
    expect(future.removeDoneCallback(removed)).toBe(1)
    request.run('B', () => {
      future.setResult()
      createTask(tell('task'))
    })
    await idle()
    expect(log).toEqual(['then A', 'finally A', 'callback A', 'none undefined', 'task B'])
  }),
)
