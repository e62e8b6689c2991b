/**
 * `npm run bench`: every workload in every variant, as times and as ratios to native.
 *
 *   npm run bench -- [--only NAME[,NAME]] [--rounds N] [--samples N] [--json FILE]
 *                    [--peers]               also Babel regenerator, SWC, bluebird and async-to-promises
 *                    [--variants ID[,ID]]
 *                    [--gc]                  a full collection before each timed run: what is left when the
 *                                            engine has thrown away the hidden classes that nothing holds
 *                    [--engine ID | --engine all]   old engines: ours beside TypeScript 6 + promise-polyfill
 *
 * Law: each cell is a process of its own, rounds are interleaved, and a checksum
 * that differs from native's is WRONG and fails the run.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startProgress } from '../support/progress.mjs'
import { benchEngines } from './old-engines.mjs'
import { install } from './peers/install.mjs'
import { geometricMean, median, milliseconds, table, times } from './statistics.mjs'
import { compiled, variants as allVariants } from './variants.mjs'
import { source, workloads as allWorkloads } from './workloads.mjs'

const cell = fileURLToPath(new URL('cell.cjs', import.meta.url))
const out = fileURLToPath(new URL('../output/bench/', import.meta.url))
const LOAD = 1.5
const PATIENCE = 120_000

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    variants: { type: 'string' },
    engine: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    samples: { type: 'string', default: '11' },
    json: { type: 'string' },
    peers: { type: 'boolean', default: false },
    gc: { type: 'boolean', default: false },
  },
})
const rounds = positive('rounds')
const samples = positive('samples')
const workloads = chosen(values.only, allWorkloads, 'name', (name, asked) => name.includes(asked))

if (loadavg()[0] > LOAD)
  console.error(`warning: the load is ${loadavg()[0].toFixed(1)}; figures taken beside other work are not worth much`)
if (values.peers) install()
const line = startProgress()
const report = values.engine ? await benchEngines(values.engine, workloads, line.show) : await benchNode()
line.end()
console.log(report.text)
if (values.json) writeFileSync(values.json, JSON.stringify(report.data, null, 2) + '\n')
process.exitCode = report.wrong.length > 0 ? 1 : 0

async function benchNode() {
  const variants = values.variants
    ? chosen(`native,${values.variants}`, allVariants, 'id', (id, asked) => id === asked)
    : allVariants.filter(({ peer }) => values.peers || !peer)
  if (variants.some(({ peer }) => peer)) install()
  const cells = await prepare(variants)
  for (let round = 0; round < rounds; round++)
    for (const [i, { workload, row }] of cells.entries()) {
      line.show(`round ${round + 1} of ${rounds}, ${i + 1} of ${cells.length}: ${workload.name}`)
      // Each round starts with another variant, so that none always comes after the same.
      for (let v = 0; v < row.length; v++) await measure(row[(v + round) % row.length], workload)
    }
  return summary(variants, cells)
}

async function prepare(variants) {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const cells = []
  for (const workload of workloads) {
    line.show(`compiling ${workload.name}`)
    const row = []
    for (const variant of variants) {
      const file = join(out, `${workload.name}.${variant.id}.cjs`)
      let failure = null
      try {
        await compiled(variant, fileURLToPath(source(workload.name)), file)
      } catch (error) {
        failure = firstLine(error)
      }
      row.push({ variant, file, times: [], checksum: null, failure })
    }
    cells.push({ workload, row })
  }
  return cells
}

async function measure(one, { n }) {
  if (one.failure !== null) return
  try {
    const { ms, checksum } = await started([cell, one.file, n, samples])
    one.times.push(ms)
    one.checksum ??= checksum
    if (one.checksum !== checksum) one.failure = `gave ${one.checksum}, then ${checksum}`
  } catch (error) {
    one.failure = firstLine(error)
  }
}

function started(args) {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [...(values.gc ? ['--expose-gc'] : []), ...args.map(String)],
      { timeout: PATIENCE },
      (error, stdout, stderr) => {
        if (error) reject(new Error(error.killed ? `no end after ${PATIENCE} ms` : reason(stderr) || error.message))
        else if (stdout === '') reject(new Error('ended without a result'))
        else resolve(JSON.parse(stdout))
      },
    )
  })
}

function summary(variants, cells) {
  const wrong = []
  const data = []
  const others = variants.slice(1)
  const rows = [['', 'native ms', ...others.map(({ title }) => title)]]
  for (const { workload, row } of cells) {
    const [native, ...rest] = row
    if (native.failure !== null) throw new Error(`${workload.name} fails natively: ${native.failure}`)
    const base = median(native.times)
    data.push({ workload: workload.name, group: workload.group, n: workload.n, cells: row.map(record(native, base)) })
    const texts = rest.map((one) => {
      if (one.failure === null && one.checksum === native.checksum) return times(median(one.times) / base)
      const what = one.failure ?? `gave ${one.checksum}, native ${native.checksum}`
      wrong.push(`${workload.name}, ${one.variant.title}: ${what}`)
      return 'WRONG'
    })
    rows.push([workload.name, milliseconds(base), ...texts])
  }
  for (const [title, of] of means(data)) {
    const ratios = others.map(({ id }) => of.flatMap(({ cells }) => cells.find((it) => it.variant === id).ratio ?? []))
    rows.push([title, '', ...ratios.map((list) => (list.length === of.length ? times(geometricMean(list)) : '-'))])
  }
  const text = [
    table(rows),
    '',
    `Medians of ${rounds} rounds, each a process and the best of its ${samples} runs after warm-up; times native, less is better. ` +
      `Node ${process.versions.node}.`,
    ...wrong.map((line) => `WRONG ${line}`),
  ].join('\n')
  return { text, data, wrong }
}

function record(native, base) {
  return ({ variant, times, checksum, failure }) => {
    if (failure !== null || checksum !== native.checksum) return { variant: variant.id, failure: failure ?? 'checksum' }
    return { variant: variant.id, ms: median(times), ratio: median(times) / base, rounds: times }
  }
}

/** A line for each group that has several rows, and one for all. */
function means(data) {
  const groups = [...new Set(data.map(({ group }) => group))]
  const lines = groups.map((group) => [`geometric mean, ${group}`, data.filter((it) => it.group === group)])
  if (groups.length > 1) lines.push(['geometric mean, all', data])
  return lines.filter(([, list]) => list.length > 1)
}

function chosen(text, list, key, matches) {
  if (text === undefined) return list
  const asked = text.split(',')
  const unknown = asked.find((name) => !list.some((it) => matches(it[key], name)))
  if (unknown) fail(`There is no ${unknown}. There are: ${list.map((it) => it[key]).join(', ')}.`)
  const exact = (name) =>
    asked.includes(name) || asked.some((it) => !list.some((one) => one[key] === it) && matches(name, it))
  return list.filter((it) => exact(it[key]))
}

function positive(option) {
  const number = Number(values[option])
  if (!Number.isInteger(number) || number < 1) fail(`--${option} takes a whole number from 1, not ${values[option]}.`)
  return number
}

function fail(text) {
  console.error(text)
  process.exit(2)
}

function firstLine(error) {
  return String(error.message ?? error).split('\n')[0]
}

function reason(stderr) {
  return stderr.split('\n').find((line) => /Error|WRONG/.test(line)) ?? stderr.trim().split('\n')[0]
}
