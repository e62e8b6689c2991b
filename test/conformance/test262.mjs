/**
 * test262's chapters on async functions, generators and `using`, each test natively and lowered, in a realm of its own.
 *
 *   npm run test262 -- --dir <checkout of tc39/test262> [--profile promise|task] [--target es5|es2015|…|esnext]
 *                      [--host typescript] [--filter text] [--promise own] [--control] [--check | --update]
 *
 * What native Node fails is left out (except `using`, which Node 20 does not parse: it is lowered, so the target is es2022). The table goes to standard output,
 * every failure and the causes to test/output/test262/. `--check` compares with the failures listed in
 * test262/expected/ and exits with 1 when a test fails that is not listed; `--update` writes the list. `--promise own` runs built-ins/Promise on the runtime's own Promise, the engine's being hidden.
 * `--control` also counts those language tests alone that an ES5 lowering passes which leaves async and generators native
 * (test262/control.mjs).
 */
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startProgress } from '../support/progress.mjs'
import { check, update } from './test262/expected.mjs'
import { runAll } from './test262/pool.mjs'
import { causes, percent, table, text } from './test262/report.mjs'
import { select } from './test262/select.mjs'

const here = import.meta.dirname
const output = join(here, '../output/test262')

const { values: flags } = parseArgs({
  options: {
    dir: { type: 'string' },
    profile: { type: 'string', default: 'promise' },
    target: { type: 'string', default: 'es2022' },
    host: { type: 'string', default: 'typescript' },
    filter: { type: 'string' },
    promise: { type: 'string' },
    control: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
  },
})
process.exitCode = await main()

async function main() {
  if (!flags.dir || !existsSync(join(flags.dir, 'harness/sta.js')))
    return refuse('--dir must name a checkout of https://github.com/tc39/test262 (git clone --depth 1).')
  if (!existsSync(join(here, '../../dist/transformer/index.js')))
    return refuse('dist/ is missing: run `npm run build` first.')
  const checkout = resolve(flags.dir)
  const own = flags.promise === 'own'
  mkdirSync(output, { recursive: true })

  const selected = select(checkout, { filter: flags.filter, promise: own })
  if (selected.length === 0) return refuse('No test fits.')
  const harness = digest(
    readdirSync(join(checkout, 'harness'))
      .map((name) => safeRead(join(checkout, 'harness', name)))
      .join(),
  )
  const kept = own ? selected : await passesBy('native', selected, { checkout, harness })
  const control = flags.control && (await passesBy('control', kept.filter(isLanguage), { checkout, harness }))
  console.log(
    `${selected.length} tests selected, ${selected.length - kept.length} left out: native Node ${process.version} fails them`,
  )

  const runtime = join(output, `runtime.${process.pid}.js`)
  await bundleRuntime(runtime)
  const options = { semantics: flags.profile, target: flags.target, host: flags.host }
  const failures = []
  let notEs5 = 0
  const tick = counter('lowered', kept.length)
  await runAll(kept, { checkout, runtime, by: 'us', promise: own, options }, (test, answer) => {
    let failed = false
    for (const mode of test.modes) {
      const { error, es5 } = answer[mode]
      if (error !== undefined) failures.push({ path: test.file, mode, error })
      if (error !== undefined) failed = true
      if (es5 === false) notEs5++
    }
    tick(failed)
  })
  return report(kept, control, failures, notEs5, own)
}

function report(kept, control, failures, notEs5, own) {
  const name = own ? 'promise-own' : `${flags.profile}.${flags.target}.${flags.host}`
  const groups = table(kept, failures)
  console.log(`\n${name}\n${text(groups)}`)
  if (control) reportControl(control, failures, name)
  if (flags.target === 'es5' && !own) console.log(`outputs that are not ES5 syntax: ${notEs5}`)
  const grouped = causes(failures)
  if (grouped.length > 0) console.log('\ncauses, by text of the error')
  for (const { cause, count, examples } of grouped.slice(0, 25))
    console.log(`${String(count).padStart(5)}  ${cause}\n         ${examples[0].path}`)
  if (grouped.length > 25) console.log(`       and ${grouped.length - 25} more`)
  const file = join(output, `${name}${flags.filter ? '.filtered' : ''}.json`)
  failures.sort((a, b) => (a.path < b.path ? -1 : 1))
  writeFileSync(file, JSON.stringify({ groups: Object.fromEntries(groups), causes: grouped, failures }, null, 1))
  console.log(`\nevery failure: ${file}`)
  if (flags.update) update(name, kept, failures)
  return !flags.check || check(name, kept, failures, !flags.filter) ? 0 : 1
}

/** The chapters that the control is asked for: the lowering of `using` is a matter of its own. */
function isLanguage({ file, group, disposal }) {
  return file.startsWith('language/') && group !== 'class field grammar' && !disposal
}

function reportControl(control, failures, name) {
  const failed = new Map(failures.map(({ path, error }) => [path, error.split('\n')[0]]))
  const bad = control.filter(({ file }) => failed.has(file))
  const passed = control.length - bad.length
  console.log(`language, tests the control passes: ${passed}/${control.length} (${percent(passed, control.length)})`)
  const file = join(output, `${name}.control.txt`)
  writeFileSync(file, bad.map(({ file }) => `${file}  ${failed.get(file)}\n`).join(''))
  console.log(`its failures: ${file}`)
}

/** The tests that Node passes in every mode, with the source as it is or as the control lowers it. Remembered. */
async function passesBy(by, tests, { checkout, harness }) {
  const cacheFile = join(output, `${by}.${process.version}.json`)
  const cache = existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, 'utf8')) : {}
  const keyOf = (test) => (test.key ??= digest(harness + test.file + test.source))
  const unknown = tests.filter((test) => !test.disposal && !(keyOf(test) in cache))
  if (unknown.length > 0) {
    const tick = counter(by, unknown.length)
    await runAll(unknown, { checkout, by }, (test, answer) => {
      const failed = test.modes.filter((mode) => answer[mode].error !== undefined)
      cache[keyOf(test)] = failed
      tick(failed.length > 0)
    })
    writeFileSync(cacheFile, JSON.stringify(cache))
  }
  return tests.filter((test) => test.disposal || cache[keyOf(test)].length === 0)
}

function safeRead(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function digest(value) {
  return createHash('sha1').update(value).digest('base64url').slice(0, 16)
}

/** A script whose value is the runtime: what `runtime: { global }` names. */
async function bundleRuntime(file) {
  const doors = ['frame', 'helpers'].filter((door) => existsSync(join(here, `../../runtime/${door}.ts`)))
  const { outputFiles } = await build({
    stdin: {
      contents: doors.map((door) => `export * from './${door}.ts'`).join('\n'),
      resolveDir: join(here, '../../runtime'),
    },
    bundle: true,
    format: 'iife',
    globalName: 'globeflower',
    write: false,
    logLevel: 'silent',
  })
  const code = outputFiles[0].text.replace(/^("use strict";\s*)?var globeflower = /m, 'return ')
  writeFileSync(file, `(function () { 'use strict'\n${code}\n})()`)
}

/** Called once for each test that is through. */
function counter(name, total) {
  const line = startProgress()
  let count = 0
  let bad = 0
  return (failed) => {
    count++
    if (failed) bad++
    if (count < total) line.show(`${name} ${count} of ${total}, ${bad} failed`)
    else line.end()
  }
}

function refuse(message) {
  console.error(message)
  return 1
}
