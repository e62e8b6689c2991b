/** What can be seen of tasks that run: frames, call graphs, debug mode. By the numbers of the list. */
import { expect, it } from 'vitest'
import {
  captureCallGraph,
  createdAt,
  createTask,
  currentTask,
  formatCallGraph,
  formatStack,
  formatTaskTree,
  framesOf,
  Future,
  gather,
  getEventLoop,
  newEventLoop,
  RuntimeError,
  setDebug,
  shield,
  sleep,
  taskGroup,
  Task,
} from '../../../runtime/index.js'
import { Return } from '../../../runtime/trollius.js'
import { virtualHost } from '../../../runtime/testing/index.js'
import { behaviour, errorOf } from './behaviour.js'

const gate = () => new Future<string>()

behaviour('T6', 'frames: every suspended call, the outermost first, with line and locals', async ({ idle }) => {
  const open = gate()
  const inner = async (count: number) => {
    const doubled = count * 2
    await open
    return doubled
  }
  async function outer(name: string) {
    const seen: string[] = []
    const remember = () => seen.push(name)
    remember()
    return (await inner(21)) + seen.length
  }
  const task = createTask(() => outer('x'), { name: 'job' })
  expect(task.frames().map(({ name }) => name)).toEqual(['anonymous'])
  await idle()
  const frames = task.frames()
  expect(frames.map(({ name }) => name)).toEqual(['outer', 'inner'])
  expect(frames[1]!.locals).toEqual({ count: 21, doubled: 42 })
  expect((frames[0]!.locals!.seen as string[])[0]).toBe('x')
  for (const { file, line } of frames) expect([file, line! > 25]).toEqual([import.meta.filename, true])
  expect(framesOf(task, 1).map(({ name }) => name)).toEqual(['inner'])
  expect(formatStack(task)).toMatch(/^Stack for job outer .*\(pending\)\n {2}outer \(.*:\d+\)\n {2}inner \(.*:\d+\)$/)
  open.setResult('')
  expect(await task).toBe(43)
  expect([task.frames(), task.formatStack()]).toEqual([[], 'No stack for job anonymous (done)'])
})

behaviour('I1', 'the call graph goes through gather, groups and shield; nothing is kept', async ({ idle }) => {
  const open = gate()
  const leaf = createTask(async () => open, { name: 'leaf' })
  createTask(async () => gather([leaf]), { name: 'gathers' })
  createTask(async () => shield(leaf), { name: 'shields' })
  let inside: Task = leaf
  createTask(
    async () => {
      await taskGroup(async (group) => {
        inside = group.createTask(async () => leaf, { name: 'member' })
      })
    },
    { name: 'groups' },
  )
  await idle()
  const names = (task: Task) => captureCallGraph(task).awaitedBy.map((graph) => graph.task.getName())
  expect(names(leaf)).toEqual(['gathers', 'shields', 'member'])
  expect(names(inside)).toEqual(['groups'])
  expect(formatCallGraph(leaf)).toMatch(/^\* leaf\n.*\n {2}\+ awaited by\n {4}\* gathers\n/)
  expect(formatTaskTree([leaf, inside])).toMatch(/member.*\n {2}leaf/)
  open.setResult('')
  await idle()
  expect([leaf._waiter, inside._waiter, names(leaf)]).toEqual([null, null, []])
  expect(() => captureCallGraph(null)).toThrow('needs a task')
})

behaviour('T6', 'frames and call graphs go through async generators', async ({ idle }) => {
  const open = gate()
  const leaf = createTask(async () => open, { name: 'leaf' })
  async function* numbers() {
    for (let i = 0; ; i++) {
      if (i > 0) await leaf
      yield i
    }
  }
  async function loops() {
    for await (const number of numbers()) if (number > 0) return number
    return 0
  }
  const task = createTask(loops, { name: 'loops' })
  await idle()
  expect(task.frames().map(({ name, line }) => [name, line! > 60])).toEqual([
    ['loops', true],
    ['numbers', true],
  ])
  expect(captureCallGraph(leaf).awaitedBy.map((graph) => graph.task)).toEqual([task])
  expect(formatTaskTree([leaf, task])).toMatch(/^loops loops \(.*\) > numbers \(.*\)\n {2}leaf .*, waits for a future$/)
  open.setResult('')
  expect(await task).toBe(1)
})

behaviour('I1', 'a circle of tasks is told as one', async ({ idle, log }) => {
  const ring: Task[] = []
  ring.push(createTask(async () => ring[1], { name: 'a' }))
  ring.push(createTask(async () => ring[2], { name: 'b' }))
  ring.push(createTask(async () => ring[0], { name: 'c' }))
  await idle()
  let graph = captureCallGraph(ring[0]!)
  while (!graph.cycle) {
    log.push(graph.task.getName())
    graph = graph.awaitedBy[0]!
  }
  expect([...log, graph.task.getName()]).toEqual(['a', 'c', 'b', 'a'])
  expect(formatCallGraph(ring[0])).toContain('* a (a circle)')
  expect(formatTaskTree(ring)).toContain('a (shown above)')
  ring[0]!.cancel()
  await idle()
})

behaviour('I2', 'in debug mode an unseen failure is told with where its task was created', async ({ idle, errors }) => {
  const told: string[] = []
  setDebug({ report: (text) => told.push(text) })
  try {
    const lost = createTask(
      async function loses() {
        await sleep(1)
        throw new Error('lost')
      },
      { name: 'lost' },
    )
    await sleep(5)
    await idle()
    expect(createdAt(lost)).toContain('introspection.test.ts')
    expect(createdAt(lost)).not.toContain('/runtime/tasks/')
    expect(told[0]).toMatch(
      /^A task failed and nobody looked at it\.\nlost loses \(failed\)\nIt was created here:\n.*introspection/,
    )
    expect(errors.map(String)).toEqual(['Error: lost'])
    getEventLoop().callSoon(async function late() {
      await sleep(1)
    })
    await idle()
    expect(told[1]).toBe('The callback late is an async function. Pass it to createTask() instead.')
  } finally {
    setDebug(false)
    errors.length = 0
  }
  expect(createdAt(createTask(async () => {}))).toBe(null)
})

behaviour('I2', 'in debug mode a cancel tells where it came from', async ({ idle }) => {
  const cancelled = async () => {
    const task = createTask(() => gate())
    await idle()
    task.cancel('enough')
    return (await errorOf(task)).stack
  }
  expect(await cancelled()).toBe('CancelledError: enough')
  setDebug(true)
  try {
    expect(await cancelled()).toMatch(/^CancelledError: enough\n[^]*introspection\.test\.ts/)
  } finally {
    setDebug(false)
  }
})

behaviour('C12', 'a call that two wait for survives the cancel of one, and dies with the last', async (stage) => {
  const { idle, log, spawn } = stage
  const load = async () => {
    try {
      await sleep(10)
      return 'loaded'
    } catch (error) {
      log.push('cancelled')
      throw error
    }
  }
  const shared = load()
  const [one, other] = [spawn(() => shared), spawn(() => shared)]
  await idle()
  one.cancel()
  await idle()
  expect([one.cancelled(), log, await other]).toEqual([true, [], 'loaded'])
  const again = load()
  const waiting = [spawn(() => again), spawn(() => again)]
  await idle()
  for (const task of waiting) task.cancel()
  await idle()
  expect([log, waiting.map((task) => task.cancelled())]).toEqual([['cancelled'], [true, true]])
})

it('F6 what belongs to another loop is not awaited, and wakes who waits on its own', () => {
  const one = newEventLoop(virtualHost())
  const other = newEventLoop(virtualHost())
  const future = one.createFuture<string>()
  expect(() => other.runUntilComplete(async () => await future)).toThrow(RuntimeError)
  const waiting = one.createTask(async () => (await future) + ' on ' + (getEventLoop() === one))
  one.callSoon(() => other)
  one.runUntilComplete(async () => {
    await sleep(1)
  })
  // Here no loop runs: the result still goes to the loop of the future.
  future.setResult('woken')
  expect(one.runUntilComplete(waiting)).toBe('woken on true')
  expect(currentTask()).toBe(null)
})

behaviour('F7', 'what ends a coroutine is no exception', async () => {
  expect(() => gate().setException(new Return(1))).toThrow(TypeError)
  const future = gate()
  future.setException(new Error('an error'))
  expect((await errorOf(future)).message).toBe('an error')
})
