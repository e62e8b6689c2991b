/**
 * `npm run bench -- --engine ID`: the same workloads, smaller, as one script for
 * an engine without Promise or timers: ours against TypeScript 6's ES5 output
 * with promise-polyfill and the least of shims that makes it run (shims.js).
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { engines, native } from '../engines/engines.mjs'
import { installEngines } from '../engines/install.mjs'
import { install } from './peers/install.mjs'
import { geometricMean, milliseconds, table, times } from './statistics.mjs'
import { lowering, variants } from './variants.mjs'
import { source } from './workloads.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '../output/bench-engines')
const peer = createRequire(new URL('peers/package.json', import.meta.url))
const PATIENCE = 60_000

export async function benchEngines(asked, workloads, progress) {
  install()
  installEngines()
  const { apply } = await import('../../dist/transformer/plugins/edits.js')
  const { editsFor } = await import('../../dist/transformer/plugins/old-engines.js')
  const old = [...engines, native]
  const picked = asked === 'all' ? engines : old.filter(({ id }) => id.startsWith(asked))
  if (picked.length === 0) throw new Error(`There is no ${asked}. There are: ${old.map(({ id }) => id).join(', ')}.`)
  const present = picked.filter(({ missing }) => !missing)
  const rivals = ['typescript', 'task', 'promise'].map((id) => variants.find((it) => it.id === id))

  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const wrong = []
  const failures = []
  const data = []
  const sections = []
  for (const engine of present) {
    const rows = [[engine.title, 'TypeScript ms', 'ours, task', 'ours, promise']]
    for (const workload of workloads) {
      progress(`${engine.id}: ${workload.name}`)
      const cells = []
      for (const variant of rivals) cells.push(await measured(engine, workload, variant))
      data.push({ engine: engine.id, workload: workload.name, n: workload.old, cells })
      rows.push([workload.name, ...described(engine, workload, cells, wrong)])
      const [{ failure }] = cells
      if (failure) failures.push(`TypeScript fails: ${workload.name} on ${engine.title}: ${failure}`)
    }
    rows.push(['geometric mean', '', ...[1, 2].map((i) => mean(data, engine, i))])
    sections.push(table(rows))
  }
  sections.push('Times TypeScript 6 ES5 + promise-polyfill on the same engine; less is better. One process a cell.')
  for (const { title, missing } of picked) if (missing) sections.push(`skipped: ${title}, ${missing}`)
  if (failures.length > 0) sections.push(failures.join('\n'))
  if (wrong.length > 0) sections.push(wrong.map((line) => `WRONG ${line}`).join('\n'))
  return { text: sections.join('\n\n'), data, wrong }

  async function measured(engine, { name, old: n }, variant) {
    const file = join(out, `${name}.${variant.id}.${engine.level}.js`)
    try {
      const script = await scriptOf(variant, name, n)
      writeFileSync(file, apply(script, EMPTY_MAP, editsFor(engine.level, script)).code)
    } catch (error) {
      return { variant: variant.id, failure: error.message.split('\n')[0] }
    }
    const { status, stdout, stderr } = await engine.run(file, { timeout: PATIENCE })
    const found = /^RESULT (\S+) (\S+)$/m.exec(stdout)
    if (found) return { variant: variant.id, ms: Number(found[1]), checksum: found[2] }
    const said = (stderr + stdout).trim().split('\n')[0]
    return { variant: variant.id, failure: `${said || 'no result'} (status ${status})` }
  }
}

const EMPTY_MAP = { version: 3, sources: [], names: [], mappings: '' }

/** The workload with its own stopwatch, at its end what drives the loop. */
async function scriptOf(variant, name, n) {
  const ours = variant.id !== 'typescript'
  const result = await build({
    stdin: {
      contents: [
        `import { run } from ${JSON.stringify(fileURLToPath(source(name)))}`,
        `import { measure } from './stopwatch.js'`,
        `measure(run, ${n})`,
        ours ? `import { drain } from 'globeflower/bare'\ndrain()` : `drainShims()`,
      ].join('\n'),
      resolveDir: here,
    },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es5',
    charset: 'ascii',
    logLevel: 'silent',
    plugins: [lowering(variant)],
  })
  return (ours ? '' : shims()) + result.outputFiles[0].text
}

let shimText
function shims() {
  const polyfill = () => readFileSync(peer.resolve('promise-polyfill/dist/polyfill.js'), 'utf8')
  return (shimText ??= readFileSync(join(here, 'shims.js'), 'utf8') + polyfill())
}

function described(engine, workload, [base, ...rest], wrong) {
  const answers = [base, ...rest].flatMap(({ checksum }) => checksum ?? [])
  const right = base.checksum ?? answers[0]
  const texts = rest.map((cell) => {
    if (cell.failure || cell.checksum !== right) {
      wrong.push(
        `${workload.name}, ${cell.variant}, ${engine.title}: ${cell.failure ?? `${cell.checksum}, not ${right}`}`,
      )
      return 'WRONG'
    }
    return base.failure ? `${milliseconds(cell.ms)} ms` : times(cell.ms / base.ms)
  })
  // Where TypeScript's output does not run at all there is nothing to compare with.
  return [base.failure ? 'fails' : milliseconds(base.ms), ...texts]
}

function mean(data, engine, i) {
  const ratios = data
    .filter((row) => row.engine === engine.id && row.cells[0].ms && row.cells[i].ms)
    .map(({ cells }) => cells[i].ms / cells[0].ms)
  return ratios.length > 0 ? times(geometricMean(ratios)) : '-'
}
