/**
 * Every language case, lowered in each profile and to each target, against its own native run: the two logs must be
 * equal. Each emitted program is also parsed: no suspension may be left in it, and es5 output must be ES5.
 */
import * as acorn from 'acorn'
import { build } from 'esbuild'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as transformer from '../transformer/index.js'
import { loweredProgram, nativeProgram, Stage } from './support/native.js'

type Semantics = 'task' | 'promise'
type Target = 'es5' | 'esnext'
type TreeHost = 'typescript' | 'babel'

interface Case {
  /** construct/case */
  name: string
  folder: string
  fileName: string
  source: string
  semantics: Semantics[]
  targets: Target[]
  /** What Babel's own presets can show of it. */
  babelTargets: Target[]
  strict: boolean
}

/** DEBUG_BUILD=1 runs debug builds. */
const debug = process.env.DEBUG_BUILD !== undefined
/** TREE_HOST=babel runs that one only. */
const hosts = process.env.TREE_HOST ? [process.env.TREE_HOST as TreeHost] : (['typescript', 'babel'] as const)
const here = import.meta.dirname
const output = join(here, 'output')
const runtime = join(output, 'runtime.cjs')
const natives = new Stage()
const lowered = new Stage(runtime)

beforeAll(async () => {
  const doors = ['frame', 'helpers'].filter((door) => existsSync(join(here, `../runtime/${door}.ts`)))
  await build({
    stdin: {
      contents: doors.map((door) => `export * as ${door} from './${door}.ts'`).join('\n'),
      resolveDir: join(here, '../runtime'),
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: runtime,
    logLevel: 'silent',
  })
})
afterAll(() => Promise.all([natives.close(), lowered.close()]))

for (const each of cases()) {
  describe(each.name, () => {
    let log: Promise<string[]> | undefined
    const nativeLog = () =>
      (log ??= natives.run(nativeProgram(`${each.name}/${each.fileName}`, each.source, each.strict)))

    it('runs natively', async () => {
      expect(await nativeLog()).not.toEqual([])
    })

    for (const host of hosts)
      for (const semantics of each.semantics)
        for (const target of host === 'babel' ? each.babelTargets : each.targets)
          it(`${host === 'typescript' ? '' : `${host}, `}${semantics}, ${target}`, async () => {
            const code = compiled(each, host, semantics, target)
            const program = loweredProgram(`${each.name}/${semantics}.${target}/${each.fileName}`, code, each.strict)
            expect(leftovers(target === 'es5' ? code : program.code, target, each.strict).join('\n')).toBe('')
            expect((await lowered.run(program)).join('\n')).toBe((await nativeLog()).join('\n'))
          })

    it('lowers to the blocks on record', () => {
      const text = transformer.blocks(each.source, { fileName: each.fileName, target: 'esnext' })
      const file = join(each.folder, 'blocks.txt')
      if (process.env.UPDATE) writeFileSync(file, text)
      expect(text).toBe(readFileSync(file, 'utf8'))
    })

    it.skipIf(each.babelTargets.length === 0)('lowers to the same blocks from the Babel tree', () => {
      const text = transformer.blocks(each.source, { fileName: each.fileName, host: 'babel', target: 'esnext' })
      expect(text).toBe(readFileSync(join(each.folder, 'blocks.txt'), 'utf8'))
    })
  })
}

/** The folders under cases/ that hold an input; options.json says what differs from the usual run (see README.md). */
function cases(): Case[] {
  const root = join(here, 'cases')
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /[\\/]input\.(tsx?|js)$/.test(path))
    .sort()
    .map((path) => {
      const folder = dirname(join(root, path))
      const file = join(folder, 'options.json')
      const { semantics, targets, babelTargets, strict } = existsSync(file)
        ? JSON.parse(readFileSync(file, 'utf8'))
        : ({} as Record<string, undefined>)
      return {
        name: dirname(path),
        folder,
        fileName: basename(path),
        source: readFileSync(join(root, path), 'utf8'),
        semantics: semantics ? [semantics] : ['task', 'promise'],
        targets: targets ?? ['es5', 'esnext'],
        babelTargets: babelTargets ?? targets ?? ['es5', 'esnext'],
        strict: strict ?? true,
      }
    })
}

function compiled(each: Case, host: TreeHost, semantics: Semantics, target: Target): string {
  const { code, diagnostics } = transformer.compile(each.source, {
    fileName: each.fileName,
    host,
    semantics,
    target,
    debug,
    ...(each.strict ? {} : { module: 'script', runtime: { global: 'globeflower' } }),
  })
  const file = join(output, 'cases', each.name, `${host}.${semantics}.${target}.js`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, code)
  expect(diagnostics.map(({ id, line, message }) => `${id}, line ${line}: ${message}`).join('\n')).toBe('')
  return code
}

/** What the program still holds of the syntax that should be gone; a parse error counts as found. */
function leftovers(code: string, target: Target, strict: boolean): string[] {
  const found: string[] = []
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (value && typeof (value as acorn.Node).type === 'string') {
      const node = value as acorn.Node & { async?: boolean; generator?: boolean; await?: boolean }
      if (node.async || node.generator || node.await || /^(Await|Yield)Expression$/.test(node.type))
        found.push(`${node.type} at ${node.start}: ${code.slice(node.start, node.start + 40)}`)
      Object.values(node).forEach(visit)
    }
  }
  try {
    visit(
      acorn.parse(code, {
        ecmaVersion: target === 'es5' ? 5 : 'latest',
        sourceType: strict && target === 'es5' ? 'module' : 'script',
        allowReturnOutsideFunction: false,
      }),
    )
  } catch (error) {
    const at = (error as { pos?: number }).pos ?? 0
    found.push(`${(error as Error).message}: ${code.slice(Math.max(0, at - 30), at + 30)}`)
  }
  return found
}
