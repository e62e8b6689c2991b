/** Programs and tests that are lowered as they are loaded: the Node hook, vitest, jest. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { install } from '../support/install.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
let folder = ''

beforeEach(() => {
  mkdirSync(join(root, 'test/output'), { recursive: true })
  folder = mkdtempSync(join(root, 'test/output/runners-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/globeflower'), 'dir')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, ...lines: string[]): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), lines.join('\n') + '\n')
}

function node(env: Record<string, string>, cwd: string, ...args: string[]) {
  const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, ...clean } = process.env
  const options = { cwd, encoding: 'utf8' as const, env: { ...clean, ...env }, timeout: 60_000 }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  return { status, stdout, stderr }
}

const run = (name: string, env: Record<string, string> = {}) =>
  node(env, folder, '--import', 'globeflower/register', name)

/** A package of each format, with an async function that tells what it returns. */
function packages(): void {
  file('node_modules/esm/package.json', '{ "name": "esm", "type": "module", "exports": "./i.js" }')
  file('node_modules/esm/i.js', 'export async function later(x) { await x; return x }')
  file('node_modules/cjs/package.json', '{ "name": "cjs", "main": "./i.js" }')
  file('node_modules/cjs/i.js', 'exports.later = async function (x) { await x; return x }')
}

describe('node --import globeflower/register', () => {
  it('finds its own TypeScript where the program has none', () => {
    const outside = mkdtempSync(join(tmpdir(), 'globeflower-register-'))
    const hook = pathToFileURL(join(root, 'dist/transformer/plugins/register.js')).href
    try {
      writeFileSync(join(outside, 'tsconfig.json'), '{}')
      writeFileSync(join(outside, 'app.ts'), "try { require('absent') } catch { console.log(1 as number) }\n")
      expect(node({}, outside, '--import', hook, 'app.ts')).toEqual({ status: 0, stdout: '1\n', stderr: '' })
    } finally {
      rmSync(outside, { recursive: true })
    }
  })

  it('runs TypeScript, with stack traces that name its lines', () => {
    file('package.json', '{ "type": "module" }')
    file('lib.ts', 'export const twice = (n: number): number => n * 2')
    file(
      'app.ts',
      "import { Task } from 'globeflower'",
      "import { twice } from './lib.js'",
      "import type { Nothing } from './types'",
      'async function fail(x: number): Promise<never> {',
      '  await x',
      '  throw new Error(String(twice(x)))',
      '}',
      'const failing = fail(2)',
      'console.log(failing instanceof Task)',
      'await failing.catch((error: Error) => console.log(error.stack))',
    )
    const { status, stdout, stderr } = run('app.ts')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^true\nError: 4\n.*app\.ts:6:\d+\)?\n/)
  })

  it('lowers the packages that were asked for, and only those', () => {
    packages()
    file('package.json', '{ "type": "module" }')
    file(
      'app.js',
      "import { createRequire } from 'node:module'",
      "import { Task } from 'globeflower'",
      "import { later } from 'esm'",
      "const cjs = createRequire(import.meta.url)('cjs')",
      'console.log(later(1) instanceof Task, cjs.later(1) instanceof Task)',
    )
    expect(run('app.js').stdout).toBe('false false\n')
    expect(run('app.js', { GLOBEFLOWER_INCLUDE: 'esm' }).stdout).toBe('true false\n')
    expect(run('app.js', { GLOBEFLOWER_INCLUDE: 'esm,cjs' }).stdout).toBe('true true\n')
    const promises = { GLOBEFLOWER_INCLUDE: 'esm,cjs', GLOBEFLOWER_SEMANTICS: 'promise' }
    expect(run('app.js', promises)).toEqual({ status: 0, stdout: 'false false\n', stderr: '' })
  })

  it('finds what `paths` of a tsconfig stand for, and reads JSON', () => {
    file('package.json', '{ "type": "module" }')
    file('tsconfig.json', '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }')
    file('lib/double.ts', 'export const double = async (n: number) => n * 2')
    file('data.json', '{ "n": 21 }')
    file(
      'app.ts',
      "import { double } from '@lib/double'",
      "import { n } from './data.json'",
      'console.log(await double(n))',
    )
    expect(run('app.ts')).toEqual({ status: 0, stdout: '42\n', stderr: '' })
  })

  it('takes CommonJS and TypeScript through require', () => {
    file('package.json', '{}')
    file('lib.ts', 'export const later = async (x: number): Promise<number> => (await x) + 1')
    file('old.cts', 'interface A { a: 1 }', 'exports.name = "old" satisfies string')
    file(
      'app.js',
      "const { later } = require('./lib')",
      "const { Task } = require('globeflower')",
      "console.log(require('./old.cts').name, later(1) instanceof Task)",
      'later(1).then(console.log)',
    )
    expect(run('app.js')).toEqual({ status: 0, stdout: 'old true\n2\n', stderr: '' })
  })

  it('keeps a file CommonJS that only its package tells to be so, with its import()', () => {
    packages()
    file('package.json', '{}')
    file(
      'app.js',
      'main()',
      'async function main() {',
      "  console.log((await import('esm')).later.name, typeof module)",
      '}',
    )
    expect(run('app.js')).toEqual({ status: 0, stdout: 'later object\n', stderr: '' })
  })

  it('leaves TypeScript to the tool that reads it for require, and lowers what it makes', () => {
    file('package.json', '{}')
    file(
      'reads-types.cjs',
      "const { readFileSync } = require('fs')",
      "require.extensions['.ts'] = (module, path) =>",
      "  module._compile(readFileSync(path, 'utf8').replace('export default', 'exports.made ='), path)",
    )
    file('app.ts', 'export default async () => typeof module', 'exports.made().then(console.log)')
    const { stdout, stderr } = node({}, folder, '-r', './reads-types.cjs', '--import', 'globeflower/register', 'app.ts')
    expect({ stdout, stderr }).toEqual({ stdout: 'object\n', stderr: '' })
  })

  it('has tasks see the stores of AsyncLocalStorage', () => {
    file('package.json', '{ "type": "module" }')
    file(
      'app.js',
      "import { AsyncLocalStorage } from 'node:async_hooks'",
      'const store = new AsyncLocalStorage()',
      'const shows = async () => { await new Promise(setImmediate); console.log(store.getStore()) }',
      "store.run('inside', () => void shows())",
      'shows()',
    )
    expect(run('app.js')).toEqual({ status: 0, stdout: 'inside\nundefined\n', stderr: '' })
  })

  it('stops at what cannot be lowered, with its place', () => {
    file('app.cjs', 'module.exports = async function (names) {', '  await 0', '  with (names) await a', '}')
    const { status, stderr } = run('app.cjs')
    expect(stderr).toMatch(/`with`.*\(with-statement\)\n\s+at .*app\.cjs:3:3/)
    expect(status).toBe(1)
  })
})

it('vitest runs tests lowered, packages too where they are included', () => {
  packages()
  file('package.json', '{ "type": "module" }')
  file(
    'vitest.config.js',
    "import globeflower from 'globeflower/vitest'",
    "export default { plugins: [globeflower({ include: ['esm'] })] }",
  )
  file(
    'a.test.ts',
    "import { expect, it } from 'vitest'",
    "import { Task } from 'globeflower'",
    "import { later } from 'esm'",
    "import { later as native } from 'cjs'",
    'const own = async (x: number): Promise<number> => await x',
    "it('is lowered', async () => {",
    '  expect([own(1), later(1), native(1)].map((it) => it instanceof Task)).toEqual([true, true, false])',
    '  expect(await own(2)).toBe(2)',
    '})',
    "it('fails where it was written', async () => {",
    '  await own(1)',
    '  expect(1).toBe(2)',
    '})',
  )
  const { stdout, stderr } = node({ NO_COLOR: '1' }, folder, join(root, 'node_modules/vitest/vitest.mjs'), 'run')
  expect(stdout + stderr).toMatch(/1 failed \| 1 passed/)
  expect(stdout + stderr).toMatch(/a\.test\.ts:12:13/)
})

describe('jest', () => {
  beforeAll(() => {
    if (!install(here)) throw new Error('npm ci failed in test/runners')
  }, 120_000)

  it('runs tests lowered', () => {
    // jest follows links: a package in node_modules has to lie there.
    rmSync(join(folder, 'node_modules/globeflower'))
    for (const part of ['package.json', 'dist']) {
      mkdirSync(join(folder, 'node_modules/globeflower'), { recursive: true })
      symlinkSync(join(root, part), join(folder, 'node_modules/globeflower', part))
    }
    file('package.json', '{}')
    file(
      'jest.config.js',
      'module.exports = {',
      "  transform: { '\\\\.[cm]?[jt]sx?$': 'globeflower/jest' },",
      "  transformIgnorePatterns: ['/node_modules/(?!globeflower/)'],",
      '}',
    )
    file(
      'a.test.ts',
      "import { Task, sleep } from 'globeflower'",
      'const own = async (x: number): Promise<number> => { await sleep(1); return x }',
      "it('is lowered', async () => {",
      '  expect(own(1) instanceof Task).toBe(true)',
      '  expect(await own(2)).toBe(2)',
      '})',
    )
    const { status, stderr } = node(
      {},
      folder,
      join(here, 'node_modules/jest/bin/jest.js'),
      '--rootDir',
      folder,
      '--no-cache',
    )
    expect(stderr).toMatch(/Tests: +1 passed/)
    expect(status).toBe(0)
  })
})
