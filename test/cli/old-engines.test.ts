/** Replacements in printed code, and the ES3 pass that uses them. */
import { encodedMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { expect, it } from 'vitest'
import { apply } from '../../transformer/plugins/edits.js'
import { editsFor } from '../../transformer/plugins/old-engines.js'

const identity = (code: string) =>
  encodedMap(
    new TraceMap({
      version: 3,
      names: [],
      sources: ['a.js'],
      mappings: code.split('\n').map((line, i) => Array.from(line, (_, column) => [column, 0, i, column])),
    }),
  )
const es3 = (code: string) => apply(code, identity(code), editsFor('es3', code)).code

it('moves each mapping by what was replaced before it, line by line', () => {
  const code = 'ab cd ef\ngh ij'
  const edited = apply(code, identity(code), [
    { start: 9, end: 11, text: '' },
    { start: 3, end: 5, text: 'longer' },
  ])
  expect(edited.code).toBe('ab longer ef\n ij')
  const trace = new TraceMap(edited.map)
  expect(originalPositionFor(trace, { line: 1, column: 10 })).toMatchObject({ line: 1, column: 6 })
  expect(originalPositionFor(trace, { line: 1, column: 3 })).toMatchObject({ line: 1, column: 3 })
  expect(originalPositionFor(trace, { line: 2, column: 1 })).toMatchObject({ line: 2, column: 3 })
})

it.each([
  ['a.default', 'a["default"]'],
  ['a . catch', 'a ["catch"]'],
  ['a.b.if.x', 'a.b["if"].x'],
  ['({default:1,a:2})', '({"default":1,a:2})'],
  ['[1,2,]', '[1,2]'],
  ['({a:1 , })', '({a:1  })'],
  ['[1,,]', '[1,,]'],
  ['var int=1,int_=int', 'var int__=1,int_=int__'],
  ['o.then(function(char){return char.char})', 'o.then(function(char_){return char_["char"]})'],
  ['"a.default"+/a.default/', '"a.default"+/a.default/'],
])('%s', (code, expected) => {
  expect(es3(code)).toBe(expected)
})

it("takes bind out of esbuild's glue, minified or not", () => {
  const small = 'x(r,o,{get:function(b){return o[b]}.bind(null,m),enumerable:!0})'
  expect(apply(small, identity(small), editsFor('es5', small)).code).toBe(
    'x(r,o,{get:function(b){return function(){return o[b]}}(m),enumerable:!0})',
  )
})
