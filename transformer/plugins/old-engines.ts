/**
 * What a bundle still needs for engines of 1999 to 2012, after esbuild has printed it.
 *
 *   ES5 and ES3   esbuild's module glue calls `bind`, which WebKit 534 lacks; classes have lost their names; MuJS
 *                 reads some patterns as divisions
 *   ES3           reserved words as property names and as variables, trailing
 *                 commas, slashes in classes of patterns, accessors, and the glue's Object.create, defineProperty, …
 */
import { parse, type AnyNode, type Node, type Token } from 'acorn'
import { restoreClassNames } from './class-names.js'
import { eachNode } from './tree.js'
import type { Edit } from './edits.js'
import { freePatterns } from '../plugins/pattern-starts.js'

export function editsFor(target: 'es3' | 'es5', code: string): Edit[] {
  const tokens: Token[] = []
  const program = parse(code, { ecmaVersion: 5, sourceType: 'script', onToken: tokens })
  const edits = [...unbind(code), ...restoreClassNames(program), ...freePatterns(code)]
  edits.push(...guardGlue(program.body, code, target === 'es5' ? forES5 : forES3))
  if (target === 'es5') return edits

  edits.push(...quoteMembers(tokens, code), ...guardAccessors(program, code))
  const renamed = new Set<string>()
  const names = new Set<string>()
  eachNode(program, (node, parent) => {
    if (node.type === 'Property') edits.push(...quoteKey(node))
    if (node.type === 'Literal' && node.regex) edits.push(...escapeSlashes(node.regex.pattern, node.start + 1))
    if (node.type === 'ObjectExpression') edits.push(...trailingComma(node, node.properties.at(-1), code))
    if (node.type === 'ArrayExpression') edits.push(...trailingComma(node, node.elements.at(-1), code))
    if (node.type === 'Identifier') {
      names.add(node.name)
      if (isReserved(node.name) && !isPropertyName(node, parent)) renamed.add(node.name)
    }
  })
  if (renamed.size > 0) {
    const fresh = new Map([...renamed].map((name) => [name, unusedName(name, names)]))
    eachNode(program, (node, parent) => {
      if (node.type !== 'Identifier' || isPropertyName(node, parent)) return
      const text = fresh.get(node.name)
      if (text) edits.push({ start: node.start, end: node.end, text })
    })
  }
  return edits
}

/** `get: function (k) { return from[k] }.bind(null, key)`, in all the ways esbuild prints it. */
function unbind(code: string): Edit[] {
  const pattern = /(get:\s*)function\((\w+)\)(\s*)\{(\s*)return (\w+)\[\2\];?(\s*)\}\.bind\(null,\s*(\w+)\)/g
  return [...code.matchAll(pattern)].map((match) => {
    const [all, get, k, a, b, from, c, key] = match
    return {
      start: match.index,
      end: match.index + all.length,
      text: `${get}function(${k})${a}{${b}return function(){return ${from}[${k}]}${c}}(${key})`,
    }
  })
}

/** `a.default` to `a["default"]`. After a dot there is always a property name. */
function quoteMembers(tokens: Token[], code: string): Edit[] {
  const edits: Edit[] = []
  for (let i = 1; i < tokens.length; i++) {
    const dot = tokens[i - 1]!
    const name = tokens[i]!
    const word = code.slice(name.start, name.end)
    if (dot.type.label === '.' && isReserved(word)) {
      edits.push({ start: dot.start, end: name.end, text: `["${word}"]` })
    }
  }
  return edits
}

function quoteKey({ key, computed }: AnyNode & { type: 'Property' }): Edit[] {
  if (computed || key.type !== 'Identifier' || !isReserved(key.name)) return []
  return [{ start: key.start, end: key.end, text: `"${key.name}"` }]
}

/** `/[/]/` to `/[\/]/`: in ES3 the first slash ends it. */
function escapeSlashes(pattern: string, start: number): Edit[] {
  return [...pattern.matchAll(/\\[^]|\//g)].flatMap(({ 0: text, index }) =>
    text === '/' ? [{ start: start + index, end: start + index, text: '\\' }] : [],
  )
}

/** JScript counts `[1,]` as two. */
function trailingComma(list: Node, last: Node | null | undefined, code: string): Edit[] {
  if (!last) return []
  const at = code.indexOf(',', last.end)
  return at >= 0 && at < list.end && /^\s*$/.test(code.slice(last.end, at))
    ? [{ start: at, end: at + 1, text: '' }]
    : []
}

/** esbuild's glue stands first in the script and names each function of Object once. */
function guardGlue(body: AnyNode[], code: string, guard: (name: string) => string | undefined): Edit[] {
  const edits: Edit[] = []
  for (const statement of glueStatements(body)) {
    for (const { init } of statement.declarations) {
      const text = init && guard(code.slice(init.start, init.end))
      if (text) edits.push({ start: init.start, end: init.end, text })
    }
  }
  return edits
}

/** Accessors of classes: `Object.defineProperty(C.prototype, "x", { get: … })`, in one function that old Rhino can do. */
function guardAccessors(program: AnyNode, code: string): Edit[] {
  const edits: Edit[] = []
  eachNode(program, (node) => {
    if (node.type !== 'CallExpression') return
    const { callee } = node
    if (code.slice(callee.start, callee.end) !== 'Object.defineProperty') return
    edits.push({ start: callee.start, end: callee.end, text: '$gfDefine' })
  })
  if (edits.length === 0) return edits
  const start = code.indexOf('{') + 1
  const text = `var $gfDefine=Object.defineProperty||${standIns['Object.defineProperty']};`
  return [...edits, { start, end: start, text }]
}

function glueStatements(body: AnyNode[]) {
  const call = body.find((it) => it.type === 'ExpressionStatement' && it.expression.type === 'CallExpression')
  const callee =
    call?.type === 'ExpressionStatement' && call.expression.type === 'CallExpression' && call.expression.callee
  if (!callee || callee.type !== 'FunctionExpression') return []
  const inside = callee.body.body.filter((it) => !(it.type === 'ExpressionStatement' && it.directive))
  const end = inside.findIndex((it) => it.type !== 'VariableDeclaration')
  return inside.slice(0, end < 0 ? inside.length : end).filter((it) => it.type === 'VariableDeclaration')
}

/** A package whose exports are a number or a string: ES5 refuses to name its prototype. */
function forES5(name: string): string | undefined {
  return name === 'Object.getPrototypeOf' ? `function(o){return ${name}(Object(o))}` : undefined
}

function forES3(name: string): string | undefined {
  const stand = standIns[name]
  if (!stand) return undefined
  const own = forES5(name)
  return own ? `${name} ? ${own} : ${stand}` : `${name} || ${stand}`
}

const standIns: Record<string, string> = {
  'Object.create': 'function(p){function F(){}F.prototype=p;return new F}',
  'Object.defineProperty':
    'function(o,k,d){if(d.set&&o.__defineSetter__)o.__defineSetter__(k,d.set);if(d.get&&o.__defineGetter__)o.__defineGetter__(k,d.get);else if(!d.set)o[k]=d.get?d.get():d.value;return o}',
  'Object.getOwnPropertyDescriptor': 'function(){}',
  'Object.getOwnPropertyNames':
    'function(o){var k,r=[];for(k in o)if(({}).hasOwnProperty.call(o,k))r.push(k);return r}',
  'Object.getPrototypeOf': 'function(o){return o.__proto__||Object.prototype}',
}

function isPropertyName(node: Node, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed
  return parent?.type === 'Property' && parent.key === node && !parent.computed
}

function unusedName(name: string, taken: Set<string>): string {
  let fresh = `${name}_`
  while (taken.has(fresh)) fresh += '_'
  taken.add(fresh)
  return fresh
}

const reserved = new Set(
  (
    'break case catch continue debugger default delete do else finally for function if in instanceof new return switch ' +
    'this throw try typeof var void while with null true false ' +
    'abstract boolean byte char class const double enum export extends final float goto implements import int interface ' +
    'long native package private protected public short static super synchronized throws transient volatile ' +
    // Not of ES3, but Rhino of 2008 reads `frame.yield` as `frame.frame`.
    'let yield'
  ).split(' '),
)

export function isReserved(word: string): boolean {
  return reserved.has(word)
}
