/** Declarations: `var`, `let`, `const`, classes. */

import type { Value } from '../blocks.js'
import { settle } from '../flatten.js'
import { assignPattern, namesIn } from '../pattern.js'
import type { Binding } from '../scope.js'
import type { Declaration, Statement, VariableKind } from '../shapes.js'
import { isUsing, type Builder } from './builder.js'

export function lowerVariables<N>(shape: Extract<Statement<N>, { is: 'variables' }>, flow: Builder<N>): void {
  for (const declaration of shape.declarations) declare(declaration, shape.kind, flow)
}

/** The head of a `for`: a declaration or an expression. */
export function lowerInit<N>(node: N, flow: Builder<N>): void {
  const shape = flow.host.statement(node)
  if (shape.is === 'variables') lowerVariables(shape, flow)
  else if (shape.is === 'expression') flow.do(flow.value(shape.value), shape.value)
}

function declare<N>(declaration: Declaration<N>, kind: VariableKind, flow: Builder<N>): void {
  const { target, value } = declaration
  if (value === undefined) {
    // `let x` sets x anew each time it is passed; `var x` does nothing.
    const [binding] = namesIn(target, flow.host)
    if (binding && kind === 'let' && (flow.inLoop || binding.early)) {
      flow.set(binding, { is: 'literal', value: undefined }, declaration.node)
    }
    return
  }
  const [name] = namesIn(target, flow.host)
  const given = isUsing(kind) && name ? named(flow.value(value), name, flow) : flow.value(value)
  bind(target, isUsing(kind) ? take(given, kind, flow) : given, flow, declaration.node)
}

/** A resource goes to the stack of its scope, and to its name. */
export function take<N>(value: Value<N>, kind: 'using' | 'await using', flow: Builder<N>): Value<N> {
  return { is: 'method', object: flow.resources!, name: kind === 'using' ? 'use' : 'useAsync', args: [value] }
}

/** Give the value to a target that is a name or a pattern of names. */
export function bind<N>(target: N, value: Value<N>, flow: Builder<N>, origin: N): void {
  const pattern = flow.host.pattern(target)
  if (pattern.is === 'target' && pattern.binding) {
    flow.set(pattern.binding, named(value, pattern.binding, flow), origin)
  } else if (flow.host.suspends(target)) {
    assignPattern(target, value, flow, true)
  } else {
    flow.push({ op: 'declare', node: target, value, names: namesIn(target, flow.host) })
  }
}

export function lowerClass<N>(shape: Extract<Statement<N>, { is: 'class' }>, flow: Builder<N>): void {
  flow.set(shape.binding, flow.value(shape.value), shape.value)
}

export function lowerDeclaration<N>(shape: Extract<Statement<N>, { is: 'declaration' }>, flow: Builder<N>): void {
  flow.options.open?.refuse()
  settle(shape.operands, flow)
  // Its own statement declares the name, so the value must live elsewhere.
  shape.binding.captured = true
  flow.push({ op: 'declaration', node: shape.node, binding: shape.binding })
}

function named<N>(value: Value<N>, binding: Binding, flow: Builder<N>): Value<N> {
  if (value.is !== 'node' || !flow.host.isAnonymousFunction(value.node)) return value
  return { is: 'named', value, name: binding.name }
}
