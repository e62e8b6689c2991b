/** The parts that all bundlers' plugins are made of. */
import { describe, expect, it } from 'vitest'
import { needsOf } from '../../transformer/plugins/builtins.js'
import { inlineImports } from '../../transformer/plugins/dynamic-import.js'
import { apply } from '../../transformer/plugins/edits.js'
import { Lowering } from '../../transformer/plugins/lowering.js'
import { newerLiterals } from '../../transformer/plugins/newer-literals.js'
import { replaceNodeEnv } from '../../transformer/plugins/node-env.js'
import { editsToES5 } from '../../transformer/plugins/older-glue.js'

const map = { version: 3 as const, sources: [], names: [], mappings: '' }

describe('what a program needs of the library', () => {
  it.each([
    ['new Map([[1, 2]]); new AggregateError([])', ['AggregateError']],
    ['Object.assign({}, Number.isInteger(1))', ['Object.assign', 'Number.isInteger']],
    ["'a'.includes('b'); [1].find(f)", ['.includes()', '.find()']],
    ['m = a.at; m.call(a, 1); (m = (b = c()).at).call(b)', ['.at()', '.at()']],
    ['a.includes.apply(a, b); Array.prototype.find.call(a, f)', ['.includes()', '.find()']],
    ['function f(globalThis) { return globalThis }', []],
    ['typeof globalThis; a.globalThis; ({ globalThis: 1 }); a.includes', []],
    ['Object.keys(a); Reflect.own(a); x.map(y)', []],
    ['new Uint8Array(2)', ['Uint8Array']],
    ['a.replace(b, c); a.sort(f); a.splice(1); a.toFixed(2); a.normalize()', ['.normalize()']],
  ])('%s', (code, names) => {
    expect(needsOf(code).map(({ name }) => name)).toEqual(names)
  })
})

describe('a package at its target already', () => {
  const lower = (code: string) => new Lowering().lower('/node_modules/a/index.js', code)?.code

  it('is compiled when it names what the runtime has', () => {
    expect(lower('module.exports = new Map()')).toContain('new $gf.Map()')
    expect(lower('module.exports = new WeakSet()')).toContain('new $gf.WeakSet()')
  })

  it('gets what core-js-pure has', () => {
    expect(lower('module.exports = Object.hasOwn(a, b)')).toMatch(/require\(".*object\/has-own\.js"\)/)
  })

  it('stays as it is when it names neither', () => {
    expect(lower('module.exports = Object.freeze(a)')).toBeUndefined()
  })
})

describe('import() becomes a part of the file', () => {
  it.each([
    [
      "export {}; import('./a')",
      'required',
      /\.then\(function \(\) \{ return \$gfImportStar\(require\("\.\/a"\)\) \}\)/,
    ],
    ["export {}; import('./a')", 'imported', /return \$gfImported0 \}\)[^]*import \* as \$gfImported0 from "\.\/a"/],
    ["'use strict'; exports.a = import('./a')", 'imported', /^'use strict'; var \$gfPromise[^]*require\("\.\/a"\)/],
    ['export {}; import(name)', 'required', /import\(name\)$/],
  ] as const)('%s, %s', (code, how, result) => {
    expect(inlineImports(code, map, how).code).toMatch(result)
  })
})

describe('what cannot be lowered to ES5 is told of', () => {
  it.each([
    ['a(1n); b(2n)', ['BigInt literal']],
    ['a(0xffn)', ['BigInt literal']],
    ['/a.b/s.test(c)', ['regular expression /a.b/s']],
    ['a = /(?<year>\\d+)/', ['regular expression /(?<year>\\d+)/']],
    ['a = /(?=x)/gi; b = "1n /s"; c = d / e / s', []],
  ])('%s', (code, what) => {
    expect(newerLiterals(code).map((it) => it.what)).toEqual(what)
  })
})

describe('process.env.NODE_ENV has a value', () => {
  const value = JSON.stringify(process.env.NODE_ENV)
  it.each([
    ["if (process.env.NODE_ENV !== 'production') f()", `if (${value} !== 'production') f()`],
    ["f('process.env.NODE_ENV', process.env.OTHER)", "f('process.env.NODE_ENV', process.env.OTHER)"],
    ['function f(process) { return process.env.NODE_ENV }', 'function f(process) { return process.env.NODE_ENV }'],
  ])('%s', (code, result) => {
    expect(replaceNodeEnv(code, map).code).toBe(result)
  })
})

describe("a bundler's glue becomes ES5 by a few edits", () => {
  it.each([
    ['var f = (a, b) => () => a + b', 'var f = function(a, b) { return function() { return a + b } }'],
    ['var f = a => { const b = `x`; return { a, b } }', 'var f = function(a) { var b = "x"; return { a: a, b: b } }'],
    ['try { f() } catch { g() }', 'try { f() } catch (e) { g() }'],
  ])('%s', (code, result) => {
    expect(apply(code, map, editsToES5(code)!).code).toBe(result)
  })

  it.each(['var f = () => this', 'for (let i of a) f(() => i)', 'class A {}', 'f(...a)', 'if (a) { let b }'])(
    'leaves %s to TypeScript',
    (code) => {
      expect(editsToES5(code)).toBeUndefined()
    },
  )
})
