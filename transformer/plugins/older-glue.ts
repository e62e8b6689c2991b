/**
 * The few words of ES2015 in what rolldown prints around modules that are ES5 themselves.
 *
 *   (a) => a.b        function (a) { return a.b }
 *   { a }             { a: a }
 *   `a`               "a"
 *
 * Undefined when there is anything else: then TypeScript has to look at the whole script.
 */
import { parse, type AnyNode, type ArrowFunctionExpression } from 'acorn'
import type { Edit } from './edits.js'
import { childrenOf, eachNode } from './tree.js'

export function editsToES5(code: string): Edit[] | undefined {
  const edits: Edit[] = []
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  // Where a `let` is as good as a `var`.
  const bodies = new Set<AnyNode | undefined>([program])
  let isSimple = true
  eachNode(program, (node, parent) => {
    if (/Function/.test(node.type)) bodies.add((node as ArrowFunctionExpression).body)
    const found = editsFor(node, parent, bodies.has(parent), code)
    if (found) edits.push(...found)
    else isSimple = false
  })
  return isSimple ? edits : undefined
}

/** None for ES5; undefined for what is neither ES5 nor simple. */
function editsFor(node: AnyNode, parent: AnyNode | undefined, inBody: boolean, code: string): Edit[] | undefined {
  switch (node.type) {
    case 'ArrowFunctionExpression':
      return arrow(node, code)
    case 'Property':
      if (node.computed || node.method) return undefined
      return node.shorthand ? [{ start: node.end, end: node.end, text: `: ${code.slice(node.start, node.end)}` }] : []
    case 'TemplateLiteral':
      if (node.expressions.length > 0 || parent?.type === 'TaggedTemplateExpression') return undefined
      return [{ start: node.start, end: node.end, text: JSON.stringify(node.quasis[0]!.value.cooked) }]
    case 'VariableDeclaration':
      if (node.kind === 'var') return []
      if (!inBody || (node.kind !== 'const' && node.kind !== 'let')) return undefined
      return [{ start: node.start, end: node.start + node.kind.length, text: 'var' }]
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return node.async || node.generator ? undefined : []
    case 'CatchClause':
      return node.param ? [] : [{ start: node.body.start, end: node.body.start, text: '(e) ' }]
    default:
      return NEWER.test(node.type) ? undefined : []
  }
}

const NEWER =
  /^(Class|Spread|Rest|ObjectPattern|ArrayPattern|AssignmentPattern|Await|Yield|ForOf|Chain|Meta|ImportExpression|Super|Tagged)/

function arrow(node: ArrowFunctionExpression, code: string): Edit[] | undefined {
  const { params, body, start, end } = node
  if (node.async || params.some((it) => it.type !== 'Identifier') || needsOuter(body)) return undefined
  const sign = code.indexOf('=>', params.at(-1)?.end ?? start) + 2
  if (code.slice(start, sign).includes('\n')) return undefined
  const names = params.map((it) => code.slice(it.start, it.end)).join(', ')
  if (body.type === 'BlockStatement') return [{ start, end: sign, text: `function(${names})` }]
  return [
    { start, end: sign, text: `function(${names}) { return` },
    { start: end, end, text: ' }' },
  ]
}

/** `this` and `arguments` of an arrow are those around it. */
function needsOuter(node: AnyNode): boolean {
  if (node.type === 'ThisExpression') return true
  if (node.type === 'Identifier') return node.name === 'arguments'
  if (node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') return false
  return childrenOf(node).some(needsOuter)
}
