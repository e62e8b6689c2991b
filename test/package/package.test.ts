/**
 * What is published, in an empty project: installed by npm, then set up by nothing but the code of the README. Each
 * line there is run here, and its output on an engine without `Promise`.
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, native } from '../engines/engines.mjs'
import { install } from '../support/install.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundlers = join(root, 'test/bundlers')
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

function run(command: string, ...args: string[]) {
  const { VITEST: _, ...env } = process.env
  const options = { cwd: project, encoding: 'utf8' as const, timeout: 100_000, env }
  const { status, stdout, stderr } = spawnSync(command, args, options)
  return { status, stdout, stderr }
}

const node = (...args: string[]) => run(process.execPath, ...args)

/** What is not ours: as if npm had installed it. */
function borrow(name: string, from: string): void {
  const path = join(project, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) symlinkSync(join(from, 'node_modules', name), path, 'dir')
}

async function expectProgram(file: string): Promise<void> {
  parse(readFileSync(join(project, file), 'utf8'), { ecmaVersion: 5, sourceType: 'script' })
  const wanted = ['mujs', 'duktape', 'duktape-wasm', 'node-0.10']
  for (const engine of [native, ...engines.filter((it) => wanted.includes(it.id) && !it.missing)]) {
    const { stdout, stderr } = await engine.run(join(project, file))
    expect({ engine: engine.id, stdout, stderr }).toEqual({ engine: engine.id, stdout: expected, stderr: '' })
  }
}

beforeAll(async () => {
  if (!install(bundlers)) throw new Error('npm ci failed in test/bundlers')
  project = mkdtempSync(join(tmpdir(), 'globeflower-package-'))
  write('package.json', '{ "type": "module", "private": true }')
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], {
    cwd: root,
    encoding: 'utf8',
  })
  const tarball = readdirSync(project).find((it) => it.endsWith('.tgz'))
  expect({ status: packed.status, tarball }).toMatchObject({ status: 0 })
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--legacy-peer-deps']
  expect(run('npm', 'install', `./${tarball}`, ...flags).status).toBe(0)

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
  for (const name of ['vite', 'ts-patch']) borrow(name, root)
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

describe('the README, in an empty project', () => {
  it('esbuild', async () => {
    write('build.mjs', block('// build.mjs'))
    expect(node('build.mjs')).toMatchObject({ status: 0, stderr: '' })
    await expectProgram('out.js')
  })

  it('Vite', async () => {
    write('vite.config.js', block('// vite.config.js'))
    expect(node('node_modules/vite/bin/vite.js', 'build').status).toBe(0)
    const [script] = readdirSync(join(project, 'dist/assets'))
    await expectProgram(`dist/assets/${script}`)
    expect(readFileSync(join(project, 'dist/index.html'), 'utf8')).toContain(
      `<script src="/assets/${script}"></script>`,
    )
  })

  it('Rollup', async () => {
    write('rollup.config.js', block('// rollup.config.js'))
    expect(node('node_modules/rollup/dist/bin/rollup', '-c').status).toBe(0)
    await expectProgram('out.js')
  })

  it('rolldown', async () => {
    write('rolldown.config.js', block('// rolldown.config.js'))
    expect(node('node_modules/rolldown/bin/cli.mjs', '-c').status).toBe(0)
    await expectProgram('out.js')
  })

  it.each([
    ['webpack', 'webpack', 'default'],
    ['rspack', '@rspack/core', 'rspack'],
  ])('%s', async (name, from, member) => {
    write(`${name}.config.js`, block('// webpack.config.js').replace('globeflower/webpack', `globeflower/${name}`))
    // What the command of its own package does.
    write(
      'pack.mjs',
      `import { ${member} as pack } from '${from}'\nimport config from './${name}.config.js'\n` +
        `pack({ ...config, mode: 'production', output: { filename: '${name}.js' } }, (error, stats) => {\n` +
        '  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())\n})\n',
    )
    expect(node('pack.mjs')).toMatchObject({ status: 0, stderr: '' })
    await expectProgram(`dist/${name}.js`)
  })

  it('tsc, and a single script of what it wrote', async () => {
    write('tsconfig.json', block('// tsconfig.json'))
    // Without private names, which tsc refuses at ES5.
    rmSync(join(project, 'src'), { recursive: true })
    cpSync(join(root, 'test/tsc/project'), join(project, 'src'), { recursive: true })
    expected = 'total 23\nrefused price -1\ndone\n'
    expect(node('node_modules/ts-patch/bin/tspc.js')).toMatchObject({ status: 0, stdout: '' })
    expect(readFileSync(join(project, 'out/main.js'), 'utf8')).toContain('globeflower/frame')
    expect(
      node('node_modules/globeflower/dist/transformer/cli/index.js', 'build', 'out/main.js', '-o', 'out.js').stdout,
    ).toContain('ES5 ✓')
    await expectProgram('out.js')
  })

  it('anything else', () => {
    write(
      'compile.mjs',
      `const source = 'export const f = async () => { await 1 }'\n${block('// anything else')}console.log(diagnostics.length, code)\n`,
    )
    expect(node('compile.mjs').stdout).toMatch(/^0 [^]*globeflower\/frame/)
  })

  it('doctor finds nothing to mend', () => {
    expect(node('node_modules/globeflower/dist/transformer/cli/index.js', 'doctor').stdout).toContain('nothing to mend')
  })
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
