/** What the call itself gives a function, as far as it asks for it: `this`, `arguments`, `new.target`. */

import { makeBinding, type Binding, type Scope } from '../scope.js'
import type { FunctionShape, Parameter } from '../shapes.js'
import type { Reach } from './reach.js'

export function given<N>(
  reach: Reach,
  scope: Scope,
  params: readonly Parameter<N>[],
  { isArrow, strict, lexicalThis }: Pick<FunctionShape<N>, 'isArrow' | 'strict' | 'lexicalThis'>,
): Pick<FunctionShape<N>, 'self' | 'arguments' | 'newTarget' | 'mapped'> {
  const kept = (name: string, used: boolean): Binding | undefined => {
    if (!used || reach.open) return undefined
    const binding = makeBinding(name, 'temp')
    // An arrow function inside may run at any time.
    binding.captured = true
    binding.used = true
    return binding
  }
  const own = scope.bindings.get('arguments')
  const isPlain = params.every((param) => param.binding)
  // A lexical `arguments` of the body hides the call's own from the body, not from defaults.
  const hidden = own && (own.kind === 'var' || own.kind === 'param' || isPlain)
  return {
    self: kept('self', reach.self && !lexicalThis),
    // `var arguments` starts as the arguments of the call (ECMAScript 10.2.11).
    arguments: kept('args', reach.arguments && !hidden) ?? (own?.kind === 'var' && !isArrow ? own : undefined),
    newTarget: kept('target', reach.newTarget),
    mapped: reach.arguments && !reach.open && !isArrow && !own && !strict && params.length > 0 && isPlain,
  }
}
