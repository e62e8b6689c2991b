/**
 * Writes the tables of playground/guide/comparison.md: times as numbers.md has them, sizes as measured now, with
 * TypeScript's beside ours.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const guide = `${root}playground/guide/comparison.md`
const json = `${root}test/output/comparison.json`
const grouped = (bytes) => bytes.toLocaleString('en-US')

const { status } = spawnSync(process.execPath, [`${root}test/size/size.mjs`, '--peers', '--json', json], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
// Over a budget or not, the figures are the figures.
if (status === null) throw new Error('npm run size did not end.')
const { programs, total } = JSON.parse(readFileSync(json, 'utf8'))

const numbers = readFileSync(`${root}playground/guide/numbers.md`, 'utf8')
const times = /^\| \| ours, task [^]*?\n\n/m.exec(numbers)[0].trimEnd()

const sizes = [
  '| program | ours, task | ours, promise | TypeScript 6 with polyfill |',
  '|---|---|---|---|',
  ...programs.map(
    ({ name, task, promise, rival }) =>
      `| ${name} | ${grouped(task.gzip)} | ${grouped(promise.gzip)} | ${rival ? grouped(rival.gzip) : '–'} |`,
  ),
].join('\n')

const emitted = [
  '| | ours | TypeScript 6 | ratio |',
  '|---|---|---|---|',
  `| all the files of \`test/size/sources.json\` | ${grouped(total.ours.gzip)} | ${grouped(total.typescript.gzip)} | ${(total.ours.gzip / total.typescript.gzip).toFixed(2)} |`,
].join('\n')

let text = readFileSync(guide, 'utf8')
for (const [heading, table] of Object.entries({ Time: times, Size: sizes, 'Emitted code': emitted })) {
  // The first table under the heading, or a place for one.
  text = text.replace(
    new RegExp(`(^## ${heading}\\n\\n(?:[^|#\\n].*\\n)+)(\\n(?:\\|.*\\n)+)?`, 'm'),
    (_, head) => `${head}\n${table}\n`,
  )
}
writeFileSync(guide, text)
console.log(guide)
