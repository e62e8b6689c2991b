/**
 * One program, every engine: what is compiled prints the same on each engine
 * that is here, and the same as the source does on Node when nothing compiles it.
 *
 * No polyfill: an engine is given the one file, see engines/engines.mjs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../transformer/cli/build.js'
import { engines, native } from './engines/engines.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'test/output/engines')
const source = (program: string) => join(root, `${program}.ts`)
/** Plain ECMAScript: Node itself says what is right. */
const plain = [
  'playground/examples/plain',
  'playground/examples/pipeline',
  'test/engines/programs/language',
  'test/engines/programs/lazy',
]
/** With the runtime's own words: what is right is written down beside them. */
const written = ['playground/examples/producer-consumer', 'playground/examples/timeout', 'test/engines/programs/host']

const cases = [
  ...plain.flatMap((program) => [
    { program, semantics: 'task' as const, minify: true },
    { program, semantics: 'promise' as const, minify: false },
  ]),
  ...written.map((program) => ({ program, semantics: 'task' as const, minify: true })),
]

interface Ready {
  es5: string
  es3: string
  expected: string
}

describe.each(cases)('$program, $semantics', ({ program, semantics, minify }) => {
  let ready: Ready

  beforeAll(async () => {
    mkdirSync(out, { recursive: true })
    const name = `${program.replaceAll('/', '-')}.${semantics}`
    const compiled = async (target: string) => {
      const outfile = join(out, `${name}.${target}.js`)
      const { code } = await bundle(source(program), { outfile, target, minify, semantics })
      writeFileSync(outfile, code)
      return outfile
    }
    ready = {
      es5: await compiled('es5'),
      es3: await compiled('es3'),
      expected: plain.includes(program)
        ? await printedNatively(program, join(out, `${name}.mjs`))
        : readFileSync(join(root, `${program}.txt`), 'utf8'),
    }
  })

  it('prints it on Node', async () => {
    const { stdout, stderr, status } = await native.run(ready.es5)
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: ready.expected })
  })

  for (const engine of engines) {
    it.skipIf(engine.missing)(`prints it on ${engine.title}`, async () => {
      const { stdout, stderr, status } = await engine.run(engine.level === 'es3' ? ready.es3 : ready.es5)
      expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: ready.expected })
    })
  }
})

describe.each(['task', 'promise'] as const)('a failure that nobody looks at, %s', (semantics) => {
  const scripts = { es3: join(out, `lost.${semantics}.es3.js`), es5: join(out, `lost.${semantics}.es5.js`) }

  beforeAll(async () => {
    mkdirSync(out, { recursive: true })
    const program = join(out, 'lost.ts')
    writeFileSync(program, "async function main() { await null; throw new Error('lost') }\nvoid main()\n")
    for (const target of ['es3', 'es5'] as const) {
      const { code } = await bundle(program, { outfile: scripts[target], target, minify: false, semantics })
      writeFileSync(scripts[target], code)
    }
  })

  for (const engine of [native, ...engines]) {
    it.skipIf(engine.missing)(`ends ${engine.title} with its error`, async () => {
      const { stdout, stderr, status } = await engine.run(scripts[engine.level])
      expect(stdout + stderr).toMatch(/lost/)
      expect(status).not.toBe(0)
    })
  }
})

it('has an engine with neither Promise nor Symbol.iterator', () => {
  expect(engines.find(({ id }) => id === 'duktape-wasm')?.missing).toBeUndefined()
})

afterAll(() => {
  for (const { title, missing } of engines) if (missing) process.stderr.write(`skipped: ${title}, ${missing}\n`)
})

async function printedNatively(program: string, outfile: string): Promise<string> {
  await build({ entryPoints: [source(program)], outfile, bundle: true, format: 'esm', platform: 'node' })
  const { status, stdout, stderr } = await native.run(outfile)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}
