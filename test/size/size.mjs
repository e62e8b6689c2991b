/**
 * `npm run size`: what small programs weigh, all told, and what emitted code weighs.
 *
 *   npm run size -- [--explain PROGRAM]   bytes of each module in that bundle
 *                   [--peers]             installs the rival's runtime (test/bench/peers) first
 *                   [--json FILE]
 *
 * Law: every figure is of a script that our own `build` writes; one above its
 * budget in budgets.json fails the run. A budget is lowered whenever a size
 * is; `goal` is where it has to end, and is shown, not enforced.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { install, installed } from '../bench/peers/install.mjs'
import { table } from '../bench/statistics.mjs'
import { emitted } from './emitted.mjs'
import { modules, ours, theirs } from './bundles.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { programs: limits, emitted: emittedBudget } = JSON.parse(readFileSync(`${here}budgets.json`, 'utf8'))

const { values } = parseArgs({
  options: { explain: { type: 'string' }, peers: { type: 'boolean', default: false }, json: { type: 'string' } },
})
if (!existsSync(`${here}../../dist/transformer/cli/build.js`)) fail('npm run size needs the build: npm run build.')
mkdirSync(`${here}../output/size`, { recursive: true })
if (values.peers) install()

if (values.explain !== undefined) await explain(values.explain)
else await measure()

async function measure() {
  const over = []
  const programs = await measurePrograms(over)
  const { files, total } = await emitted()
  console.log(emittedTable(files, total))
  console.log(`Budget ${emittedBudget.budget}, goal ${emittedBudget.goal} of TypeScript's gzip.`)
  const ratio = total.ours.gzip / total.typescript.gzip
  if (ratio > emittedBudget.budget)
    over.push(`emitted code: ${ratio.toFixed(3)} of TypeScript's gzip, budget ${emittedBudget.budget}`)
  if (values.json) writeFileSync(values.json, JSON.stringify({ programs, files, total }, null, 2) + '\n')
  for (const line of over) console.log(`OVER BUDGET ${line}`)
  process.exitCode = over.length > 0 ? 1 : 0
}

async function measurePrograms(over) {
  const rivals = installed()
  const rows = [
    [
      'ES5, minified',
      'bytes',
      'gzip',
      'brotli',
      'budget',
      'goal',
      'promise gzip',
      'budget',
      'TypeScript 6 + polyfill gzip',
    ],
  ]
  const found = []
  for (const [name, budget] of Object.entries(limits)) {
    const task = await ours(name, 'task')
    const promise = await ours(name, 'promise')
    const rival = rivals && usesOnlyLanguage(name) ? await theirs(name) : undefined
    found.push({ name, task, promise, rival, budget })
    for (const [profile, size] of Object.entries({ task, promise })) {
      const limit = budget[profile]
      if (limit && size.gzip > limit) over.push(`${name}, ${profile}: ${size.gzip} gzip, budget ${limit}`)
    }
    const cells = [task.bytes, task.gzip, task.brotli, budget.task, budget.goal, promise.gzip, budget.promise].map(
      grouped,
    )
    rows.push([name, ...cells, rival ? grouped(rival.gzip) : '-'])
  }
  console.log(table(rows))
  if (!rivals) console.log('The last column needs npm run size -- --peers.')
  console.log('')
  return found
}

function emittedTable(files, total) {
  const rows = [['emitted code, ES5, minified, no runtime', 'ours', 'gzip', 'TypeScript 6', 'gzip', 'ratio']]
  for (const { name, ours, typescript } of files) rows.push(line(name, ours, typescript))
  rows.push(line(`${files.length} files`, total.ours, total.typescript))
  return table(rows)
}

function line(name, ours, typescript) {
  const cells = [ours.bytes, ours.gzip, typescript.bytes, typescript.gzip].map(grouped)
  return [name, ...cells, (ours.gzip / typescript.gzip).toFixed(2)]
}

async function explain(name) {
  if (!(name in limits)) fail(`There is no program ${name}. There are: ${Object.keys(limits).join(', ')}.`)
  const list = await modules(name)
  console.log(table([['minified bytes', ''], ...list.map(([file, bytes]) => [file, grouped(bytes)])]))
}

/** What names our runtime cannot be built without it. */
function usesOnlyLanguage(name) {
  return !readFileSync(`${here}programs/${name}.ts`, 'utf8').includes(`from 'globeflower`)
}

function grouped(number) {
  return number === undefined ? '-' : number.toLocaleString('en-US')
}

function fail(text) {
  console.error(text)
  process.exit(2)
}
