/** What compile() promises for every file, on both tree hosts. */
import { describe, expect, it } from 'vitest'
import { compile } from '../../transformer/index.js'

describe.each(['typescript', 'babel'] as const)('compile, %s', (host) => {
  it('has CommonJS output require the runtime, though the source has no import', () => {
    const { code } = compile('async function f() { await 1 }\nf()', { host, module: 'commonjs' })
    expect(code).toContain('globeflower/frame')
    expect(code).toMatch(/require\(['"]globeflower\/frame['"]\)/)
    expect(code).not.toMatch(/^import/m)
  })

  it('lowers a top-level await of a file that only says that it is a module', () => {
    const { code, diagnostics } = compile('await 1\nexport {}\nf()', { host })
    expect(diagnostics).toEqual([])
    expect(code).not.toMatch(/await|export \{\}/)
  })

  it('names steps after keys that can be names', () => {
    const { code } = compile('export const o = { 42: async () => { await 1 }, async go() { await 2 } }', { host })
    expect(code).toMatch(/function anonymous\$step\(/)
    expect(code).toMatch(/function go\$step\(/)
  })
})

it('keeps the parentheses of a class at the start of a statement, whatever type stood in them', () => {
  const { code } = compile('(class { static run() {} } as any).run()\nexport {}', { target: 'es2022' })
  expect(code).toMatch(/^\(class \{[^]*\}\)\.run\(\)/)
})

it('keeps helpers of its own apart from those that a file has', () => {
  const source = 'function __read(it) { return it }\nexport const [a, ...b] = __read(c)\nexport const d = [...b]'
  const { code } = compile(source, { fileName: 'a.js' })
  expect(code).toMatch(/import \{ __read as __read\$, __spreadArray \} from "globeflower\/helpers"/)
  expect(code).toMatch(/= __read\$\(__read\(c\)/)
  const required = compile(source, { fileName: 'a.js', module: 'commonjs' }).code
  expect(required).toContain('__read$ = require("globeflower/helpers").__read')
})

it('takes a .cjs file for CommonJS, though it requires nothing', () => {
  const { code } = compile('async function f() { await 1 }\nf()', { fileName: 'a.cjs', target: 'es2022' })
  expect(code).toMatch(/require\('globeflower\/frame'\)/)
})

it('leaves the import() of CommonJS alone where the target has it', () => {
  const source = "async function f() { await import('x') }\nf()"
  const { code } = compile(source, { fileName: 'a.js', module: 'commonjs', target: 'es2022' })
  expect(code).toMatch(/import\('x'\)[^]*/)
  expect(code).toMatch(/require\('globeflower\/frame'\)/)
})
