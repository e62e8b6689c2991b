/**
 * `npm run bench:scenarios`: the four scenarios that Effection measures itself by, in four vocabularies.
 *
 *   npm run bench:scenarios -- [--rounds N] [--json FILE]
 *
 * recursion      100 calls deep, the innermost awaits 100 resolved promises
 * events         100 items, each through 100 tasks and the queues between them
 * cancellation   1,000 tasks, each 10 calls deep, are cancelled; every call has a `finally`
 * startup        a process loads the library and runs an empty program
 *
 * Law: each cell is a process of its own, rounds are interleaved, and a result other than native's fails the run.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { install } from './peers/install.mjs'
import { median, milliseconds, table, times } from './statistics.mjs'
import { lowering, variants } from './variants.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const out = here('../output/scenarios')
const scenarios = { recursion: 100, events: 100, cancellation: 1000, startup: 0 }
const libraries = ['native', 'ours', 'effection', 'effect']

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds takes a whole number from 1, not ${values.rounds}.`)
  process.exit(2)
}

install()
mkdirSync(out, { recursive: true })
const files = {}
for (const library of libraries) files[library] = await bundled(library)

const found = {}
for (let round = 1; round <= rounds; round++) {
  for (const [scenario, size] of Object.entries(scenarios)) {
    console.error(`round ${round} of ${rounds}: ${scenario}`)
    for (const library of libraries) {
      const { ms, result } = JSON.parse(
        execFileSync(process.execPath, [here('scenarios/cell.mjs'), files[library], scenario, String(size)]),
      )
      const cell = ((found[scenario] ??= {})[library] ??= { times: [], result })
      cell.times.push(ms)
    }
  }
}

const wrong = []
const rows = [['', 'native ms', ...libraries.slice(1)]]
for (const [scenario, cells] of Object.entries(found)) {
  const base = median(cells.native.times)
  const cellOf = (library) => {
    if (cells[library].result === cells.native.result) return times(median(cells[library].times) / base)
    wrong.push(`WRONG ${scenario}: ${library} gave ${cells[library].result}, native ${cells.native.result}`)
    return 'WRONG'
  }
  rows.push([scenario, milliseconds(base), ...libraries.slice(1).map(cellOf)])
}
console.log(table(rows))
console.log(`Medians of ${rounds} rounds; times native, less is better. Node ${process.versions.node}.`)
for (const line of wrong) console.log(line)
if (values.json) writeFileSync(values.json, JSON.stringify(found, null, 2) + '\n')
process.exitCode = wrong.length > 0 ? 1 : 0

/** As an application would ship it: one file, the library in it. */
async function bundled(library) {
  const outfile = `${out}/${library}.mjs`
  const isScript = library === 'native' || library === 'ours'
  const variant = variants.find(({ id }) => id === (library === 'ours' ? 'task' : 'native'))
  await build({
    entryPoints: [here(`scenarios/${library}.${isScript ? 'ts' : 'mjs'}`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    nodePaths: [here('peers/node_modules')],
    plugins: isScript ? [lowering(variant)] : [],
  })
  return outfile
}
