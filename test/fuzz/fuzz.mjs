/**
 * Random programs, natively and lowered.
 *
 *   npm run fuzz -- --runs N --seed S [--all] [--only configuration]
 *
 * Stops at the first difference, shrunk; with --all it goes on and gathers them in test/output/fuzz/. Each batch of
 * 250 programs has a seed of its own, so that `--seed <that> --runs 250` shows a difference again.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { startProgress } from '../support/progress.mjs'

const BATCH = 250
const WORKERS = 2
/** A program that takes longer hangs: ends by construction, lowered it does not. */
const PATIENCE = 60_000
const ROOM = 1 << 16

if (isMainThread) process.exitCode = await main()
else await work()

async function main() {
  const { values: flags } = parseArgs({
    options: {
      runs: { type: 'string', default: '2000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      all: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  })
  const output = join(import.meta.dirname, '../output/fuzz')
  mkdirSync(output, { recursive: true })
  const total = Number(flags.runs)
  const started = Date.now()
  let next = 0
  let done = 0
  let over = false
  let differences = 0
  const found = []
  const line = startProgress()
  console.log(`seed ${flags.seed}`)

  await Promise.all(Array.from({ length: WORKERS }, shard))
  line.end()
  for (const each of flags.all ? [] : found.slice(0, 1)) console.log(text(each))
  console.log(`${done} programs, ${differences} differences, ${pace()}`)
  return found.length > 0 ? 1 : 0

  async function shard() {
    let worker = start()
    for (;;) {
      const first = next
      if (first >= total || over) break
      next += BATCH
      const runs = Math.min(BATCH, total - first)
      const seed = Number(flags.seed) + first / BATCH
      const answer = await ask(worker, { seed, runs })
      if (answer.lost) {
        await worker.terminate()
        worker = start()
      }
      done += answer.runs
      differences += answer.differences
      for (const message of answer.messages) found.push({ seed, message })
      if (found.length > 0 && !flags.all) over = true
      if (flags.all) writeFileSync(join(output, `${flags.seed}.txt`), found.map(text).join(`\n${'='.repeat(80)}\n`))
      line.show(`${done} of ${total} programs, ${differences} differences, ${pace()}`)
    }
    await worker.terminate()
  }

  function start() {
    const shared = new SharedArrayBuffer(ROOM)
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { shared, only: flags.only, most: flags.all ? Infinity : 1 },
    })
    return Object.assign(worker, { shared })
  }

  function ask(worker, job) {
    return new Promise((resolve) => {
      let last = ''
      const watch = setInterval(() => {
        const now = Buffer.from(worker.shared).toString('latin1')
        if (now === last) end(lost(`hangs\n\n${now.slice(0, now.indexOf('\0'))}`))
        last = now
      }, PATIENCE)
      const onError = (error) => end(lost(`worker: ${error.stack}`))
      worker.on('message', end)
      worker.on('error', onError)
      worker.postMessage(job)
      function end(answer) {
        clearInterval(watch)
        worker.off('message', end)
        worker.off('error', onError)
        resolve(answer)
      }
    })
  }

  function pace() {
    return `${Math.round(done / ((Date.now() - started) / 1000))} programs/s`
  }
}

/** The answer of a worker that gave none. */
function lost(message) {
  return { lost: true, runs: 0, differences: 1, messages: [message] }
}

function text({ seed, message }) {
  return `seed ${seed}, ${message}`
}

async function work() {
  const { default: fc } = await import('fast-check')
  const { compile } = await import('../../dist/transformer/index.js')
  const { Checker, CONFIGURATIONS, loadRuntime } = await import('./check.mjs')
  const { Programs } = await import('./grammar.mjs')
  // A promise that only the lowered program left without a handler is a difference of its own.
  const rejected = []
  process.on('unhandledRejection', (error) => rejected.push(error))
  const bytes = Buffer.from(workerData.shared)
  const checker = new Checker(compile, await loadRuntime(), (source) => {
    bytes.fill(0)
    bytes.write(source.slice(0, ROOM - 1), 'latin1')
  })
  const programs = new Programs(workerData.only ? [workerData.only] : CONFIGURATIONS)

  parentPort.on('message', async ({ seed, runs }) => {
    const suspects = await checker.many(fc.sample(programs, { seed, numRuns: runs }))
    const messages = []
    for (const suspect of suspects.slice(0, workerData.most)) messages.push(await shrunk(suspect))
    if (suspects.length === 0 && rejected.length > 0) messages.push(`rejected without a handler: ${rejected[0]}`)
    rejected.length = 0
    parentPort.postMessage({ runs, differences: suspects.length, messages })
  })

  async function shrunk(program) {
    const property = fc.asyncProperty(programs, (each) => checker.one(each))
    const { failed, errorInstance } = await fc.check(property, { examples: [[program]], numRuns: 1 })
    return failed ? (errorInstance?.message ?? String(errorInstance)) : 'differs only when lowered together with others'
  }
}
