/**
 * What is published, in an empty project: installed by npm and by pnpm, then set up by nothing but the code of the
 * README. Each line there is run here, on Node 20, 22 and 24, and its output on an engine without `Promise`.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, native } from '../engines/engines.mjs'
import { install } from '../support/install.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundlers = join(root, 'test/bundlers')
const runners = join(root, 'test/runners')
const others = join(root, 'test/package/others')
const cli = 'node_modules/globeflower/dist/transformer/cli/index.js'
const readme = readFileSync(join(root, 'README.md'), 'utf8')
let project = ''
let expected = ''

/** The code of the README that begins with this. */
function block(beginning: string): string {
  const found = [...readme.matchAll(/^```\w+\n([^]*?)^```$/gm)]
    .map((it) => it[1]!)
    .find((it) => it.startsWith(beginning))
  if (!found) throw new Error(`The README has no code that begins with ${beginning}`)
  return found
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true })
  writeFileSync(join(project, name), text)
}

function run(command: string, args: string[], more: Record<string, string> = {}, cwd = project) {
  const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, ...env } = process.env
  const options = { cwd, encoding: 'utf8' as const, timeout: 100_000, env: { ...env, ...more } }
  const { status, stdout, stderr } = spawnSync(command, args, options)
  return { status, stdout, stderr }
}

const node = (...args: string[]) => run(process.execPath, args)

/** The tarball in the place of the name. */
const npmFlags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
const tarball = () =>
  join(
    project,
    readdirSync(project).find((it) => it.endsWith('.tgz'))!,
  )

/** What is not ours: as if npm had installed it. */
function borrow(name: string, from: string): void {
  const path = join(project, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) symlinkSync(join(from, 'node_modules', name), path, 'dir')
}

async function expectProgram(file: string, printed = expected): Promise<void> {
  parse(readFileSync(join(project, file), 'utf8'), { ecmaVersion: 5, sourceType: 'script' })
  const wanted = ['mujs', 'duktape', 'duktape-wasm', 'node-0.10']
  for (const engine of [native, ...engines.filter((it) => wanted.includes(it.id) && !it.missing)]) {
    const { stdout, stderr } = await engine.run(join(project, file))
    expect({ engine: engine.id, stdout, stderr }).toEqual({ engine: engine.id, stdout: printed, stderr: '' })
  }
}

beforeAll(async () => {
  for (const folder of [bundlers, runners, others]) if (!install(folder)) throw new Error(`npm failed in ${folder}`)
  project = mkdtempSync(join(tmpdir(), 'globeflower-package-'))
  // What `npm init` writes: the project's own files are CommonJS.
  write('package.json', '{ "name": "project", "version": "1.0.0", "type": "commonjs", "private": true }')
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(packed).toMatchObject({ status: 0 })
  expect(run('npm', ['install', tarball(), ...npmFlags])).toMatchObject({ status: 0 })

  for (const name of [
    'p-limit',
    'nanoevents',
    'inherits',
    'core-js-pure',
    'webpack',
    '@rspack/core',
    'rollup',
    'rolldown',
    'typescript',
  ])
    borrow(name, bundlers)
  for (const name of ['@rollup/plugin-node-resolve', '@rollup/plugin-commonjs']) borrow(name, bundlers)
  for (const name of ['vite', 'vitest', 'ts-patch']) borrow(name, root)
  for (const name of ['core', 'cli', 'preset-env', 'preset-typescript']) borrow(`@babel/${name}`, others)
  borrow('jest', runners)
  cpSync(join(bundlers, 'program'), join(project, 'src'), { recursive: true })
  write('index.html', '<!doctype html>\n<body>\n<script type="module" src="/src/main.ts"></script>\n</body>\n')

  write(
    'native.mjs',
    block('// build.mjs')
      .replace(/^.*globeflower.*\n/m, '')
      .replace(/, plugins.*?\]/, ", platform: 'node', format: 'cjs'")
      .replace('out.js', 'native.cjs'),
  )
  expect(node('native.mjs')).toMatchObject({ status: 0 })
  expected = (await native.run(join(project, 'native.cjs'))).stdout
  expect(expected).toContain('total 7')
}, 200_000)
afterAll(() => rmSync(project, { recursive: true, force: true }))

const versions = [
  ['this Node', process.execPath],
  ['Node 22', join(others, 'node_modules/node-22/bin/node')],
  ['Node 24', join(others, 'node_modules/node-24/bin/node')],
] as const

describe.each(versions)('the README, in an empty project, on %s', (version, binary) => {
  const node = (...args: string[]) => run(binary, args)
  const clean = (...names: string[]) => {
    for (const name of names) rmSync(join(project, name), { recursive: true, force: true })
  }
  beforeEach(() => clean('out', 'out.js', 'dist'))

  it('esbuild', async () => {
    write('build.mjs', block('// build.mjs'))
    expect(node('build.mjs')).toMatchObject({ status: 0, stderr: '' })
    await expectProgram('out.js')
  })

  it('Vite', async () => {
    write('vite.config.mjs', block('// vite.config.mjs'))
    expect(node('node_modules/vite/bin/vite.js', 'build')).toMatchObject({ status: 0 })
    const [script] = readdirSync(join(project, 'dist/assets'))
    await expectProgram(`dist/assets/${script}`)
    expect(readFileSync(join(project, 'dist/index.html'), 'utf8')).toContain(
      `<script src="/assets/${script}"></script>`,
    )
  })

  it('Rollup', async () => {
    write('rollup.config.mjs', block('// rollup.config.mjs'))
    expect(node('node_modules/rollup/dist/bin/rollup', '-c')).toMatchObject({ status: 0 })
    await expectProgram('out.js')
  })

  it('rolldown', async () => {
    write('rolldown.config.mjs', block('// rolldown.config.mjs'))
    expect(node('node_modules/rolldown/bin/cli.mjs', '-c')).toMatchObject({ status: 0 })
    await expectProgram('out.js')
  })

  it.each([
    ['webpack', 'webpack', 'default'],
    ['rspack', '@rspack/core', 'rspack'],
  ])('%s', async (name, from, member) => {
    write(`${name}.config.mjs`, block('// webpack.config.mjs').replace('globeflower/webpack', `globeflower/${name}`))
    // What the command of its own package does.
    write(
      'pack.mjs',
      `import { ${member} as pack } from '${from}'\nimport config from './${name}.config.mjs'\n` +
        `pack({ ...config, mode: 'production', output: { filename: '${name}.js' } }, (error, stats) => {\n` +
        '  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())\n})\n',
    )
    expect(node('pack.mjs')).toMatchObject({ status: 0, stderr: '' })
    await expectProgram(`dist/${name}.js`)
  })

  it('tsc, and a single script of what it wrote', async () => {
    const patches = ['ts-patch', ...(version === 'this Node' ? [] : ['ts-patch-4'])]
    write('tsconfig.json', block('// tsconfig.json').replace('"include": ["src"]', '"include": ["typed"]'))
    write('tsconfig.json', readFileSync(join(project, 'tsconfig.json'), 'utf8').replace('"src"', '"typed"'))
    // Without private names, which tsc refuses at ES5.
    cpSync(join(root, 'test/tsc/project'), join(project, 'typed'), { recursive: true })
    borrow('ts-patch-4', others)
    for (const patch of patches) {
      clean('out')
      expect(node(`node_modules/${patch}/bin/tspc.js`)).toMatchObject({ status: 0, stdout: '' })
      expect(readFileSync(join(project, 'out/main.js'), 'utf8')).toContain('globeflower/frame')
      expect(node(cli, 'build', 'out/main.js', '-o', 'out.js').stdout).toContain('ES5 ✓')
      await expectProgram('out.js', 'total 23\nrefused price -1\ndone\n')
    }
    clean('tsconfig.json', 'typed')
  })

  it('Babel, and a single script of what it wrote', async () => {
    write('babel.config.json', block('{\n  "plugins": ["globeflower/babel"]'))
    const babel = ['src', '--out-dir', 'out', '--extensions', '.ts']
    expect(node('node_modules/@babel/cli/bin/babel.js', ...babel)).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(join(project, 'out/main.js'), 'utf8')).toContain('globeflower/frame')
    expect(node(cli, 'build', 'out/main.js', '-o', 'out.js').stdout).toContain('ES5 ✓')
    await expectProgram('out.js')
    clean('babel.config.json')
  })

  it('the command line', async () => {
    expect(node(cli, 'run', 'src/main.ts')).toEqual({ status: 0, stdout: expected, stderr: '' })
    expect(node(cli, 'build', 'src/main.ts', '-o', 'out.js', '--minify')).toMatchObject({ status: 0, stderr: '' })
    await expectProgram('out.js')
    expect(node(cli, 'verify', '--globals', 'out.js').stdout).toContain('ES5 ✓')
    expect(node(cli, 'inspect', 'src/total.ts#total').stdout).toMatch(/^async total, line \d+: \d+ states/)
    expect(node(cli, 'doctor').stdout).toContain('nothing to mend')
  })

  it("Node's hook, vitest and jest", () => {
    write('app.ts', "import './src/main'\n")
    const [, includes, command] = /^(GLOBEFLOWER_INCLUDE=\S+) node (--import .*)$/m.exec(block('# Node: TypeScript'))!
    const [name, value] = includes!.split('=') as [string, string]
    expect(run(binary, command!.split(' '), { [name]: value })).toEqual({ status: 0, stdout: expected, stderr: '' })

    write('vitest.config.mjs', block('// vitest.config.mjs'))
    write('a.spec.ts', testOf("import { expect, it } from 'vitest'\n"))
    expect(node('node_modules/vitest/vitest.mjs', 'run', 'a.spec.ts')).toMatchObject({ status: 0 })

    write('jest.config.cjs', block('// jest.config.cjs'))
    write('b.test.ts', testOf(''))
    expect(node('node_modules/jest/bin/jest.js', 'b.test.ts')).toMatchObject({ status: 0 })
  })

  it('anything else', () => {
    write(
      'compile.mjs',
      `const source = 'export const f = async () => { await 1 }'\n${block('// anything else')}console.log(diagnostics.length, code)\n`,
    )
    expect(node('compile.mjs').stdout).toMatch(/^0 [^]*globeflower\/frame/)
  })
})

/** Passes only when what it tests was lowered. */
function testOf(head: string): string {
  return `${head}import { Task } from 'globeflower'
import { total } from './src/total'
it('is lowered', async () => {
  const task = total([{ name: 'a', price: 2 }])
  expect(task).toBeInstanceOf(Task)
  expect(await task).toBe(2)
})
`
}

it('pnpm installs it, and finds all that it needs', async () => {
  const folder = join(project, 'with-pnpm')
  write('with-pnpm/package.json', '{ "name": "with-pnpm", "version": "1.0.0", "private": true }')
  const pnpm = join(others, 'node_modules/pnpm/bin/pnpm.mjs')
  const flags = ['--ignore-scripts', '--ignore-workspace', '--store-dir', join(project, 'store')]
  const added = run(process.execPath, [pnpm, 'add', '--save-dev', tarball(), 'typescript@6', ...flags], {}, folder)
  expect(added).toMatchObject({ status: 0 })
  write('with-pnpm/main.ts', "const f = async () => 'a'.padStart(2, '-')\nf().then(console.log)\n")
  const built = run(process.execPath, [cli, 'build', 'main.ts', '-o', 'out.js'], {}, folder)
  expect(built).toMatchObject({ status: 0, stderr: '' })
  await expectProgram('with-pnpm/out.js', '-a\n')
})

it('goes beside TypeScript 7', () => {
  const folder = join(project, 'with-seven')
  write('with-seven/package.json', '{ "private": true, "devDependencies": { "typescript": "7.0.2" } }')
  const flags = [...npmFlags, '--package-lock-only']
  expect(run('npm', ['install', tarball(), ...flags], {}, folder)).toMatchObject({ status: 0 })
})

it('leaves the tsc of the project alone', () => {
  expect(readdirSync(join(project, 'node_modules/.bin')).filter((it) => /^ts/.test(it))).toEqual([])
})

it.each(['node16', 'nodenext', 'bundler'])('has types for %s', (resolution) => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }
  const doors = Object.keys(exports).filter((it) => it !== './package.json')
  const lines = doors.map((it, i) => `import * as door${i} from 'globeflower${it.slice(1)}'\nvoid door${i}`)
  write('types.mts', `${lines.join('\n')}\n`)
  const module = resolution === 'bundler' ? 'esnext' : resolution
  borrow('@types/node', root)
  const args = [
    '--noEmit',
    '--strict',
    '--target',
    'es2023',
    '--module',
    module,
    '--moduleResolution',
    resolution,
    '--types',
    'node',
  ]
  const { status, stdout } = node(
    'node_modules/typescript/lib/tsc.js',
    '--ignoreConfig',
    ...args,
    '--skipLibCheck',
    'types.mts',
  )
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})

it('doors bring only what is asked of them', () => {
  const bundle = (source: string) => {
    write('shake.js', source)
    return node('node_modules/esbuild/bin/esbuild', 'shake.js', '--bundle', '--format=esm', '--log-level=error').stdout
  }
  const sleep = bundle("import { sleep } from 'globeflower'\nconsole.log(sleep)")
  expect(sleep).toMatch(/sleep/)
  expect(sleep).not.toMatch(/Semaphore|TaskGroup|PriorityQueue|Promise\.prototype\.finally/)
  const frame = bundle("import { generator } from 'globeflower/frame'\nconsole.log(generator)")
  expect(frame).not.toMatch(/CancelledError|callLater|Semaphore/)
})
