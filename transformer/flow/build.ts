/** The flow of one function: how it is entered, then its body. */

import type { Flow, Value } from '../blocks.js'
import type { Entry, Host } from '../hosts/host.js'
import { assignElement } from '../pattern.js'
import type { Semantics } from '../runtime-names.js'
import type { Binding } from '../scope.js'
import type { FunctionShape } from '../shapes.js'
import { Builder } from './builder.js'

/** A driver takes this many values at the call. */
const MOST_HANDED = 8

export function buildFlow<N>(
  shape: FunctionShape<N>,
  host: Host<N>,
  { semantics, debug }: { semantics: Semantics; debug: boolean },
): { flow: Flow<N>; entry: Entry } {
  const flow = new Builder<N>(host, {
    inTask: semantics === 'task' && shape.kind !== 'generator',
    returnable: shape.kind !== 'async',
    isAsyncGenerator: shape.kind === 'async generator',
    open: shape.open ? { refuse: () => host.report('names-at-run-time', shape.node) } : undefined,
  })
  const entry = shape.open ? enterOpen(shape, flow) : enter(shape, flow, debug)
  flow.statements(shape.body, undefined)
  if (shape.result !== undefined) flow.return(flow.value(shape.result), shape.result)
  return { flow: flow.finish(), entry }
}

/**
 * Plain parameters are handed to the frame as they are. From the first pattern, default or rest on
 * they are bound by the step: so an async function rejects when that throws. A generator's have to
 * throw at the call (ECMAScript 15.5.2), so its step runs up to there at once.
 */
function enter<N>(shape: FunctionShape<N>, flow: Builder<N>, debug: boolean): Entry {
  const { params } = shape
  const given = [shape.self, shape.arguments, shape.newTarget].filter((binding) => binding !== undefined)
  const firstComplex = params.findIndex((param) => !param.binding)
  const plain = firstComplex < 0 ? params.length : firstComplex
  const firstOptional = params.findIndex((param) => param.initial !== undefined || param.rest)
  const formal = firstOptional < 0 ? params.length : firstOptional
  const isApart = !params.some((param) => param.rest) && params.length + given.length <= MOST_HANDED
  // Too many to hand over one by one: then all in an array.
  const single = isApart ? params.length : plain + given.length >= MOST_HANDED ? 0 : plain

  // Where `arguments` and the parameters are the same variables, they stay those of the call.
  const isOwn = ({ binding }: { binding: Binding | undefined }) => binding!.name !== 'arguments'
  const staying = shape.mapped ? params : debug ? params.slice(0, Math.min(plain, single)).filter(isOwn) : []
  const handed: Binding[] = []
  const raw = new Map<Binding, number>()
  params.slice(0, single).forEach((param, i) => {
    if (i >= plain) raw.set(flow.temp('given'), i)
    else if (param.binding!.used && !staying.includes(param)) handed.push(param.binding!)
  })
  handed.push(...raw.keys())
  const packed = single < params.length ? flow.temp('args') : undefined
  if (packed) handed.push(packed)
  handed.push(...given)
  for (const binding of given) flow.flow.owned.add(binding)

  flow.open(shape.scope)
  for (const { binding } of staying) flow.flow.owned.delete(binding!)
  for (const [given, i] of raw) {
    const { target, initial } = params[i]!
    assignElement({ target, initial, rest: false }, () => ({ is: 'get', binding: given }), flow, true)
  }
  if (packed) {
    const args: Value<N> = { is: 'get', binding: packed }
    params.slice(single).forEach((param, i) => {
      const index: Value<N> = { is: 'literal', value: i }
      const fetch = (): Value<N> =>
        param.rest
          ? { is: 'method', object: args, name: 'slice', args: [index] }
          : { is: 'element', object: args, key: index }
      assignElement({ target: param.target, initial: param.initial, rest: false }, fetch, flow, true)
    })
  }
  const inner = shape.bodyScope
  flow.open(inner)
  for (const [name, binding] of inner?.bindings ?? [])
    flow.set(binding, { is: 'get', binding: shape.scope.bindings.get(name)! })
  const prologue = plain < params.length && shape.kind !== 'async'
  if (prologue) flow.suspend('yield', { is: 'literal', value: undefined })
  return { handed: [...new Set(handed)], formal, raw, packed, packedFrom: single, prologue }
}

/** The call binds its parameters itself. */
function enterOpen<N>(shape: FunctionShape<N>, flow: Builder<N>): Entry {
  flow.open(shape.scope)
  flow.open(shape.bodyScope)
  return { handed: [], formal: shape.params.length, raw: new Map(), packed: undefined, packedFrom: 0, prologue: false }
}
