/** `globeflower/tsc` by the other roads that lead through TypeScript: references, increments, ts-loader, transpileModule. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { beforeAll, expect, it } from 'vitest'
import { createTransformer, findTypeScript } from '../../transformer/index.js'
import { install } from '../support/install.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
const project = join(root, 'test/output/tsc-doors')
const tspc = join(root, 'node_modules/ts-patch/bin/tspc.js')

beforeAll(() => {
  rmSync(project, { recursive: true, force: true })
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  symlinkSync(root, join(project, 'node_modules/globeflower'), 'dir')
})

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true })
  writeFileSync(join(project, name), text)
}

const read = (name: string) => readFileSync(join(project, name), 'utf8')

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { status, stdout, stderr }
}

const options = {
  target: 'ES5',
  ignoreDeprecations: '6.0',
  downlevelIteration: true,
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2018', 'DOM'],
  types: [],
  strict: true,
  plugins: [{ transform: 'globeflower/tsc' }],
}
const config = (more: object, rest: object = {}) =>
  JSON.stringify({ compilerOptions: { ...options, ...more }, ...rest })

it('builds composite projects, again only what has changed, and leaves declarations as they are', () => {
  write('composite/package.json', '{ "type": "module" }')
  write('composite/lib/lib.ts', 'export const later = async (x: number): Promise<number> => (await x) + 1\n')
  write('composite/app/app.ts', "import { later } from '../lib/out/lib.js'\nlater(1).then((x) => console.log(x))\n")
  write('composite/lib/tsconfig.json', config({ composite: true, outDir: 'out', rootDir: '.' }, { files: ['lib.ts'] }))
  const references = { files: ['app.ts'], references: [{ path: '../lib' }] }
  write('composite/app/tsconfig.json', config({ composite: true, outDir: '.', rootDir: '.' }, references))

  const build = () => node(tspc, '-b', 'composite/app', '--verbose')
  expect(build()).toMatchObject({ status: 0 })
  expect(read('composite/lib/out/lib.js')).toContain('globeflower/frame')
  expect(read('composite/lib/out/lib.d.ts')).toBe('export declare const later: (x: number) => Promise<number>;\n')
  expect(node('composite/app/app.js').stdout).toBe('2\n')

  expect(build().stdout).toMatch(/lib\/tsconfig\.json' is up to date/)
  write('composite/lib/lib.ts', 'export const later = async (x: number): Promise<number> => (await x) + 2\n')
  expect(build()).toMatchObject({ status: 0 })
  expect(read('composite/lib/out/lib.js')).toContain('globeflower/frame')
  expect(node('composite/app/app.js').stdout).toBe('3\n')
})

it('builds in increments', () => {
  write('steps/a.ts', 'export const a = async (): Promise<number> => { await 1; return 1 }\n')
  write('steps/b.ts', 'export const b = async (): Promise<number> => { await 1; return 1 }\n')
  write(
    'steps/tsconfig.json',
    config({ incremental: true, outDir: 'out', rootDir: '.', isolatedModules: true }, { include: ['*.ts'] }),
  )
  const build = () => node(tspc, '-p', 'steps', '--listEmittedFiles').stdout
  expect(build()).toMatch(/a\.js[^]*b\.js/)
  write('steps/b.ts', 'export const b = async (): Promise<number> => { await 2; return 2 }\n')
  expect(build()).not.toMatch(/a\.js/)
  for (const file of ['steps/out/a.js', 'steps/out/b.js']) {
    expect(read(file)).toContain('globeflower/frame')
    parse(read(file), { ecmaVersion: 5, sourceType: 'module' })
  }
})

it('is a transformer of ts.transpileModule', () => {
  const ts = findTypeScript()
  const { outputText } = ts.transpileModule('export const f = async () => { await 1 }', {
    compilerOptions: { target: ts.ScriptTarget.ES5, ignoreDeprecations: '6.0' },
    transformers: { before: [createTransformer(ts, { provide: true, helpers: true })] },
  })
  expect(outputText).toContain('globeflower/frame')
  expect(outputText).not.toContain('__awaiter')
})

it.each([true, false])("is a transformer of ts-loader's getCustomTransformers, transpileOnly %s", (transpileOnly) => {
  const bundlers = join(root, 'test/bundlers')
  if (!install(bundlers)) throw new Error('npm install failed in test/bundlers')
  const folder = `loader-${transpileOnly}`
  cpSync(join(here, 'project'), join(project, folder), { recursive: true })
  write(`${folder}/tsconfig.json`, config({ rootDir: '.' }, { files: ['main.ts'] }))
  write(
    `${folder}/pack.mjs`,
    `import { createRequire } from 'node:module'
import globeflower from 'globeflower/tsc'
const require = createRequire(${JSON.stringify(join(bundlers, 'package.json'))})
const ts = require('typescript')
const extras = { ts, addDiagnostic() {} }
require('webpack')({
  mode: 'none',
  target: ['web', 'es5'],
  context: ${JSON.stringify(join(project, folder))},
  entry: './main.ts',
  output: { path: ${JSON.stringify(join(project, folder))}, filename: 'out.js' },
  resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
  module: { rules: [{ test: /\\.ts$/, loader: require.resolve('ts-loader'), options: {
    transpileOnly: ${transpileOnly},
    getCustomTransformers: (program) => ({ before: [globeflower(program, {}, extras)] }),
  } }] },
}, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())
})
`,
  )
  expect(node(`${folder}/pack.mjs`)).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(read(`${folder}/out.js`)).not.toContain('__awaiter')
  write(`${folder}/package.json`, '{}')
  expect(node(`${folder}/out.js`).stdout).toBe('total 23\nrefused price -1\ndone\n')
})
