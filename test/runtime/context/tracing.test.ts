/** OpenTelemetry's context manager, which is built on AsyncLocalStorage, inside tasks. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, it } from 'vitest'
import { createTask, followAsyncLocalStorage, gather, Queue, sleep, taskGroup } from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

interface Values {
  getValue(key: symbol): unknown
  setValue(key: symbol, value: unknown): Values
}

interface Api {
  createContextKey(name: string): symbol
  context: {
    active(): Values
    with<T>(values: Values, action: () => T): T
    setGlobalContextManager(manager: unknown): void
    disable(): void
  }
}

/** A development dependency; its types are not needed to check ours. */
const load = (name: string): Promise<unknown> => import(name)
const { context, createContextKey } = (await load('@opentelemetry/api')) as Api
const { AsyncLocalStorageContextManager } = (await load('@opentelemetry/context-async-hooks')) as {
  AsyncLocalStorageContextManager: new () => { enable(): unknown }
}

const SPAN = createContextKey('span')
const span = () => context.active().getValue(SPAN)
const inSpan = <T>(name: string, action: () => T): T => context.with(context.active().setValue(SPAN, name), action)

it(
  'keeps the active span of OpenTelemetry inside tasks, groups and queues',
  virtual(async ({ log }) => {
    followAsyncLocalStorage(AsyncLocalStorage as never)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    try {
      const jobs = new Queue<string>()
      const request = async (name: string) => {
        await sleep(name === 'a' ? 3 : 1)
        log.push(`${name} in ${span()}`)
        await inSpan(`${name}.db`, async () => {
          await sleep(1)
          log.push(`${name}.db in ${span()}`)
        })
        await taskGroup(async (group) => {
          group.createTask(async () => {
            await sleep(1)
            log.push(`${name}.child in ${span()}`)
          })
        })
        await jobs.put(name)
        return span()
      }
      const worker = createTask(async () => {
        for (let left = 2; left > 0; left--) log.push(`worker got ${await jobs.get()} in ${span()}`)
      })
      expect(
        await gather([
          inSpan('A', () => request('a')),
          inSpan('B', () => request('b')),
          createTask(() => request('c')),
        ]),
      ).toEqual(['A', 'B', undefined])
      await worker
      expect(log.map(String).sort()).toEqual([
        'a in A',
        'a.child in A',
        'a.db in a.db',
        'b in B',
        'b.child in B',
        'b.db in b.db',
        'c in undefined',
        'c.child in undefined',
        'c.db in c.db',
        'worker got b in undefined',
        'worker got c in undefined',
      ])
      expect(span()).toBe(undefined)
    } finally {
      context.disable()
    }
  }),
)
