import { build } from 'esbuild'
import { beforeAll, expect, it } from 'vitest'
import { createTask, gather, isCancelled, sleep, timeout, TimeoutError, type Future } from '../../../runtime/index.js'
import { virtual } from '../../support/virtual.js'

/** Another copy of the runtime in this process, as a second version in node_modules would be. */
interface Copy {
  createTask(work: () => unknown): Future<string>
  coroutine(generator: () => Generator): () => Future<string>
  Future: new () => Future<string>
  sleep(delay: number): Future<void>
}

let copy: Copy

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('../../../dist/runtime/index.js', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'copy',
  })
  copy = new Function(outputFiles[0]!.text + '; return copy')() as Copy
})

it(
  'awaits the tasks of another copy',
  virtual(async () => {
    const theirs = copy.createTask(() => 'value')
    expect([await theirs, await gather([theirs, copy.createTask(() => 'more')])]).toEqual(['value', ['value', 'more']])
    expect(theirs).toBeInstanceOf(Promise)
  }),
)

it(
  'cancels across copies, and knows the cancel of the other',
  virtual(async ({ log, idle }) => {
    const theirs = copy.coroutine(function* () {
      try {
        yield new copy.Future()
      } finally {
        log.push('cleaned up')
      }
    })
    const inner = theirs()
    const outer = createTask(async () => await inner)
    await idle()
    outer.cancel('enough')
    await idle()
    expect([log, inner.cancelled(), outer.cancelled()]).toEqual([['cleaned up'], true, true])

    const late = theirs()
    const ended = await timeout(5, async () => await late).then(null, (error: unknown) => error)
    expect([ended instanceof TimeoutError, late.cancelled()]).toEqual([true, true])

    const other = new copy.Future()
    const caught = createTask(async () => {
      try {
        await other
      } catch (error) {
        log.push(isCancelled(error), (error as Error).message)
        throw error
      }
    })
    await sleep(1)
    other.cancel('theirs')
    await idle()
    expect([log.slice(2), caught.cancelled()]).toEqual([[true, 'theirs'], true])
  }),
)
