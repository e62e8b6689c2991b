/** `globeflower/babel` beside Babel's own presets, in @babel/core 7 (the repository's) and 8 (in the folder eight/). */
import * as acorn from 'acorn'
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping'
import { beforeAll, describe, expect, it } from 'vitest'
import globeflower, { type BabelPluginOptions } from '../../transformer/plugins/babel.js'

interface Core {
  version: string
  transformSync(source: string, options: object): { code: string; map: object }
}

const here = import.meta.dirname
/** `main` is there at once, what it gives only after the await. */
const AWAITS = `exports.main = () => new Promise((resolve) => setTimeout(() => resolve(seen)))
let seen = 0
seen = await 7`
const runtime = join(here, '../output/babel-runtime.cjs')

beforeAll(async () => {
  await build({
    entryPoints: [join(here, '../../runtime/frame.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: runtime,
    logLevel: 'silent',
  })
  if (existsSync(join(here, 'eight/node_modules/@babel/core'))) return
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: join(here, 'eight') })
  expect(npm.status, String(npm.stderr)).toBe(0)
})

describe.each([
  ['7', here],
  ['8', join(here, 'eight')],
])('@babel/core %s', (version, folder) => {
  const find = (name: string): unknown => {
    const found = createRequire(join(folder, 'package.json'))(name) as { default?: unknown }
    return found.default ?? found
  }
  const core = (): Core => createRequire(join(folder, 'package.json'))('@babel/core') as Core
  const old = (modules: 'commonjs' | false) => [
    find('@babel/preset-env'),
    {
      targets: { ie: '11' },
      modules,
      exclude: ['transform-regenerator', 'transform-async-to-generator', 'transform-async-generator-functions'],
    },
  ]
  const compile = (source: string, options: BabelPluginOptions, rest: object = {}) =>
    core().transformSync(source, {
      filename: 'input.js',
      configFile: false,
      babelrc: false,
      sourceType: 'module',
      plugins: [[globeflower, options]],
      ...rest,
    })
  const run = (code: string): Promise<unknown> => {
    const module = { exports: {} as { main(): Promise<unknown> } }
    const require = createRequire(import.meta.url)
    new Function('module', 'exports', 'require', code)(module, module.exports, (name: string) => {
      expect(name).toBe('globeflower/frame')
      return require(runtime) as unknown
    })
    return module.exports.main()
  }

  it('is what the folder says', () => {
    expect(core().version.split('.')[0]).toBe(version)
  })

  it('goes before preset-env and preset-typescript, which lower the rest to ES5', async () => {
    const source = `
      import type { Gone } from './types'
      enum Level { Low = 1, High }
      class Store<T> {
        #items: T[] = []
        async add(item: T, { level = Level.Low }: { level?: Level } = {}) { this.#items.push(await item); return level }
        async *[Symbol.asyncIterator](): AsyncGenerator<T> { for (const item of this.#items) yield item }
      }
      export async function main(): Promise<unknown> {
        const store = new Store<string>(), makers: (() => Gone)[] = []
        const levels = [await store.add('a'), await store.add('b', { level: Level.High })]
        for await (const item of store) makers.push(() => item as Gone)
        return [...levels, ...makers.map((make) => make())].join()
      }`
    const { code } = compile(
      source,
      {},
      { filename: 'input.ts', presets: [old('commonjs'), find('@babel/preset-typescript')] },
    )
    expect(() => acorn.parse(code, { ecmaVersion: 5 })).not.toThrow()
    expect(code).not.toMatch(/regenerator|asyncToGenerator|\.\/types/)
    expect(await run(code)).toBe('1,2,a,b')
  })

  it('reads private names behind `?.` between suspensions', async () => {
    const source = `
      class Box {
        #value; #next
        constructor(value, next) { this.#value = value; this.#next = next }
        #twice(x) { return [this.#value, x * 2] }
        static async read(box) {
          return [(await box)?.#value, (await box)?.#next?.#value, await box?.#twice(await 4), (await box)?.#next?.#twice?.(await 5)]
        }
        static *ask(box) { return box?.#value?.(yield 'argument') }
      }
      export async function main() {
        const ask = Box.ask(new Box((x) => 'called ' + x))
        return [
          await Box.read(new Box('outer', new Box('inner'))), await Box.read(undefined),
          ask.next().value, ask.next(7).value, Box.ask(null).next().done,
        ]
      }`
    const expected = [
      ['outer', 'inner', ['outer', 8], ['inner', 10]],
      [undefined, undefined, undefined, undefined],
      'argument',
      'called 7',
      true,
    ]
    const module = { exports: {} as { main(): Promise<unknown> } }
    new Function('exports', source.replace('export async', 'exports.main = async'))(module.exports)
    expect(await module.exports.main()).toEqual(expected)
    expect(await run(compile(source, {}, { presets: [old('commonjs')] }).code)).toEqual(expected)
    const modern = compile(source, { runtime: { global: '$gf' } }).code.replace(
      'export function main',
      'exports.main = function',
    )
    expect(modern).toContain('.#value')
    expect(await run(`var $gf = require('globeflower/frame');${modern}`)).toEqual(expected)
  })

  it('reaches what old engines lack only where presets lower classes', () => {
    const source = 'export async function f() { const later = new Promise(setTimeout); await later }'
    expect(compile(source, {}, { presets: [old(false)] }).code).toMatch(/new \$gf\.CorePromise\(\$gf\.setTimeout\)/)
    expect(compile(source, {}).code).toMatch(/new Promise\(setTimeout\)/)
    expect(compile(source, { provide: true }).code).toMatch(/new \$gf\.CorePromise\(\$gf\.setTimeout\)/)
  })

  it('keeps private names in collections of the runtime, no global is set', async () => {
    const source = 'class C { #x = 1; #m() { return this.#x } async f() { return [await this.#m(), #x in this] } }\n'
    const { code } = compile(
      `${source}exports.main = () => new C().f()`,
      {},
      { sourceType: 'script', presets: [old(false)] },
    )
    expect(code).toMatch(/var WeakMap = \$gf\.WeakMap,\s+WeakSet = \$gf\.WeakSet/)
    expect(await run(code)).toEqual([1, true])
    const script = compile(source, { runtime: { global: 'gf' } }, { sourceType: 'script', presets: [old(false)] }).code
    expect(script).not.toContain('gf.WeakMap')
  })

  it('requires the runtime where the source is CommonJS, names a global where asked', () => {
    const source = 'exports.f = async () => { await 1 }'
    expect(compile(source, {}, { sourceType: 'script' }).code).toMatch(/^var \$gf = require\("globeflower\/frame"\)/)
    expect(compile(source, { runtime: { global: 'gf' } }).code).toMatch(/return gf\.task\(/)
  })

  it('hands on scopes that fit: a plugin after it renames and removes by them', () => {
    const seen: string[] = []
    const probe = () => ({
      visitor: {
        Program: {
          exit(path: { scope: { bindings: Record<string, { referenced: boolean }>; globals: object } }) {
            for (const [name, { referenced }] of Object.entries(path.scope.bindings)) seen.push(`${name} ${referenced}`)
            seen.push(`free: ${Object.keys(path.scope.globals).join()}`)
          },
        },
      },
    })
    compile('export async function f(x) { return (await x) + g() }', {}, { plugins: [[globeflower, {}], probe] })
    expect(seen.sort()).toEqual(['$gf true', 'f true', 'f$step true', 'free: g'].sort())
  })

  it('leaves a file without suspending functions as it is', () => {
    const source = 'export function f() {\n  // nothing to do\n  return () => 1;\n}'
    expect(compile(source, {}).code).toBe(source)
  })

  it('refuses with a code frame what it cannot lower', () => {
    const source = 'exports.f = async function (code) {\n  await 1\n  return eval(code)\n}'
    expect(() => compile(source, {}, { sourceType: 'script', highlightCode: false })).toThrow(
      /direct-eval[^]*> 3 \|\s+return eval\(code\)/,
    )
  })

  it('wraps a top-level await below ES2022, and refuses it in a module that exports', async () => {
    const below = { presets: [old('commonjs')] }
    const wrapped = compile(AWAITS, {}, below).code
    expect(() => acorn.parse(wrapped, { ecmaVersion: 5 })).not.toThrow()
    expect(await run(wrapped)).toBe(7)
    expect(() => compile('export const x = await 1', {}, below)).toThrow(/top-level-await/)
    expect(compile('export const x = await 1', {}).code).toContain('await 1')
  })

  it('keeps positions: what is called maps to where it was written', () => {
    const source = 'export async function f(x) {\n  await first(x)\n\n  second(x)\n}'
    const { code, map } = compile(source, {}, { sourceMaps: true })
    const lines = code.split('\n')
    const place = (text: string) => {
      const line = lines.findIndex((l) => l.includes(text))
      return originalPositionFor(new TraceMap(map as never), { line: line + 1, column: lines[line]!.indexOf(text) })
    }
    expect(place('first(')).toMatchObject({ line: 2, column: 8 })
    expect(place('second(')).toMatchObject({ line: 4, column: 2 })
  })
})
