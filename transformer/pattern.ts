/**
 * Destructuring with a suspension inside: the pattern is taken apart in the order of
 * ECMAScript 13.15.5 (assignment) and 14.3.3 (binding). A pattern without one stays whole.
 */

import type { Value } from './blocks.js'
import type { Builder } from './flow/builder.js'
import type { Host } from './hosts/host.js'
import { isFixed, type Binding } from './scope.js'
import type { Element } from './shapes.js'

/** `declares`: the names get their first value, which a constant may. */
export function assignPattern<N>(target: N, value: Value<N>, flow: Builder<N>, declares: boolean): void {
  const pattern = flow.host.pattern(target)
  switch (pattern.is) {
    case 'target':
      if (pattern.binding && (declares || !isFixed(pattern.binding)) && flow.isOwned(pattern.binding))
        flow.set(pattern.binding, value, target)
      else if (flow.host.suspends(target)) assignReference(reference(target, flow), value, flow)
      else flow.do({ is: 'assign', target, value }, target)
      break
    case 'array':
      if (flow.host.suspends(target)) assignArray(pattern.elements, value, flow, declares)
      else flow.do({ is: 'assign', target, value }, target)
      break
    case 'object':
      if (flow.host.suspends(target)) assignObject(pattern, value, flow, declares)
      else flow.do({ is: 'assign', target, value }, target)
      break
  }
}

function assignArray<N>(
  elements: readonly (Element<N> | undefined)[],
  value: Value<N>,
  flow: Builder<N>,
  declares: boolean,
): void {
  const outer = flow.handler
  const close = flow.block()
  const after = flow.block()
  const iteration = flow.keep({ is: 'runtime', name: 'iterate', args: [value] }, 'iteration')
  const call = (name: string, ...args: Value<N>[]): Value<N> => ({ is: 'method', object: iteration, name, args })

  flow.guard(close)
  for (const element of elements) {
    if (!element) flow.do(call('take'))
    else assignElement(element, () => call(element.rest ? 'rest' : 'take'), flow, declares)
  }
  flow.guard(outer)
  flow.do(call('close'))
  flow.goto(after)

  flow.enterHandler(close, outer)
  flow.throw(call('fail', { is: 'sent' }))
  flow.enter(after)
}

function assignObject<N>(
  pattern: Extract<ReturnType<Builder<N>['host']['pattern']>, { is: 'object' }>,
  value: Value<N>,
  flow: Builder<N>,
  declares: boolean,
): void {
  const source = flow.keep({ is: 'runtime', name: 'object', args: [value] }, 'source')
  const taken: Value<N>[] = []
  for (const property of pattern.properties) {
    if (property.rest) {
      assignElement(
        property,
        () => ({ is: 'runtime', name: 'rest', args: [source, { is: 'array', items: taken }] }),
        flow,
        declares,
      )
      continue
    }
    const key: Value<N> =
      property.key === undefined
        ? { is: 'literal', value: property.name }
        : flow.keep({ is: 'runtime', name: 'key', args: [flow.value(property.key)] }, 'key')
    taken.push(key)
    assignElement(property, () => ({ is: 'element', object: source, key }), flow, declares)
  }
}

/** Target first, then the value, then its default, then the assignment. */
export function assignElement<N>(
  element: Element<N>,
  fetch: () => Value<N>,
  flow: Builder<N>,
  declares: boolean,
): void {
  const pattern = flow.host.pattern(element.target)
  const into = pattern.is === 'target' && !pattern.binding ? reference(element.target, flow) : undefined
  let value = fetch()
  if (element.initial !== undefined) value = withDefault(value, element, flow)
  if (into !== undefined) assignReference(into, value, flow)
  else assignPattern(element.target, value, flow, declares)
}

function withDefault<N>(value: Value<N>, element: Element<N>, flow: Builder<N>): Value<N> {
  const initial = element.initial!
  const fallback = (): Value<N> => {
    const [name] = namesIn(element.target, flow.host)
    const pattern = flow.host.pattern(element.target)
    const isNamed = pattern.is === 'target' && name && flow.host.isAnonymousFunction(initial)
    const made = flow.value(initial)
    return isNamed ? { is: 'named', value: made, name: name.name } : made
  }
  if (!flow.host.suspends(initial)) {
    return { is: 'default', value: flow.keep(value, 'value'), otherwise: fallback() }
  }
  const result = flow.temp('value')
  const read: Value<N> = { is: 'get', binding: result }
  const missing = flow.block()
  const after = flow.block()
  flow.set(result, value)
  flow.branch({ is: 'binary', operator: '===', left: read, right: { is: 'literal', value: undefined } }, missing, after)
  flow.enter(missing)
  flow.set(result, fallback())
  flow.enter(after)
  return read
}

/** The parts of `object.name` and `object[key]` evaluated; the node stands for the reference. */
function reference<N>(target: N, flow: Builder<N>): N {
  const shape = flow.host.expression(target)
  if (shape.is === 'operands') {
    for (const { node } of shape.operands) {
      if (!flow.host.isStable(node)) flow.flow.replaced.set(node, flow.keep(flow.value(node), 'object'))
    }
  }
  return target
}

function assignReference<N>(target: N, value: Value<N>, flow: Builder<N>): void {
  flow.do({ is: 'assign', target, value }, target)
}

/** Names that a declaration or an assignment target binds. */
export function namesIn<N>(target: N, host: Pick<Host<N>, 'pattern'>): Binding[] {
  const pattern = host.pattern(target)
  if (pattern.is === 'target') return pattern.binding ? [pattern.binding] : []
  const parts = pattern.is === 'array' ? pattern.elements : pattern.properties
  return parts.flatMap((part) => (part ? namesIn(part.target, host) : []))
}
