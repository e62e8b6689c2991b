/**
 * The floor: `expected/<profile>.<target>.<host>.txt` lists every test that fails, each group under its reason.
 *
 *   # the reason, one line
 *   language/…/a-test.js
 *
 * What fails and is not listed is news, and so is a listed test that is not there any more. What passes though it is
 * listed is good news: `--update` takes it off. `--update` keeps reasons; tests without one go where reasons.mjs says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { reasonOf } from './reasons.mjs'

const fileOf = (name) => join(import.meta.dirname, 'expected', `${name}.txt`)

/** Compares and tells; true when there is no bad news. */
export function check(name, tests, failures, isWhole) {
  if (!existsSync(fileOf(name))) {
    console.log(`there is no ${fileOf(name)}: write it with --update`)
    return false
  }
  const expected = read(name)
  const errors = new Map(failures.map(({ path, error }) => [path, error.split('\n')[0]]))
  const chosen = new Set(tests.map(({ file }) => file))
  const news = [...errors].filter(([path]) => !expected.has(path))
  const gone = isWhole ? [...expected.keys()].filter((path) => !chosen.has(path)) : []
  const passing = [...expected.keys()].filter((path) => chosen.has(path) && !errors.has(path))
  for (const [path, error] of news) console.log(`fails now: ${path}\n           ${error}`)
  for (const path of gone) console.log(`was not run: ${path}`)
  for (const path of passing) console.log(`passes now: ${path}`)
  const known = errors.size - news.length
  console.log(
    `${known} failures as expected, ${news.length} new, ${passing.length} listed ones pass (--update takes them off)`,
  )
  return news.length === 0 && gone.length === 0
}

export function update(name, tests, failures) {
  const before = existsSync(fileOf(name)) ? read(name) : new Map()
  const chosen = new Set(tests.map(({ file }) => file))
  const after = new Map([...before].filter(([path]) => !chosen.has(path)))
  for (const { path, error } of failures)
    if (!after.has(path)) after.set(path, before.get(path) ?? reasonOf(path, error))
  const groups = new Map()
  for (const [path, reason] of [...after].sort(([a], [b]) => (a < b ? -1 : 1)))
    groups.set(reason, [...(groups.get(reason) ?? []), path])
  const text = [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([reason, paths]) => `# ${reason}\n${paths.join('\n')}\n`)
    .join('\n')
  mkdirSync(dirname(fileOf(name)), { recursive: true })
  writeFileSync(fileOf(name), text)
  for (const [reason, paths] of groups) console.log(`${String(paths.length).padStart(5)}  ${reason}`)
}

/** path → reason */
function read(name) {
  const found = new Map()
  let reason = ''
  for (const line of readFileSync(fileOf(name), 'utf8').split('\n')) {
    if (line.startsWith('# ')) reason = line.slice(2)
    else if (line !== '') found.set(line, reason)
  }
  return found
}
