/** Construct → its lowering, as a table. What holds no suspension stays as it was written. */

import type { Statement } from '../shapes.js'
import { lowerIf } from './branch.js'
import type { Builder } from './builder.js'
import { lowerClass, lowerDeclaration, lowerVariables } from './declare.js'
import { lowerTry } from './handler.js'
import { lowerIterate } from './iterate.js'
import { lowerLabel, lowerReturn } from './jump.js'
import { lowerDo, lowerFor, lowerWhile } from './loop.js'
import { lowerSwitch } from './switch.js'

export function lowerStatement<N>(node: N, flow: Builder<N>): void {
  const shape: Statement<N> = flow.host.statement(node)
  switch (shape.is) {
    case 'opaque':
      flow.push({ op: 'statement', node: shape.node, leaps: flow.leaps.outOf(shape.node) })
      break
    case 'block':
      flow.statements(shape.body, shape.scope)
      break
    case 'variables':
      lowerVariables(shape, flow)
      break
    case 'expression':
      flow.do(flow.value(shape.value), node)
      break
    case 'if':
      lowerIf(shape, flow)
      break
    case 'while':
      lowerWhile(shape, flow)
      break
    case 'do':
      lowerDo(shape, flow)
      break
    case 'for':
      lowerFor(shape, flow)
      break
    case 'iterate':
      lowerIterate(shape, flow)
      break
    case 'switch':
      lowerSwitch(shape, flow)
      break
    case 'label':
      lowerLabel(shape, flow)
      break
    case 'break':
    case 'continue':
      flow.leaps.leave({ kind: shape.is, label: shape.label, value: undefined })
      break
    case 'return':
      lowerReturn(shape.value, node, flow)
      break
    case 'throw':
      flow.throw(flow.value(shape.value), node)
      break
    case 'try':
      lowerTry(shape, flow)
      break
    case 'function':
      // Hoisted: `statements` gave the name its value at the start of the scope.
      if (shape.outer) flow.set(shape.outer, { is: 'get', binding: shape.binding })
      break
    case 'declaration':
      lowerDeclaration(shape, flow)
      break
    case 'class':
      lowerClass(shape, flow)
      break
  }
}
