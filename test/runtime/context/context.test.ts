/** Context variables: each keeps its own values. */
import { expect, it } from 'vitest'
import { ContextVar, copyContext, createTask, Future, RuntimeError, sleep } from '../../../runtime/index.js'
import { loop } from '../../../runtime/core/running.js'
import { virtual } from '../../support/virtual.js'

it(
  'resets one variable and leaves the others',
  virtual(() => {
    const one = new ContextVar<number>('one')
    const other = new ContextVar('other', 0)
    const token = one.set(1)
    other.set(2)
    const second = one.set(3)
    one.reset(second)
    expect([one.get(), other.get()]).toEqual([1, 2])
    one.reset(token)
    expect([one.get(), other.get()]).toEqual([undefined, 2])
    expect(() => one.reset(token)).toThrow(RuntimeError)
    expect(() => one.reset(other.set(5) as never)).toThrow('not of one')
  }),
)

it(
  'stays as small as there are variables, however often they are set',
  virtual(async ({ log }) => {
    const one = new ContextVar('one', 0)
    const other = new ContextVar('other', 0)
    await createTask(async () => {
      for (let i = 0; i < 1000; i++) {
        other.set(i)
        one.reset(one.set(i))
        if (i % 100 === 0) await sleep(1)
      }
      log.push(one.get(), other.get())
      let length = 0
      for (let entry = loop._context; entry !== null; entry = entry.before) length++
      log.push(length < 6)
    })
    expect(log).toEqual([0, 999, true])
  }),
)

it(
  'is in callbacks, reactions and generators what it was where they were made',
  virtual(async ({ log, idle }) => {
    const who = new ContextVar('who', 'nobody')
    const future = new Future<void>()
    await createTask(() => {
      who.set('maker')
      future.then(() => log.push('then ' + who.get()))
      future.addDoneCallback(() => log.push('callback ' + who.get()))
    })
    await createTask(() => {
      who.set('other')
      future.setResult()
    })
    await idle()
    async function* twice() {
      yield who.get()
      await sleep(1)
      yield who.get()
    }
    await createTask(async () => {
      who.set('loop')
      for await (const name of twice()) log.push(name)
    })
    expect([log, who.get()]).toEqual([['then maker', 'callback maker', 'loop', 'loop'], 'nobody'])
    expect(copyContext().get(who)).toBe('nobody')
  }),
)
