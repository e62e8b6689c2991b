/**
 * Programs as people write them, on every engine: each prints on each engine
 * that is here what its source prints on Node when nothing compiles it.
 *
 * Each keeps to one thread of control where order shows, so both profiles
 * print the same. But for Promise, timers and the symbols a program names only
 * what the oldest engine has.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../transformer/cli/build.js'
import { engines, native } from './engines/engines.mjs'

const folder = fileURLToPath(new URL('programs', import.meta.url))
/** What the program is about is not there. */
const UNABLE: Record<string, string[]> = {
  // It needs ES5: see builtins.ts.
  library: ['rhino-1.7R1'],
  platform: ['rhino-1.7R1'],
  // Literals do not keep the order of their keys.
  console: ['rhino-1.7R1'],
  // Its promises do not tell where they are.
  'console-promises': ['node-4'],
}
const out = fileURLToPath(new URL('output/programs', import.meta.url))
const programs = readdirSync(folder).map((file) => file.replace('.ts', ''))
/** Short names in one profile, plain ones in the other: both are seen, at half the time. */
const profiles = [
  { semantics: 'task', minify: true },
  { semantics: 'promise', minify: false },
] as const

describe.each(programs)('%s', (program) => {
  let expected: string

  beforeAll(async () => {
    mkdirSync(out, { recursive: true })
    expected = await printedNatively(program)
  })

  describe.each(profiles)('$semantics', ({ semantics, ...options }) => {
    // Short names are what it is not about.
    const minify = options.minify && program !== 'names' && program !== 'console'
    let scripts: { es3: string; es5: string }

    beforeAll(async () => {
      const compiled = async (target: 'es3' | 'es5') => {
        const outfile = join(out, `${program}.${semantics}.${target}.js`)
        const { code } = await bundle(join(folder, `${program}.ts`), { outfile, target, minify, semantics })
        writeFileSync(outfile, code)
        return outfile
      }
      scripts = { es3: await compiled('es3'), es5: await compiled('es5') }
    })

    const able = engines.filter(({ id }) => !UNABLE[program]?.includes(id))
    for (const engine of [native, ...able]) {
      it.skipIf(engine.missing)(`prints the same on ${engine.title}`, async () => {
        const { status, stderr, stdout } = await engine.run(scripts[engine.level])
        expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: expected })
      })
    }
  })
})

afterAll(() => {
  for (const { title, missing } of engines) if (missing) process.stderr.write(`skipped: ${title}, ${missing}\n`)
})

async function printedNatively(program: string): Promise<string> {
  const outfile = join(out, `${program}.mjs`)
  await build({ entryPoints: [join(folder, `${program}.ts`)], outfile, bundle: true, format: 'esm', target: 'node20' })
  const { status, stderr, stdout } = await native.run(outfile)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n').length).toBeGreaterThan(5)
  return stdout
}
