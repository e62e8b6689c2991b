/**
 * What the core was told of a function: its shapes, as an indented list. Parts that cannot suspend
 * are opaque, and stay one line.
 */

import type { Range } from './describe.js'
import type { Host } from './hosts/host.js'
import type { Expression, FunctionShape, Statement } from './shapes.js'

export interface OutlineLine {
  depth: number
  /** The shape's name: 'while', 'await', 'opaque' … */
  shape: string
  /** The part of the shape above that it is: 'test', 'body' … */
  part: string
  /** One line of the source. */
  text: string
  range: Range | undefined
}

type Kind = 'statement' | 'expression' | 'target'
type Parts<N> = (readonly [part: string, node: N | undefined, kind: Kind])[]

export function outline<N>(shape: FunctionShape<N>, host: Host<N>): OutlineLine[] {
  const lines: OutlineLine[] = []

  function add(node: N, part: string, depth: number, kind: Kind): void {
    // A pattern is no expression, and of its parts nothing is told.
    if (kind === 'target' && host.pattern(node).is !== 'target') return line(node, 'pattern', part, depth)
    const told = !host.suspends(node) ? undefined : kind === 'statement' ? host.statement(node) : host.expression(node)
    if (told?.is === 'wrapped') return add(told.inner, part, depth, kind)
    if (told?.is === 'expression') return add(told.value, part, depth, 'expression')
    line(node, told?.is ?? 'opaque', part, depth)
    if (!told) return
    const parts = kind === 'statement' ? statementParts(told as Statement<N>) : expressionParts(told as Expression<N>)
    for (const [name, inner, how] of parts) if (inner !== undefined) add(inner, name, depth + 1, how)
  }

  function line(node: N, shape: string, part: string, depth: number): void {
    const text = host.text(node, () => undefined).split('\n')[0]!
    lines.push({ depth, shape, part, text, range: host.range(node) })
  }

  for (const param of shape.params) if (param.initial !== undefined) add(param.initial, 'default', 0, 'expression')
  for (const node of shape.body) add(node, '', 0, 'statement')
  if (shape.result !== undefined) add(shape.result, '', 0, 'expression')
  return lines
}

function statementParts<N>(shape: Statement<N>): Parts<N> {
  switch (shape.is) {
    case 'block':
      return shape.body.map((node) => ['', node, 'statement'])
    case 'variables':
      return shape.declarations.map(({ value }) => ['value', value, 'expression'])
    case 'expression':
    case 'class':
      return [['', shape.value, 'expression']]
    case 'if':
      return [
        ['test', shape.test, 'expression'],
        ['then', shape.then, 'statement'],
        ['else', shape.otherwise, 'statement'],
      ]
    case 'while':
    case 'do':
      return [
        ['test', shape.test, 'expression'],
        ['body', shape.body, 'statement'],
      ]
    case 'for':
      return [
        ['test', shape.test, 'expression'],
        ['update', shape.update, 'expression'],
        ['body', shape.body, 'statement'],
      ]
    case 'iterate':
      return [
        ['over', shape.over, 'expression'],
        ['body', shape.body, 'statement'],
      ]
    case 'switch':
      return [
        ['subject', shape.subject, 'expression'],
        ...shape.cases.flatMap(({ test, body }): Parts<N> => [
          ['case', test, 'expression'],
          ...body.map((node) => ['', node, 'statement'] as const),
        ]),
      ]
    case 'label':
      return [['body', shape.body, 'statement']]
    case 'return':
    case 'throw':
      return [['value', shape.value, 'expression']]
    case 'try':
      return [
        ['try', shape.block, 'statement'],
        ['catch', shape.catch?.body, 'statement'],
        ['finally', shape.finally, 'statement'],
      ]
    default:
      return []
  }
}

function expressionParts<N>(shape: Expression<N>): Parts<N> {
  const each = (part: string, nodes: readonly N[]): Parts<N> => nodes.map((node) => [part, node, 'expression'])
  switch (shape.is) {
    case 'await':
    case 'yield':
    case 'delegate':
      return shape.value === undefined ? [] : each('', [shape.value])
    case 'operands':
      return each(
        'operand',
        shape.operands.map(({ node }) => node),
      )
    case 'call':
      return [
        ...each('callee', [shape.callee]),
        ...each(
          'argument',
          shape.args.map(({ node }) => node),
        ),
      ]
    case 'chain':
      return [
        ...each('base', [shape.base]),
        ...shape.links.flatMap(({ key, args }) => [
          ...(key === undefined ? [] : each('key', [key])),
          ...each(
            'argument',
            (args ?? []).map(({ node }) => node),
          ),
        ]),
      ]
    case 'logical':
      return [...each('left', [shape.left]), ...each('right', [shape.right])]
    case 'conditional':
      return [...each('test', [shape.test]), ...each('then', [shape.then]), ...each('else', [shape.otherwise])]
    case 'sequence':
      return each('', shape.items)
    case 'assign':
      return [['target', shape.target, 'target'], ...each('value', [shape.value])]
    default:
      return []
  }
}
