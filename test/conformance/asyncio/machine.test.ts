/**
 * Behaviours that need a process, its signals or its threads. What is built
 * runs here, because threads and child processes load files.
 */
import { spawn } from 'node:child_process'
import { once as happened } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

const dist = new URL('../../../dist/runtime/', import.meta.url)
const runtime = (await import(new URL('index.js', dist).href)) as typeof import('../../../runtime/index.js')
const threads = (await import(
  new URL('hosts/threads.js', dist).href
)) as typeof import('../../../runtime/hosts/threads.js')
const { ContextVar, createTask, currentTask, getEventLoop, NotSupportedError, on, run, sleep, toThread } = runtime

/** Runs a program in a Node of its own; `act` is called with each line that it prints. */
async function program(text: string, act: (line: string, send: (signal: NodeJS.Signals) => void) => void) {
  const source = `import * as g from ${JSON.stringify(new URL('index.js', dist).href)}\n${text}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  child.stdout.on('data', (chunk) => {
    for (const line of String(chunk).trim().split('\n')) {
      lines.push(line)
      act(line, (signal) => child.kill(signal))
    }
  })
  const [code, signal] = (await happened(child, 'close')) as [number | null, string | null]
  return { code, signal, lines, errors }
}

const cleaning = (last: string) => `
  const main = g.coroutine(function* () {
    try {
      console.log('up')
      yield g.sleep(60_000)
    } finally {
      console.log('cleaning')
      yield ${last}
      console.log('clean')
    }
  })
`

it('X1 the first SIGINT cancels main, whose cleanup runs; the process ends with 130', async () => {
  const { code, lines, errors } = await program(`${cleaning('g.sleep(20)')} g.run(main)`, (line, send) => {
    if (line === 'up') send('SIGINT')
  })
  expect({ code, lines, errors }).toEqual({ code: 130, lines: ['up', 'cleaning', 'clean'], errors: '' })
})

it('X1 the second SIGINT ends the process at once', async () => {
  const { code, lines } = await program(`${cleaning('g.sleep(60_000)')} g.run(main)`, (line, send) => {
    if (line === 'up' || line === 'cleaning') send('SIGINT')
  })
  expect({ code, lines }).toEqual({ code: 130, lines: ['up', 'cleaning'] })
})

it('X1 a program that listens to SIGINT itself is left alone; when main is over the signal is the machine’s', async () => {
  const own = await program(
    `process.on('SIGINT', () => { console.log('own'); process.exit(3) })
    ${cleaning('null')} g.run(main)`,
    (line, send) => {
      if (line === 'up') send('SIGINT')
    },
  )
  expect([own.code, own.lines]).toEqual([3, ['up', 'own']])
  const over = await program(
    `g.run(() => 1).then(() => { console.log('up'); setTimeout(() => {}, 60_000) })`,
    (_, send) => send('SIGINT'),
  )
  expect(over.signal).toBe('SIGINT')
})

it('X1 a signal handler is a callback of the loop; taken away, the machine does what it always did', async () => {
  const { signal, lines } = await program(
    `const loop = g.getEventLoop()
    loop.addSignalHandler('SIGUSR2', (...values) => {
      console.log('told ' + values + ' ' + g.getRunningLoop().isRunning() + ' ' + g.currentTask())
      console.log(loop.removeSignalHandler('SIGUSR2'), loop.removeSignalHandler('SIGUSR2'))
      console.log('again')
    }, 1, 2)
    setTimeout(() => {}, 60_000)
    console.log('up')`,
    (line, send) => {
      if (line === 'up' || line === 'again') send('SIGUSR2')
    },
  )
  expect({ signal, lines }).toEqual({ signal: 'SIGUSR2', lines: ['up', 'told 1,2 true null', 'true false', 'again'] })
})

it('L13 a process that would end while run() waits tells of the deadlock', async () => {
  const { code, errors } = await program(
    `g.setDebug(true)
    const inner = g.coroutine(function* stuck() { yield new g.Future() })
    g.run(() => inner(), { name: 'main' })`,
    () => {},
  )
  expect(code).toBe(1)
  expect(errors).toContain('DeadlockError')
  expect(errors).toMatch(/run\(\) still waits\.\nmain .*, waits for a future/)
})

it('X2 without an executor the function is called here, in the context of the caller, and that is said once', async () => {
  const { lines, errors } = await program(
    `const who = new g.ContextVar('who', 'nobody')
    g.run(g.coroutine(function* () {
      who.set('caller')
      console.log(yield g.toThread((a, b) => a + b + ' ' + who.get(), 1, 2))
      try { yield g.getEventLoop().runInExecutor(null, () => { throw new RangeError('wrong') }) }
      catch (error) { console.log(error.name + ' ' + error.message) }
    }))`,
    () => {},
  )
  expect(lines).toEqual(['3 caller', 'RangeError wrong'])
  expect(errors.match(/no executor is set/g)).toHaveLength(1)
})

it('X2 threads: results and errors come back, the loop goes on meanwhile', async () => {
  const loop = getEventLoop()
  const executor = new threads.ThreadPoolExecutor({ maxWorkers: 2 })
  loop.setDefaultExecutor(executor)
  try {
    let ticks = 0
    const ticker = createTask(
      runtime.coroutine(function* () {
        for (;;) {
          yield sleep(5)
          ticks++
        }
      }),
    )
    const busy = (delay: number) => {
      const end = Date.now() + delay
      while (Date.now() < end);
      return `busy ${delay}`
    }
    expect(await toThread(busy, 300)).toBe('busy 300')
    expect(ticks).toBeGreaterThan(10)
    ticker.cancel()
    await expect(toThread((x: number) => x.toFixed(-1), 5).toPromise()).rejects.toThrow(/toFixed/)
    const path = { module: 'node:path', name: 'basename' }
    expect(await loop.runInExecutor(null, path, '/a/b.txt')).toBe('b.txt')
    await expect(toThread({ module: 'node:path', name: 'nothing' }).toPromise()).rejects.toThrow('exports no function')
    await expect(toThread(Math.max, 1, 2).toPromise()).rejects.toThrow('has no source')
  } finally {
    await loop.shutdownDefaultExecutor()
  }
  await expect(loop.runInExecutor(executor, () => 1).toPromise()).rejects.toThrow('shut down')
})

it('X2 a cancel leaves at once and does not pretend that the thread stopped; shutdown waits, with a timeout', async () => {
  const executor = new threads.ThreadPoolExecutor({ maxWorkers: 1 })
  const loop = getEventLoop()
  const sleeps = (delay: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay)
  await loop.runInExecutor(executor, () => 1)
  const task = createTask(() => loop.runInExecutor(executor, sleeps, 150))
  await sleep(20)
  task.cancel()
  const start = performance.now()
  await task.then(null, () => {})
  expect(task.cancelled()).toBe(true)
  expect(performance.now() - start).toBeLessThan(100)
  const slow = loop.runInExecutor(executor, sleeps, 60_000)
  slow.catch(() => {})
  await sleep(20)
  const before = performance.now()
  await executor.shutdown(50)
  expect(performance.now() - before).toBeLessThan(10_000)
  expect(() => new threads.ThreadPoolExecutor({ maxWorkers: 0 })).toThrow('got 0')
  expect(() => loop.setDefaultExecutor({} as never)).toThrow('submit()')
  expect(NotSupportedError.prototype).toBeInstanceOf(Error)
})

it('L14 another thread wakes the loop; many messages are one wake-up each, none is lost', async () => {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
    parentPort.on('message', (count) => { for (let i = 0; i < count; i++) parentPort.postMessage(i) })`,
    { eval: true },
  )
  try {
    const got: number[] = []
    await run(
      runtime.coroutine(function* (): Generator<unknown, void, any> {
        const messages = on(worker, 'message')
        worker.postMessage(1000)
        for (let i = 0; i < 1000; i++) got.push(((yield messages.next()) as { value: [number] }).value[0])
        yield messages.return!()
      }),
    )
    expect(got).toEqual(Array.from({ length: 1000 }, (_, i) => i))
    expect([currentTask(), new ContextVar('x', 1).get()]).toEqual([null, 1])
  } finally {
    await worker.terminate()
  }
})
