/**
 * What small programs weigh, everything told: program, frame, loop, minified for ES5.
 *
 * A limit is what was measured when it was written, a little rounded up: it
 * keeps what has been won. Lower it with every gain.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundle } from '../../transformer/cli/build.js'

const programs: { name: string; limit: number; semantics?: 'promise'; source: string }[] = [
  { name: 'nothing that waits', limit: 260, source: "console.log('hello')" },
  { name: 'a value that a console has to show', limit: 4_520, source: 'console.log({ a: 1 })' },
  { name: 'one generator', limit: 2_140, source: 'function* f() { yield 1 }\nf().next()' },
  {
    name: 'one async function and a timer',
    limit: 5_410,
    source:
      "import { sleep } from 'globeflower'\nasync function main() { await sleep(10); console.log('done') }\nmain()",
  },
  {
    name: 'one async function, profile promise',
    limit: 5_040,
    semantics: 'promise',
    source: 'async function main() { await null }\nmain()',
  },
]

let folder = ''
const table: string[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'globeflower-size-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  process.stderr.write(`\n${table.join('\n')}\n`)
})

it.each(programs)('$name: at most $limit bytes gzip', async ({ name, limit, semantics, source }) => {
  const file = join(folder, 'main.ts')
  writeFileSync(file, source)
  const { code } = await bundle(file, {
    outfile: join(folder, 'main.js'),
    target: 'es5',
    minify: true,
    ...(semantics ? { semantics } : {}),
  })
  const size = gzipSync(code, { level: 9 }).length
  table.push(`${String(size).padStart(6)} of ${String(limit).padStart(6)} bytes gzip  ${name}`)
  expect(size).toBeLessThanOrEqual(limit)
})
