/**
 * One program with packages through every bundler, set up by the README's three lines: one ES5 file, the same
 * output on each engine that is here, and positions that lead back to what was written.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { parse } from 'acorn'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { missingModules } from '../../transformer/plugins/builtins.js'
import { engines, native } from '../engines/engines.mjs'
import { install } from '../support/install.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '../output/bundlers')
const main = join(here, 'program/main.ts')
const wanted = ['mujs', 'duktape', 'duktape-wasm', 'node-0.10']
let expected = ''

beforeAll(async () => {
  if (!install(here)) throw new Error('npm ci failed in test/bundlers')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const file = join(out, 'native.cjs')
  await build({ entryPoints: [main], outfile: file, bundle: true, format: 'cjs', platform: 'node' })
  expected = (await native.run(file)).stdout
}, 120_000)

function bundle(bundler: string, entry: string, folder: string, mode = '', cwd = here) {
  const args = [join(here, 'bundle.mjs'), bundler, entry, folder, mode]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: 60_000 })
  return { status, stdout, stderr }
}

describe.each([
  ['esbuild', ''],
  ['rollup', ''],
  ['rolldown', 'minify'],
  ['vite', 'minify'],
  ['webpack', ''],
  ['rspack', 'minify'],
])('%s %s', (bundler, mode) => {
  const folder = join(out, bundler)
  const file = join(folder, 'out.js')
  let code = ''

  beforeAll(() => {
    const entry = bundler === 'vite' ? join(here, 'program/index.html') : main
    expect(bundle(bundler, entry, folder, mode)).toMatchObject({ status: 0, stderr: '' })
    code = readFileSync(file, 'utf8')
  }, 90_000)

  it('makes one file that is ES5', () => {
    parse(code, { ecmaVersion: 5, sourceType: 'script' })
  })

  it('prints what the source prints', async () => {
    expect(await native.run(file)).toMatchObject({ stdout: expected, stderr: '', status: 0 })
  })

  for (const engine of engines.filter(({ id }) => wanted.includes(id))) {
    it.skipIf(engine.missing)(`prints it on ${engine.title}`, async () => {
      expect(await engine.run(file)).toMatchObject({ stdout: expected, stderr: '', status: 0 })
    })
  }

  it('leads back to the line that was written', () => {
    const trace = new TraceMap(readFileSync(`${file}.map`, 'utf8'))
    const before = code.slice(0, /["']total["']/.exec(code)!.index).split('\n')
    const found = originalPositionFor(trace, { line: before.length, column: before.at(-1)!.length })
    const lines = readFileSync(main, 'utf8').split('\n')
    expect(found.source).toMatch(/program\/main\.ts$/)
    expect(found.line).toBe(lines.findIndex((it) => it.includes("'total'")) + 1)
  })
})

it('loads the file of a Vite build as a classic script at the end of the page', () => {
  const page = readFileSync(join(out, 'vite/index.html'), 'utf8')
  expect(page).toMatch(/<script src="\/out\.js"><\/script>\s*<\/body>/)
  expect(page).not.toContain('module')
})

it.each(['esbuild', 'rollup', 'rolldown', 'vite', 'webpack', 'rspack'])(
  '%s finds what `paths` of a tsconfig stand for, and reads JSON',
  async (bundler) => {
    const folder = join(out, `mapped-${bundler}`)
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    write(
      'tsconfig.json',
      '{ "compilerOptions": { "paths": { "@lib/*": ["./src/lib/*"], "@data": ["./src/data.json"] } } }',
    )
    write('src/lib/count.ts', 'export const count = async (list: number[]): Promise<number> => list.length\n')
    write('src/data.json', '{ "list": [1, 2, 3], "class": "kept" }')
    const imports = "import { count } from '@lib/count'\nimport data from '@data'\nimport { list } from './data.json'\n"
    write('src/main.ts', `${imports}count(list).then((n) => console.log(n, data.class))\n`)
    write('index.html', '<script type="module" src="/src/main.ts"></script>')
    const entry = join(folder, bundler === 'vite' ? 'index.html' : 'src/main.ts')
    expect(bundle(bundler, entry, join(folder, 'out'), '', folder)).toMatchObject({ status: 0, stderr: '' })
    expect(await native.run(join(folder, 'out/out.js'))).toMatchObject({ stdout: '3 kept\n', status: 0 })
  },
)

it.each([
  [true, true],
  [true, 'inline'],
  [false, true],
] as const)('mends what esbuild prints, with its map: write %s, sourcemap %s', async (write, sourcemap) => {
  const folder = join(out, `mended-${write}-${sourcemap}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'old.cjs'), 'exports.x = 1')
  writeFileSync(
    join(folder, 'main.ts'),
    "import * as old from './old.cjs'\nclass Base { async name() { await null; return this.constructor.name } }\n" +
      'class Circle extends Base {}\nnew Circle().name().then((name) => console.log(name, old.x, "here"))\n',
  )
  const { default: globeflower } = await import('../../dist/transformer/plugins/esbuild.js')
  const outfile = join(folder, 'out.js')
  const entryPoints = [join(folder, 'main.ts')]
  const result = await build({ entryPoints, bundle: true, outfile, write, sourcemap, plugins: [globeflower()] })
  for (const it of result.outputFiles ?? []) writeFileSync(it.path, it.contents)
  expect(await native.run(outfile)).toMatchObject({ stdout: 'Circle 1 here\n', stderr: '' })
  const code = readFileSync(outfile, 'utf8')
  // WebKit 534 has none.
  expect(code).not.toContain('.bind(null')
  const inline = /base64,(\S+)/.exec(code)?.[1]
  const map = inline ? Buffer.from(inline, 'base64').toString() : readFileSync(`${outfile}.map`, 'utf8')
  const before = code.slice(0, code.indexOf('"here"')).split('\n')
  const place = { line: before.length, column: before.at(-1)!.length }
  expect(originalPositionFor(new TraceMap(map), place).line).toBe(4)
})

it('follows `paths` on the server of Vite, too', async () => {
  const folder = join(out, 'mapped-server')
  mkdirSync(join(folder, 'src/lib'), { recursive: true })
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }')
  writeFileSync(join(folder, 'src/lib/count.ts'), 'export const count = async (n: number): Promise<number> => n + 1\n')
  writeFileSync(join(folder, 'src/main.ts'), "import { count } from '~/lib/count'\ncount(1)\n")
  const { createServer } = await import('vite')
  const { default: globeflower } = await import('../../dist/transformer/plugins/vite.js')
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [globeflower()],
    server: { middlewareMode: true, ws: false, watch: null },
  })
  try {
    expect((await server.transformRequest('/src/main.ts'))?.code).toContain('from "/src/lib/count.ts"')
    expect((await server.transformRequest('/src/lib/count.ts'))?.code).toContain('$gf')
  } finally {
    await server.close()
  }
})

it('provides what core-js-pure has', () => {
  expect(missingModules(join(here, 'node_modules/core-js-pure'))).toEqual([])
})
