/**
 * The test suites of other people's packages, each natively and lowered as it is loaded (`globeflower/register`).
 *
 *   npm run packages -- --dir <folder of checkouts> [--only name,name] [--profile promise|task]… [--target es2022] [--clone]
 *
 * A checkout is `<dir>/<name>` of the list below; with `--clone` what is missing is cloned at its commit. What a suite
 * needs is installed once, into the checkout, without scripts. The table goes to standard output, the output of every
 * run to test/output/packages/. Status 1: lowered counts differ from native ones by more than packages/list.mjs says.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { PACKAGES } from './packages/list.mjs'

const here = import.meta.dirname
const output = join(here, '../output/packages')
const hook = pathToFileURL(join(here, '../../dist/transformer/plugins/register.js')).href

const { values: flags } = parseArgs({
  options: {
    dir: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string', multiple: true, default: ['promise', 'task'] },
    target: { type: 'string', default: 'es2022' },
    clone: { type: 'boolean', default: false },
  },
})
process.exitCode = main()

function main() {
  if (!flags.dir) return refuse('--dir must name a folder of checkouts.')
  if (!existsSync(new URL(hook))) return refuse('dist/ is missing: run `npm run build` first.')
  mkdirSync(output, { recursive: true })
  const rows = []
  let unexpected = 0
  for (const each of PACKAGES) {
    if (flags.only && !flags.only.split(',').includes(each.name)) continue
    const folder = resolve(flags.dir, each.name)
    if (!existsSync(folder) && flags.clone) clone(each, folder)
    if (!existsSync(folder)) {
      console.error(`${each.name}: no checkout; git clone https://github.com/${each.repository} ${folder}`)
      continue
    }
    if (!existsSync(join(folder, 'node_modules'))) install(each, folder)
    const native = run(each, folder)
    const lowered = flags.profile.map((profile) => ({ profile, ...best(native, () => run(each, folder, profile)) }))
    for (const { profile, passed, failed } of lowered) {
      const known = (each.differences ?? []).filter(
        (it) => (it.profile ?? profile) === profile && (it.target ?? flags.target) === flags.target,
      )
      const expected = known.reduce((sum, { tests }) => sum + tests, 0)
      if (native.passed - passed > expected || failed - native.failed > expected) unexpected++
    }
    rows.push([
      `[${each.name}](https://github.com/${each.repository})`,
      `${versionOf(folder)} (${commitOf(folder)})`,
      native,
      ...lowered,
    ])
    console.error(each.name, show(native), ...lowered.map((it) => `${it.profile} ${show(it)}`))
  }
  console.log(table(rows))
  return unexpected > 0 ? 1 : 0
}

/** Some suites measure time: what fails is given a second chance. */
function best(native, attempt) {
  const first = attempt()
  if (first.failed <= native.failed && first.passed >= native.passed) return first
  const second = attempt()
  return second.passed > first.passed ? second : first
}

/** One run of a suite; what it printed is kept. */
function run({ name, command, env, include = [] }, folder, profile) {
  const hooked = { NODE_OPTIONS: `--import ${hook}`, GLOBEFLOWER_SEMANTICS: profile, GLOBEFLOWER_TARGET: flags.target }
  const { stdout, stderr } = spawnSync(command, {
    shell: true,
    cwd: folder,
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`,
      ...env,
      ...(profile && { ...hooked, GLOBEFLOWER_INCLUDE: include.join() }),
    },
  })
  const text = stdout + stderr
  writeFileSync(join(output, `${name}.${profile ? `${profile}.${flags.target}` : 'native'}.txt`), text)
  return counts(stripVTControlCharacters(text))
}

/** As TAP (tape, brittle, node:test, AVA) and mocha sum up; the last word counts. */
function counts(text) {
  const last = (...patterns) => Number(patterns.flatMap((it) => [...text.matchAll(it)]).at(-1)?.[1] ?? 0)
  return {
    passed: last(
      /^# pass(?:ed)?:?\s+(\d+)/gm,
      /^ℹ pass (\d+)/gm,
      /^\s*(\d+) passing/gm,
      /^\s*(\d+) tests? passed/gm,
      /asserts: \d+, passed: (\d+)/gm,
      /^# tests = (\d+)\/\d+ pass/gm,
    ),
    failed: last(
      /^# fail(?:ed)?:?\s+(\d+)/gm,
      /^ℹ fail (\d+)/gm,
      /^\s*(\d+) failing/gm,
      /^\s*(\d+) tests? failed/gm,
      /asserts: \d+, passed: \d+, failed: (\d+)/gm,
    ),
  }
}

function show({ passed, failed }) {
  return failed > 0 ? `${passed} (${failed} fail)` : String(passed)
}

function table(rows) {
  const head = ['package', 'version (commit)', 'native', ...flags.profile.map((it) => `lowered, \`${it}\``)]
  const lines = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : show(cell))))
  return [head, head.map((_, index) => (index > 1 ? '---:' : '---')), ...lines]
    .map((it) => `| ${it.join(' | ')} |`)
    .join('\n')
}

function clone({ repository, commit }, folder) {
  git(process.cwd(), 'clone', '--quiet', `https://github.com/${repository}`, folder)
  git(folder, 'checkout', '--quiet', commit)
}

function git(cwd, ...args) {
  return spawnSync('git', args, { cwd, encoding: 'utf8' }).stdout.trim()
}

function commitOf(folder) {
  return git(folder, 'rev-parse', '--short=10', 'HEAD')
}

function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
}

/** The package's own dependencies and those of its development that the suite itself imports. */
function install({ name, needs }, folder) {
  const { dependencies, peerDependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const chosen = Object.fromEntries(
    needs.map((it) => {
      const at = it.lastIndexOf('@')
      return at > 0 ? [it.slice(0, at), it.slice(at + 1)] : [it, devDependencies?.[it] ?? '*']
    }),
  )
  const place = mkdtempSync(join(folder, '.install-'))
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ private: true, dependencies: { ...peerDependencies, ...dependencies, ...chosen } }),
  )
  const options = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--no-package-lock',
    '--legacy-peer-deps',
  ]
  const done = spawnSync('npm', options, { cwd: place, stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 })
  if (done.status === 0) renameSync(join(place, 'node_modules'), join(folder, 'node_modules'))
  else console.error(`${name}: npm install failed`)
  rmSync(place, { recursive: true })
}

function refuse(message) {
  console.error(message)
  return 1
}
