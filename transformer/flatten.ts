/**
 * Suspensions inside expressions come out to statement level, order kept.
 *
 * Law: what the language evaluates before a suspension is evaluated before it and kept in a
 * temporary; what it evaluates after stays in the expression. The node itself is not changed:
 * parts computed ahead are noted in `flow.replaced`.
 */

import type { Value } from './blocks.js'
import type { Builder } from './flow/builder.js'
import { assignPattern } from './pattern.js'
import { awaitedName } from './runtime-names.js'
import { isFixed } from './scope.js'
import type { Call, Expression, LogicalOperator, Operand } from './shapes.js'

/** An expression whose suspensions have happened by the time it is evaluated. */
export function flatten<N>(node: N, flow: Builder<N>): Value<N> {
  if (!flow.host.suspends(node)) return { is: 'node', node }
  const shape = flow.host.expression(node)
  switch (shape.is) {
    case 'opaque':
      throw new Error('flatten: suspension left inside an expression')
    case 'await':
      return flow.suspend('await', awaited(shape, flow), node)
    case 'yield':
      return flow.suspend(
        flow.options.isAsyncGenerator ? 'yield async' : 'yield',
        shape.value === undefined ? undefinedValue : flow.value(shape.value),
        node,
      )
    case 'delegate':
      return flow.suspend(flow.options.isAsyncGenerator ? 'delegate async' : 'delegate', flow.value(shape.value), node)
    case 'wrapped':
      return flow.value(shape.inner)
    case 'operands':
      settle(shape.operands, flow)
      return { is: 'node', node }
    case 'call':
      return flattenCall(shape, flow)
    case 'chain':
      return followChain(shape, flow).callee
    case 'logical':
      return choose(flow, (result) => {
        flow.set(result, flow.value(shape.left))
        return shortCircuit(shape.operator, result, () => flow.value(shape.right), flow)
      })
    case 'conditional':
      return flattenConditional(shape, flow)
    case 'sequence':
      for (const item of shape.items.slice(0, -1)) flow.do(flow.value(item), item)
      return flow.value(shape.items[shape.items.length - 1]!)
    case 'assign':
      return flattenAssign(shape, flow)
  }
}

/** In a task, a promise that nobody else sees is a future of the runtime's. */
function awaited<N>({ value, unseen }: Extract<Expression<N>, { is: 'await' }>, flow: Builder<N>): Value<N> {
  if (!unseen || !flow.options.inTask || flow.options.open) return flow.value(value)
  return { is: 'runtime', name: awaitedName(unseen.how), args: [flow.value(unseen.argument)], origin: unseen.callee }
}

const undefinedValue = { is: 'literal', value: undefined } as const

/** Evaluate operands so that the node around them may be evaluated after the last suspension. */
export function settle<N>(operands: readonly Operand<N>[], flow: Builder<N>): void {
  const last = operands.findLastIndex((operand) => flow.host.suspends(operand.node))
  operands.slice(0, last + 1).forEach((operand, i) => {
    const { node } = operand
    if (operand.keep === 'value' && flow.host.isStable(node)) return
    const value = flow.value(node)
    flow.flow.replaced.set(node, i < last ? keepOperand(operand, value, flow) : value)
  })
}

function keepOperand<N>(operand: Operand<N>, value: Value<N>, flow: Builder<N>): Value<N> {
  switch (operand.keep) {
    case 'value':
      return flow.keep(value, 'value')
    case 'key':
      return flow.keep({ is: 'runtime', name: 'key', args: [value] }, 'key')
    case 'spread':
    case 'copy':
    case 'string':
      return flow.keep({ is: 'kept', keep: operand.keep, value }, operand.keep)
  }
}

/** Keep a part of a node unless it may as well be evaluated later. */
function keepNode<N>(node: N, hint: string, flow: Builder<N>): Value<N> {
  if (flow.host.isStable(node)) return { is: 'node', node }
  const value = flow.keep(flow.value(node), hint)
  flow.flow.replaced.set(node, value)
  return value
}

function flattenCall<N>(call: Call<N>, flow: Builder<N>): Value<N> {
  const { host } = flow
  const argsSuspend = call.args.some((arg) => host.suspends(arg.node))
  const { receiver } = call

  if (!receiver) {
    const chain = chainOf(call.callee, flow)
    if (chain) {
      // `(o?.m)(await x)`: parentheses end the chain but keep its object.
      const { callee, self } = chain
      settle(call.args, flow)
      return { is: 'invoke', callee, self, args: call.args, origin: call.node }
    }
    settle([{ node: call.callee, keep: 'value' }, ...call.args], flow)
    return { is: 'node', node: call.node }
  }
  if (!argsSuspend) {
    const parts: Operand<N>[] = receiver.isSuper ? [] : [{ node: receiver.object, keep: 'value' }]
    if (receiver.key !== undefined) parts.push({ node: receiver.key, keep: 'value' })
    settle(parts, flow)
    return { is: 'node', node: call.node }
  }
  const self: Value<N> = receiver.isSuper ? { is: 'constant', name: 'this' } : keepNode(receiver.object, 'object', flow)
  if (receiver.key !== undefined) keepNode(receiver.key, 'key', flow)
  const callee = flow.keep({ is: 'node', node: call.callee }, 'method')
  if (call.template) {
    flow.flow.replaced.set(call.callee, { is: 'runtime', name: 'bind', args: [callee, self] })
    settle(call.args, flow)
    return { is: 'node', node: call.node }
  }
  settle(call.args, flow)
  return { is: 'invoke', callee, self, args: call.args, origin: call.node }
}

function chainOf<N>(node: N, flow: Builder<N>): { callee: Value<N>; self: Value<N> | undefined } | undefined {
  let shape: Expression<N> = flow.host.expression(node)
  while (shape.is === 'wrapped') shape = flow.host.expression(shape.inner)
  if (shape.is !== 'chain') return undefined
  return followChain(shape, flow)
}

/**
 *   a?.[await k]?.(await x)      o = a;  result = undefined
 *                                o == null -> after;  f = o[await k]
 *                                f == null -> after;  result = f.call(o, await x)
 *
 * One way out for all links: a link that is skipped skips every link behind it.
 */
function followChain<N>(
  { base, links, deletes }: Extract<Expression<N>, { is: 'chain' }>,
  flow: Builder<N>,
): { callee: Value<N>; self: Value<N> | undefined } {
  const after = flow.block()
  const result = flow.temp('result')
  const self = flow.temp('object')
  flow.set(result, deletes ? { is: 'literal', value: true } : undefinedValue)
  flow.set(self, undefinedValue)

  let value: Value<N> = flow.keep(flow.value(base), 'link')
  let object: Value<N> | undefined
  for (const link of links) {
    if (link.optional) {
      const next = flow.block()
      flow.branch({ is: 'binary', operator: '==', left: value, right: { is: 'constant', name: 'null' } }, after, next)
      flow.enter(next)
    }
    if (link.args) {
      settle(link.args, flow)
      const call: Value<N> = { is: 'invoke', callee: value, self: object, args: link.args, origin: link.node }
      object = undefined
      value = flow.keep(call, 'link')
    } else {
      const key = link.key === undefined ? undefined : flow.value(link.key)
      object = value
      const access: Value<N> = { is: 'access', object, link: link.node, key }
      const isDeleted = deletes && link === links[links.length - 1]
      value = flow.keep(isDeleted ? { is: 'delete', value: access } : access, 'link')
    }
  }
  flow.set(result, value)
  flow.set(self, object ?? undefinedValue)
  flow.enter(after)
  return { callee: { is: 'get', binding: result }, self: { is: 'get', binding: self } }
}

/** An expression with several ways to its value. */
function choose<N>(flow: Builder<N>, body: (result: ReturnType<Builder<N>['temp']>) => void): Value<N> {
  const result = flow.temp('result')
  body(result)
  return { is: 'get', binding: result }
}

function shortCircuit<N>(
  operator: LogicalOperator,
  result: ReturnType<Builder<N>['temp']>,
  right: () => Value<N>,
  flow: Builder<N>,
): void {
  const next = flow.block()
  const after = flow.block()
  const left: Value<N> = { is: 'get', binding: result }
  if (operator === '&&') flow.branch(left, next, after)
  else if (operator === '||') flow.branch(left, after, next)
  else flow.branch({ is: 'binary', operator: '==', left, right: { is: 'constant', name: 'null' } }, next, after)
  flow.enter(next)
  flow.set(result, right())
  flow.enter(after)
}

function flattenConditional<N>(shape: Extract<Expression<N>, { is: 'conditional' }>, flow: Builder<N>): Value<N> {
  return choose(flow, (result) => {
    const then = flow.block()
    const otherwise = flow.block()
    const after = flow.block()
    flow.branch(flow.value(shape.test), then, otherwise)
    flow.enter(then)
    flow.set(result, flow.value(shape.then))
    flow.goto(after)
    flow.enter(otherwise)
    flow.set(result, flow.value(shape.otherwise))
    flow.enter(after)
  })
}

function flattenAssign<N>(shape: Extract<Expression<N>, { is: 'assign' }>, flow: Builder<N>): Value<N> {
  const { host } = flow
  const pattern = host.pattern(shape.target)
  if (pattern.is !== 'target') {
    const value = flow.keep(flow.value(shape.value), 'value')
    assignPattern(shape.target, value, flow, false)
    return value
  }

  const target = host.expression(shape.target)
  const parts = target.is === 'operands' ? target.operands : []
  const operator = shape.operator.slice(0, -1)
  if (operator === '') {
    settle([...parts, { node: shape.value, keep: 'value' }], flow)
    const value = nameFor(
      flow.flow.replaced.get(shape.value) ?? { is: 'node', node: shape.value },
      pattern.binding?.name,
      flow,
    )
    const { binding } = pattern
    if (!binding || !flow.isOwned(binding) || isFixed(binding) || binding.early) {
      return { is: 'assign', target: shape.target, value }
    }
    const kept = flow.keep(value, 'value')
    flow.set(binding, kept, shape.node)
    return kept
  }

  // The reference is evaluated once, and read before the right side runs.
  for (const part of parts) keepNode(part.node, 'object', flow)
  const read = flow.keep({ is: 'node', node: shape.target }, 'value')
  const assign = (value: Value<N>): Value<N> => ({ is: 'assign', target: shape.target, value })
  if (operator === '&&' || operator === '||' || operator === '??') {
    return choose(flow, (result) => {
      flow.set(result, read)
      shortCircuit(operator, result, () => assign(nameFor(flow.value(shape.value), pattern.binding?.name, flow)), flow)
    })
  }
  return assign({ is: 'binary', operator, left: read, right: flow.value(shape.value) })
}

function nameFor<N>(value: Value<N>, name: string | undefined, flow: Builder<N>): Value<N> {
  if (name === undefined || value.is !== 'node' || !flow.host.isAnonymousFunction(value.node)) return value
  return { is: 'named', value, name }
}
