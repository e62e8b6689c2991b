/**
 * `npm run demo`: every program of examples/ becomes one script, runs on Node
 * and on each old engine that is here, and must print the same everywhere.
 *
 * What is right: the text beside a program that uses the runtime, and for plain
 * ECMAScript what Node prints when nothing has been compiled.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { engines, native } from '../test/engines/engines.mjs'
import { installEngines } from '../test/engines/install.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '../test/output/demo')
installEngines()

const bundler = join(here, '../dist/transformer/cli/build.js')

if (!existsSync(bundler)) {
  console.error('The demo needs the build. Run npm ci, or npm run build.')
  process.exit(1)
}
const { bundle } = await import(bundler)

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const programs = await Promise.all(
  readdirSync(join(here, 'examples'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => prepare(name.slice(0, -3))),
)
const present = [native, ...engines.filter((engine) => !engine.missing)]
const differences = []

const rows = [['', ...programs.map(({ name }) => name)]]
rows.push(['bytes, minified, ES5', ...programs.map(({ es5 }) => grouped(es5.bytes))])
rows.push(['bytes, minified, ES3', ...programs.map(({ es3 }) => grouped(es3.bytes))])
for (const engine of present) {
  const cells = []
  // One after the other: the milliseconds are those of an engine that has the machine to itself.
  for (const program of programs) cells.push(await cell(engine, program))
  rows.push([engine.title, ...cells])
}
print(rows)
for (const { title, missing } of engines) if (missing) console.log(`skipped: ${title}, ${missing}`)
for (const { title, name, expected, outcome } of differences) {
  console.log(
    `\n${name} on ${title}: status ${outcome.status}, expected\n${indent(expected)}\nprinted\n${indent(outcome.stdout)}`,
  )
  if (outcome.stderr) console.log(indent(outcome.stderr.slice(0, 2000)))
}
const runs = present.length * programs.length
console.log(
  differences.length === 0
    ? `\n${runs} runs, milliseconds each; every engine printed the same.`
    : `\n${differences.length} of ${runs} runs differ.`,
)
process.exit(differences.length === 0 ? 0 : 1)

async function prepare(name) {
  const source = join(here, 'examples', `${name}.ts`)
  const [es5, es3] = await Promise.all([compiled(name, source, 'es5'), compiled(name, source, 'es3')])
  return { name, es5, es3, expected: await expectation(name, source) }
}

async function compiled(name, source, target) {
  const file = join(out, `${name}.${target}.js`)
  const { code } = await bundle(source, { outfile: file, target, minify: true })
  writeFileSync(file, code)
  return { file, bytes: Buffer.byteLength(code) }
}

async function expectation(name, source) {
  const written = join(here, 'examples', `${name}.txt`)
  if (existsSync(written)) return readFileSync(written, 'utf8')
  const file = join(out, `${name}.native.mjs`)
  await build({
    entryPoints: [source],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  })
  const { status, stdout, stderr } = await native.run(file)
  if (status !== 0) throw new Error(`${name} fails on Node itself: ${stderr}`)
  return stdout
}

async function cell(engine, { name, es3, es5, expected }) {
  const outcome = await engine.run((engine.level === 'es3' ? es3 : es5).file)
  const same = outcome.status === 0 && outcome.stdout === expected
  if (!same) differences.push({ title: engine.title, name, expected, outcome })
  return `${grouped(outcome.ms)} ${same ? '✓' : '✗'}`
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  for (const row of table) {
    console.log(row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  '))
  }
}

function grouped(number) {
  return number.toLocaleString('en-US')
}

function indent(text) {
  return text.replace(/^/gm, '    ')
}
