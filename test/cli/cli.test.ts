/** The commands as a user types them: what they print, what they leave behind, how they end. */
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { parse } from 'acorn'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(root, 'dist/transformer/cli/index.js')
let folder = ''

beforeEach(() => {
  mkdirSync(join(root, 'test/output'), { recursive: true })
  folder = mkdtempSync(join(root, 'test/output/cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function globeflower(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function file(name: string, ...lines: string[]): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), lines.join('\n') + '\n')
}

const text = (name: string) => readFileSync(join(folder, name), 'utf8')
const files = () => readdirSync(folder).sort()
const runs = (name: string) => spawnSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' }).stdout

describe('a command typed wrongly ends with status 2, one line and the way out', () => {
  it.each([
    [['fly'], /^Unknown command fly\. There is run, build, compile, inspect, verify, doctor/],
    [['--fast'], /^Unknown option --fast\./],
    [['build'], /^No file given\. Try globeflower build --help\.\n$/],
    [['build', 'a.ts'], /^build needs a place for the script: -o/],
    [
      ['build', 'a.ts', '-o', 'a.js', '--tarpet', 'es5'],
      /^Unknown option '--tarpet'\. Try globeflower build --help\.\n$/,
    ],
    [['build', 'a.ts', '-o', 'a.js', '--target', 'es1'], /^--target cannot be es1\. It is one of es3, es5/],
    [
      ['build', 'a.ts', '-o', 'a.js', '--semantics', 'both'],
      /^--semantics cannot be both\. It is one of task, promise/,
    ],
    [['build', 'a.ts', '-o', 'a.ts'], /^a\.ts is the program itself\./],
    [['build', 'a.css', '-o', 'a.js'], /^Cannot compile a\.css: /],
    [['run', '.'], /is a folder/],
    [['compile', '.'], /^A folder needs a place for its output/],
    [['compile', 'a.ts', '-o', 'a.ts'], /^a\.ts is a source itself\./],
    [['build', '', '-o', 'a.js'], /^No file given\./],
    [['build', 'a.ts', '-o', ''], /^--out is empty\./],
    [['build', 'a.ts', '-o', 'a.js', '--target='], /^--target is empty\./],
  ])('%j', (args, reason) => {
    file('a.ts', 'console.log(1)')
    file('a.css', 'a {}')
    const { status, stdout, stderr } = globeflower(...args)
    expect(stderr).toMatch(reason)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect([status, stdout]).toEqual([2, ''])
    expect(files()).toEqual(['a.css', 'a.ts'])
  })
})

it('prints help and version', () => {
  expect(globeflower('--help').stdout).toContain('globeflower build [options] <file> -o <out.js>')
  expect(globeflower('build', '--help').stdout).toContain('--minify')
  expect(globeflower('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('build', () => {
  it('makes one ES5 script and says how large it is', () => {
    file(
      'main.ts',
      "import { twice } from './lib.js'",
      'const wait = async (n: number) => { await null; console.log(twice(n)) }',
      'wait(21)',
    )
    file('lib.ts', 'export const twice = (n: number): number => n * 2')
    const { status, stdout, stderr } = globeflower('build', 'main.ts', '-o', 'out/main.js')
    expect(stdout).toMatch(/^out\/main\.js {2}[\d,]+ bytes, [\d,]+ gzip {2}ES5 ✓\n$/)
    expect([status, stderr]).toEqual([0, ''])
    parse(text('out/main.js'), { ecmaVersion: 5, sourceType: 'script' })
    expect(runs('out/main.js')).toBe('42\n')
    expect(readdirSync(join(folder, 'out'))).toEqual(['main.js'])
  })

  it('brings no loop for a program that never waits', () => {
    file('main.ts', 'function* two() { yield* [1, 2] }', 'console.log([...two()].join())')
    globeflower('build', 'main.ts', '-o', 'main.js')
    expect(runs('main.js')).toBe('1,2\n')
    expect(text('main.js')).not.toContain('drain')
    file('main.ts', 'const f = async () => { await null }', 'f()')
    globeflower('build', 'main.ts', '-o', 'main.js')
    expect(text('main.js')).toContain('drain()')
  })

  it('is strict as modules are, but for what a sloppy package brings', () => {
    file('node_modules/sloppy/package.json', '{ "name": "sloppy", "main": "index.js" }')
    file('node_modules/sloppy/index.js', 'undeclared = 5\nexports.found = undeclared')
    const frozen = 'try { Object.freeze([1])[0] = 2; console.log("silent") } catch (error) { console.log(error.name) }'
    file('main.ts', frozen)
    globeflower('build', 'main.ts', '-o', 'main.cjs')
    expect(runs('main.cjs')).toBe('TypeError\n')
    file('main.ts', "import { found } from 'sloppy'", 'console.log(found)', frozen)
    globeflower('build', 'main.ts', '-o', 'main.cjs')
    expect(runs('main.cjs')).toBe('5\nsilent\n')
  })

  it('takes a package whose exports are a number, on engines that ask for the prototype of objects only', () => {
    file('node_modules/answer/package.json', '{ "name": "answer", "main": "index.js" }')
    file('node_modules/answer/index.js', '"use strict"; module.exports = 42')
    file('main.ts', "import answer from 'answer'", 'console.log(answer)')
    globeflower('build', 'main.ts', '-o', 'main.js')
    expect(text('main.js')).not.toMatch(/= Object\.getPrototypeOf[,;]/)
    expect(runs('main.js')).toBe('42\n')
  })

  it('quotes and renames what ES3 reserves, also after minifying', () => {
    file(
      'main.ts',
      'const int = { default: 1, catch: (char: string) => char, in: [1, 2], yield: 3 }',
      "console.log(int.default, int.catch('c'), int.in.length, int.yield)",
    )
    for (const more of [[], ['--minify']]) {
      expect(globeflower('build', 'main.ts', '-o', 'main.js', '--target', 'es3', ...more).stdout).toContain('ES3 ✓')
      parse(text('main.js'), { ecmaVersion: 3, sourceType: 'script', allowReserved: 'never' as never })
      expect(runs('main.js')).toBe('1 c 2 3\n')
    }
  })

  it('bundles packages, CommonJS too, and lowers them', () => {
    file('node_modules/modern/package.json', '{ "name": "modern", "type": "module", "exports": "./index.js" }')
    file('node_modules/modern/index.js', 'export const later = async (x) => { await null; return x ?? "none" }')
    file('node_modules/old/package.json', '{ "name": "old", "main": "index.js" }')
    file('node_modules/old/index.js', 'exports.greet = async function (name) { await null; return `hi ${name}` }')
    file(
      'main.ts',
      "import { later } from 'modern'",
      "import { greet } from 'old'",
      "later(undefined).then(async (x) => console.log(x, await greet('you')))",
    )
    const { stdout, stderr } = globeflower('build', 'main.ts', '-o', 'main.js')
    expect(stderr).toBe('')
    expect(stdout).toContain('ES5 ✓')
    expect(runs('main.js')).toBe('none hi you\n')
  })

  it('maps the script back to the line that was written', () => {
    file(
      'main.ts',
      'interface A { a: number }',
      '',
      'export function fail(it: A): never {',
      "  throw new Error('here' + it.a)",
      '}',
      'fail({ a: Date.now() })',
    )
    globeflower('build', 'main.ts', '-o', 'main.js', '--sourcemap', '--minify', '--target', 'es3')
    const lines = text('main.js').split('\n')
    const line = lines.findIndex((it) => it.includes('"here"'))
    const column = lines[line]!.lastIndexOf('new Error', lines[line]!.indexOf('"here"'))
    const found = originalPositionFor(new TraceMap(text('main.js.map')), { line: line + 1, column })
    expect(found).toMatchObject({ source: 'main.ts', line: 4, column: 8 })
    expect(lines.at(-2)).toBe('//# sourceMappingURL=main.js.map')
  })

  it.each([
    [
      'a syntax error',
      'main.ts',
      ['let a = 1', 'function ( {'],
      /^main\.ts:2:10: .*\n {2}2 \| function \( \{\n {4}\| {10}\^/,
    ],
    [
      'what cannot be lowered',
      'main.ts',
      ['async function f(o: object) {', '  with (o) await 0', '}', 'f({})'],
      /^main\.ts:2:3: .*with.*\n {2}2 \| {3}with \(o\) await 0\n {4}\| {3}\^/,
    ],
    [
      'a missing module',
      'main.ts',
      ["import 'nowhere'"],
      /^main\.ts:1:8: Could not resolve "nowhere"\n {2}1 \| import 'nowhere'/,
    ],
    [
      'a BigInt',
      'main.ts',
      ['export {}', 'console.log(10n)'],
      /^main\.ts:2:13: BigInt literal \(ES2020\) is not ES5\./,
    ],
    [
      'a newer regular expression',
      'main.ts',
      ["console.log(/(?<=a)b/.test('ab'))"],
      /^main\.ts:1:13: regular expression \/\(\?<=a\)b\/ is not ES5\./,
    ],
  ])('refuses %s with its place, and leaves an older script as it was', (_, name, lines, reason) => {
    file(name, ...lines)
    file('main.js', 'old')
    const { status, stdout, stderr } = globeflower('build', name, '-o', 'main.js')
    expect(stderr).toMatch(reason)
    expect([status, stdout]).toEqual([1, ''])
    expect(text('main.js')).toBe('old\n')
    expect(files()).toEqual(['main.js', 'main.ts'])
  })

  it('refuses a small BigInt of a package, which minifying prints as the call of a number', () => {
    file('node_modules/dep/package.json', '{ "name": "dep", "main": "i.js" }')
    file('node_modules/dep/i.js', 'exports.next = (n) => n + 1n')
    file('main.ts', "import { next } from 'dep'", 'console.log(next(2 as never))')
    const { status, stderr } = globeflower('build', 'main.ts', '-o', 'main.js', '--minify')
    expect(stderr).toMatch(/i\.js:1:27: BigInt literal \(ES2020\) is not ES5, from package dep\./)
    expect(status).toBe(1)
  })

  it('refuses a BigInt that minifying has made a call', () => {
    file('main.ts', 'export {}', 'console.log(10n * 2n)')
    const { status, stderr } = globeflower('build', 'main.ts', '-o', 'main.js', '--minify')
    expect(stderr).toMatch(/^main\.ts:2:13: BigInt literal \(ES2020\) is not ES5\./)
    expect([status, files()]).toEqual([1, ['main.ts']])
  })

  it('names the package that brings what the target does not have', () => {
    file('node_modules/@fancy/dep/package.json', '{ "name": "@fancy/dep", "main": "i.js" }')
    file('node_modules/@fancy/dep/i.js', 'module.exports = {', '  get size() { return 1 }', '}')
    file('main.ts', "import dep from '@fancy/dep'", 'console.log(dep.size)')
    expect(globeflower('build', 'main.ts', '-o', 'main.js').status).toBe(0)
    const { status, stderr } = globeflower('build', 'main.ts', '-o', 'es3.js', '--target', 'es3')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^node_modules\/@fancy\/dep\/i\.js:2:3: getter or setter \(ES5\) is not ES3, from package @fancy\/dep\./,
    )
    expect(existsSync(join(folder, 'es3.js'))).toBe(false)
  })
})

describe('a project that is not as it should be', () => {
  const bytes = (name: string, content: Buffer) => writeFileSync(join(folder, name), content)
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

  it.each([
    [['build', 'latin.ts', '-o', 'out.js'], /latin\.ts is not UTF-8\. Save it in that encoding\.$/],
    [['compile', 'latin.ts'], /^latin\.ts is not UTF-8\./],
    [['build', 'wide.ts', '-o', 'out.js'], /wide\.ts is not UTF-8\./],
    [['build', 'nowhere.ts', '-o', 'out.js'], /^nowhere\.ts does not exist\. Check the path/],
    [['build', 'a.ts/b.ts', '-o', 'out.js'], /^a\.ts\/b\.ts does not exist\./],
    [['build', 'a.ts', '-o', 'sub'], /^Cannot write sub: it is a folder\. Name a file in it\.$/],
    [['build', 'a.ts', '-o', 'a.ts/out.js'], /^Cannot write a\.ts\/out\.js: /],
    [['compile', 'dangling', '-o', 'out'], /^Cannot read dangling\/a\.ts: no such file or directory\.$/],
    [['compile', 'sub', '-o', 'out'], /^sub holds nothing that can be compiled\.$/],
    [['compile', 'twins', '-o', 'out'], /^twins\/a\.js and twins\/a\.ts would both become out\/a\.js\./],
    [['compile', 'script', '-o', 'script'], /^script\/a\.js is a source itself\./],
    [['doctor', 'broken'], /^package\.json cannot be read: /],
    [['doctor', 'odd'], /^$/],
  ])('%j', (args, reason) => {
    file('a.ts', 'console.log(1)')
    bytes('latin.ts', Buffer.from("console.log('caf\xe9')", 'latin1'))
    bytes('wide.ts', Buffer.from('\ufeffconsole.log(1)', 'utf16le'))
    mkdirSync(join(folder, 'sub'))
    mkdirSync(join(folder, 'dangling'))
    symlinkSync('/nonexistent', join(folder, 'dangling/a.ts'))
    file('twins/a.ts', 'export {}')
    file('twins/a.js', 'export {}')
    file('script/a.js', 'export {}')
    file('broken/package.json', '{ "name": ')
    mkdirSync(join(folder, 'odd/vite.config.js'), { recursive: true })
    const before = files()
    const { stderr } = globeflower(...args)
    expect(stderr.trimEnd()).toMatch(reason)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(files()).toEqual(before)
    expect(text('a.ts')).toBe('console.log(1)\n')
  })

  it('names what it may not read or write', () => {
    file('secret.ts', 'export {}')
    file('main.ts', "import './secret'", "import './secret'")
    mkdirSync(join(folder, 'locked'))
    spawnSync('chmod', ['000', 'secret.ts'], { cwd: folder })
    spawnSync('chmod', ['555', 'locked'], { cwd: folder })
    const asNobody = (...args: string[]) =>
      spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8', ...nobody }).stderr
    spawnSync('chmod', ['777', '.'], { cwd: folder })
    expect(asNobody('compile', 'secret.ts')).toBe('Cannot read secret.ts: permission denied.\n')
    expect(asNobody('build', 'main.ts', '-o', 'out.js')).toMatch(
      /^main\.ts:1:8: Cannot read .*secret\.ts: permission denied\.\n {2}1 \| import '\.\/secret'\n/,
    )
    file('free.ts', 'console.log(1)')
    expect(asNobody('build', 'free.ts', '-o', 'locked/out.js')).toBe('Cannot write locked/out.js: permission denied.\n')
  })

  it('leaves the old script, and nothing else, when it is interrupted', async () => {
    file('main.ts', ...Array.from({ length: 300 }, (_, i) => `export async function f${i}() { await f${i}() }`), 'f0()')
    file('main.js', 'old')
    for (const wait of [50, 150, 300, 450, 600, 800]) {
      const child = spawn(process.execPath, [bin, 'build', 'main.ts', '-o', 'main.js'], { cwd: folder })
      const ended = new Promise((resolve) => child.on('close', resolve))
      setTimeout(() => child.kill('SIGINT'), wait)
      await ended
      expect(files()).toEqual(['main.js', 'main.ts'])
      const script = text('main.js')
      if (script !== 'old\n') parse(script, { ecmaVersion: 5, sourceType: 'script' })
    }
  })

  it('takes a byte order mark, a shebang and lines that end in CR LF', () => {
    const lines = [
      '#!/usr/bin/env node',
      'async function main() {',
      '  await null',
      "  console.log('fine')",
      '}',
      'main()',
    ]
    bytes('main.ts', Buffer.from('\ufeff' + lines.join('\r\n')))
    expect(globeflower('build', 'main.ts', '-o', 'main.js')).toMatchObject({ status: 0, stderr: '' })
    expect(runs('main.js')).toBe('fine\n')
    expect(globeflower('run', 'main.ts')).toEqual({ status: 0, stdout: 'fine\n', stderr: '' })
    bytes('bad.ts', Buffer.from('\ufeffconst a = 1\r\nlet = = 2\r\n'))
    expect(globeflower('build', 'bad.ts', '-o', 'bad.js').stderr).toMatch(/^bad\.ts:2:7: .*\n {2}2 \| let = = 2\n/)
  })

  it('takes circles of imports, JSON, numbers as modules, import() and an await at the top', () => {
    file('a.ts', "import { b } from './b'", 'export const a = () => 1', 'export const c = async () => b()')
    file('b.ts', "import { a } from './a'", 'export const b = async () => { await null; return a() + 1 }')
    file('data.json', '{ "list": [1, 2] }')
    file('number.cjs', 'module.exports = 7')
    file(
      'main.ts',
      "import { c } from './a'",
      "import data from './data.json'",
      "import seven from './number.cjs'",
      "const late = await import('./b')",
      'console.log(await c(), data.list.length, seven, await late.b())',
    )
    expect(globeflower('build', 'main.ts', '-o', 'main.js')).toMatchObject({ status: 0, stderr: '' })
    expect(runs('main.js')).toBe('2 2 7 2\n')
  })

  it('takes `import a = require()` and `export =`', () => {
    file('old.cts', 'async function twice(n: number) { await null; return n * 2 }', 'export = { twice }')
    file('plain.cts', "import old = require('./old.cjs')", 'export = async (n: number) => (await old.twice(n)) + 1')
    file('main.ts', "import plain = require('./plain.cjs')", "import { late } from './late.js'", 'late(plain)')
    file('late.ts', 'export const late = async (f: (n: number) => Promise<number>) => console.log(await f(20))')
    expect(globeflower('build', 'main.ts', '-o', 'main.js')).toMatchObject({ status: 0, stderr: '' })
    expect(runs('main.js')).toBe('41\n')
    expect(globeflower('run', 'main.ts')).toEqual({ status: 0, stdout: '41\n', stderr: '' })
  })

  it('writes through a link, and into a device', () => {
    file('a.ts', 'console.log(1)')
    file('real.js', 'old')
    symlinkSync('real.js', join(folder, 'link.js'))
    expect(globeflower('build', 'a.ts', '-o', 'link.js').status).toBe(0)
    expect(runs('real.js')).toBe('1\n')
    expect(lstatSync(join(folder, 'link.js')).isSymbolicLink()).toBe(true)
    expect(globeflower('compile', 'a.ts', '-o', '/dev/null')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(lstatSync('/dev/null').isFile()).toBe(false)
  })

  it.each([
    [
      "const name = './' + process.argv[2]\nimport(name)",
      /^warning: main\.ts:2:1: The name of this `import\(\)` is only known when it runs, .*\n {2}2 \| import\(name\)/,
    ],
    ['console.log(import.meta.url)', /^warning: main\.ts:1:13: "import\.meta" is not available/],
    ["import { readFileSync } from 'fs'\nreadFileSync", /^main\.ts:1:30: Could not resolve "fs": it is a part of Node/],
    [
      'console.log(new Proxy({}, {}), new Uint8Array(1))',
      /^warning: main\.ts:1:17: needs Proxy, Uint8Array, which an ES5 engine may lack\.\n/,
    ],
  ])('says of %j what will not work', (code, reason) => {
    file('main.ts', code)
    expect(globeflower('build', 'main.ts', '-o', 'main.js').stderr).toMatch(reason)
  })

  it('shows of a long line what stands around the place', () => {
    file('main.js', `${'a();'.repeat(1_000)}console.log(10n);${'c();'.repeat(1_000)}`)
    const { stderr } = globeflower('build', 'main.js', '-o', 'out.js')
    expect(stderr).toMatch(/^main\.js:1:4013: BigInt literal[^\n]*\n {2}1 \| ….{80}10n.*…\n/)
    const [, line, mark] = stderr.split('\n')
    expect(mark!.indexOf('^')).toBe(line!.indexOf('10n'))
  })
})

describe('the tsconfig of a project', () => {
  const program = [
    "import { h } from '@lib/h'",
    "const Frag = 'frag'",
    'const log: string[] = []',
    "function dec(target: object, key: string) { log.push(key + ' of ' + typeof target) }",
    'class Base { constructor() { (this as { init?(): void }).init?.() } }',
    'class Derived extends Base {',
    '  x?: number',
    '  @dec y = 2',
    '  init() { this.x = 1 }',
    '}',
    'async function main() {',
    "  console.log(<a>{await Promise.resolve('kid')}</a>, <></>, new Derived().x, log.join())",
    '}',
    'main()',
  ]

  it.each(['build', 'run', 'compile'])('is respected by %s', (command) => {
    file(
      'base.json',
      '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h", "jsxFragmentFactory": "Frag", // how',
      '  "useDefineForClassFields": false } }',
    )
    file(
      'tsconfig.json',
      '{ "extends": "./base.json", "compilerOptions": { "experimentalDecorators": true, "paths": { "@lib/*": ["./src/lib/*"] } } }',
    )
    file('src/lib/h.ts', 'export const h = (tag: string, _: null, ...kids: string[]) => `<${tag}>${kids.join()}`')
    file('src/main.tsx', ...program)
    if (command === 'run') expect(globeflower('run', 'src/main.tsx').stdout).toBe('<a>kid <frag> 1 y of object\n')
    else if (command === 'build') {
      expect(globeflower('build', 'src/main.tsx', '-o', 'out.js')).toMatchObject({ status: 0, stderr: '' })
      expect(runs('out.js')).toBe('<a>kid <frag> 1 y of object\n')
    } else {
      const { stdout } = globeflower('compile', 'src/main.tsx')
      expect(stdout).toMatch(/h\("a", null,[^]*h\(Frag, null\)/)
      expect(stdout).toContain('__decorate([')
      expect(stdout).not.toContain('.x = void 0')
    }
  })
})

describe('run', () => {
  it('runs under Node, passes arguments and status on, and names the lines of the source', () => {
    file(
      'main.ts',
      'type Name = string',
      'async function fail(name: Name): Promise<never> {',
      '  await null',
      '  throw new Error(`no ${name}`)',
      '}',
      'console.log(process.argv.slice(2).join())',
      'fail(process.argv[2]!).catch((error: Error) => {',
      '  console.log(error.stack)',
      '  process.exitCode = 7',
      '})',
    )
    const { status, stdout, stderr } = globeflower(
      'run',
      '--semantics',
      'promise',
      'main.ts',
      'a',
      '--flag',
      '--',
      '-x',
    )
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^a,--flag,-x\nError: no a\n/)
    expect(stdout).toMatch(/main\.ts:4:\d+/)
    expect(status).toBe(7)
    expect(files()).toEqual(['main.ts'])
  })

  it('uses the packages of the program', () => {
    file('node_modules/dep/package.json', '{ "name": "dep", "exports": { "import": "./i.js" }, "type": "module" }')
    file('node_modules/dep/i.js', 'export const x = import.meta.url.endsWith("dep/i.js")')
    file('main.ts', "import { x } from 'dep'", 'console.log(x)')
    expect(globeflower('run', 'main.ts')).toEqual({ status: 0, stdout: 'true\n', stderr: '' })
  })

  it('takes packages of a workspace in, in TypeScript too, with packages that only they see', () => {
    file('packages/tools/package.json', '{ "name": "tools", "type": "module", "exports": "./i.ts" }')
    file('packages/tools/i.ts', "import only from 'only'", 'export const found: boolean = only')
    file('packages/tools/node_modules/only/package.json', '{ "name": "only", "type": "module", "exports": "./i.js" }')
    file('packages/tools/node_modules/only/i.js', 'export default import.meta.url.endsWith("only/i.js")')
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync('../packages/tools', join(folder, 'node_modules/tools'), 'dir')
    file('main.ts', "import { found } from 'tools'", 'console.log(found)')
    expect(globeflower('run', 'main.ts')).toEqual({ status: 0, stdout: 'true\n', stderr: '' })
  })

  it('tells each file its own place', () => {
    file('node_modules/dep/package.json', '{ "name": "dep", "main": "i.js" }')
    file('node_modules/dep/i.js', 'exports.at = __filename')
    file('lib/note.txt', 'a note')
    file(
      'lib/old.cts',
      "const { readFileSync } = require('fs')",
      "const { join } = require('path')",
      "exports.note = readFileSync(join(__dirname, 'note.txt'), 'utf8').trim()",
      "exports.found = [__filename, require('dep').at, require.resolve('dep')]",
    )
    file(
      'main.ts',
      "import { createRequire } from 'node:module'",
      "import { fileURLToPath } from 'node:url'",
      "import { relative } from 'node:path'",
      "import { note, found } from './lib/old.cjs'",
      "import { own } from './lib/new'",
      'const require = createRequire(import.meta.url)',
      'const { dirname, filename } = import.meta',
      "const all = [...found, ...own, filename, require('dep').at, fileURLToPath(import.meta.resolve('./lib/note.txt'))]",
      'console.log(note, all.map((it: string) => relative(dirname, it)).join(), process.argv[1] === filename)',
    )
    file(
      'lib/new.ts',
      "import { fileURLToPath } from 'node:url'",
      'export const own = [fileURLToPath(import.meta.url), import.meta.dirname, here()]',
      "function here(__dirname = 'lib') { return import.meta.dirname + '/../' + __dirname }",
    )
    const { status, stdout, stderr } = globeflower('run', 'main.ts')
    const dep = 'node_modules/dep/i.js'
    expect(stderr).toBe('')
    expect(stdout).toBe(`a note lib/old.cts,${dep},${dep},lib/new.ts,lib,lib,main.ts,${dep},lib/note.txt true\n`)
    expect(status).toBe(0)
  })

  it('stops at a mistake before anything runs', () => {
    file('main.ts', "console.log('ran')", 'let let = 1 +')
    const { status, stdout, stderr } = globeflower('run', 'main.ts')
    expect(stderr).toMatch(/^main\.ts:2:/)
    expect([status, stdout]).toEqual([1, ''])
  })
})

describe('compile', () => {
  it('writes a single file to the terminal, modules kept', () => {
    file('a.ts', "import { b } from './b.js'", 'export async function f(x: number) { await b(x); return x }')
    const { status, stdout } = globeflower('compile', 'a.ts')
    expect(status).toBe(0)
    expect(stdout).toContain("from './b.js'")
    expect(stdout).toContain('globeflower/frame')
    parse(stdout, { ecmaVersion: 5, sourceType: 'module' })
  })

  it('mirrors a folder, with maps, and a runtime of its own named from where each file stands', () => {
    file('src/frame.ts', 'export const a = 1')
    file('src/deep/er.mts', 'export const f = async () => { await 1; await 2 }')
    file('src/types.d.ts', 'export type A = 1')
    const { status, stderr } = globeflower('compile', 'src', '--out', 'out', '--source-map', '--runtime', './frame.js')
    expect([status, stderr]).toEqual([0, ''])
    expect(readdirSync(join(folder, 'out'), { recursive: true }).sort()).toEqual([
      'deep',
      'deep/er.mjs',
      'deep/er.mjs.map',
      'frame.js',
      'frame.js.map',
    ])
    expect(text('out/deep/er.mjs')).toContain("'../frame.js'")
    expect(JSON.parse(text('out/deep/er.mjs.map')).sources).toEqual(['../../src/deep/er.mts'])
  })

  it('names the files that it writes, where imports name those that were written', () => {
    file('src/b.ts', 'export const b = 1')
    file('src/c.mts', "export * from './b.ts'", 'export const c = 2')
    file(
      'src/a.ts',
      "import { b } from './b.ts'",
      "const later = async () => (await import('./c.mts')).c + b",
      "import('./b.ts').then(async (it) => console.log(it.b, await later()))",
    )
    expect(globeflower('compile', 'src', '--out', 'src/out', '--target', 'es2022')).toMatchObject({ status: 0 })
    expect(runs('src/out/a.js')).toBe('1 3\n')
  })

  it('writes nothing of a folder with a mistake in it', () => {
    file('src/a.ts', 'export const a = 1')
    file('src/b.ts', 'export const = 2')
    const { status, stderr } = globeflower('compile', 'src', '--out', 'out')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^src\/b\.ts:1:14: /)
    expect(files()).toEqual(['src'])
  })
})
