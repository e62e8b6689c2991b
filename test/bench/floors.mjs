/**
 * `npm run bench:runtime`: the floors of the runtime, each in a process of its own; status 1 when one gives way.
 *
 *   npm run bench:runtime -- [--only NAME] [--tries N]   a floor holds when it holds in one of N tries (default 3)
 *
 * Beside the cancel stand the same by hand with AbortController, and asyncio where there is a python3.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compile } from '../../dist/transformer/index.js'

/** Milliseconds that the cancel by hand took where the limit of 4 ms was set. */
const BY_HAND = 8.3
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const { values } = parseArgs({ options: { only: { type: 'string' }, tries: { type: 'string', default: '3' } } })
const names = ['cancelling', 'timers', 'ticker', 'memory', 'queue', 'depth', 'soak'].filter((name) =>
  name.includes(values.only ?? ''),
)
const tries = Number(values.tries)
if (names.length === 0 || !(tries >= 1)) {
  console.error('There are cancelling, timers, ticker, memory, queue, depth, soak; --tries is 1 or more.')
  process.exit(2)
}

const file = here('../output/floors/floors.mjs')
mkdirSync(here('../output/floors'), { recursive: true })
const { code, diagnostics } = compile(readFileSync(here('floors/floors.ts'), 'utf8'), {
  fileName: here('floors/floors.ts'),
  target: 'es2022',
  runtime: '../../../dist/runtime/frame.js',
})
if (diagnostics.length > 0) throw new Error(diagnostics[0].message)
writeFileSync(file, code)

let failed = false
for (const name of names) {
  let figures
  for (let i = 0; i < tries; i++) {
    figures = JSON.parse(await output(process.execPath, ['--expose-gc', here('floors/cell.mjs'), file, name]))
    if (figures.every(holds)) break
  }
  const byHand = name === 'cancelling' ? Number(await output(process.execPath, [here('floors/cancel-abort.mjs')])) : 0
  for (const figure of figures) {
    // On a machine that is busy with other things the same by hand tells how much slower it is than the limit's.
    if (byHand > BY_HAND && figure.limit !== undefined) figure.limit *= byHand / BY_HAND
    const limit = figure.limit === undefined ? '' : `  at most ${round(figure.limit)}`
    console.log(
      `${round(figure.value).padStart(9)} ${figure.unit.padEnd(5)} ${figure.what}${limit}${holds(figure) ? '' : '  MISSED'}`,
    )
    failed ||= !holds(figure)
  }
  if (name === 'cancelling') {
    console.log(`${beside(byHand)} AbortController by hand`)
    const python = await output('python3', [here('floors/cancel-asyncio.py')]).catch(() => null)
    console.log(python === null ? '        - (no python3)' : `${beside(python)} asyncio`)
  }
}
process.exitCode = failed ? 1 : 0

function holds({ value, limit }) {
  return limit === undefined || value <= limit
}

function beside(text) {
  return `${round(Number(text)).padStart(9)} ms    the same:`
}

function round(value) {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3)
}

function output(command, args) {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: 180_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr || error.message)) : resolve(stdout),
    )
  })
}
