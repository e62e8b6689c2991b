/** A call whose callee, or the object it was read from, may have been computed ahead, for any tree. */

import type { Value } from '../blocks.js'
import type { Operand } from '../shapes.js'
import type { HostMake, View } from './host.js'

/** `rewrite`: for arguments that were not. `isInert`: nobody notices when it is evaluated. */
export function invoke<N>(
  make: HostMake<N>,
  callee: N,
  self: N | undefined,
  args: readonly Operand<N>[],
  view: View<N>,
  rewrite: (node: N) => N,
  isInert: (node: N) => boolean,
  origin: N,
): N {
  const given = args.map(({ node, keep }) => {
    const replaced = view.replaced.get(node)
    const value = replaced ? view.build(replaced) : rewrite(node)
    return keep === 'spread' ? make.spread(value) : value
  })
  if (self === undefined) return make.call(make.isMember(callee) ? make.detached(callee) : callee, given, origin)
  // Arguments come before the question whether the callee is a function.
  const isPlain = args.every(({ node, keep }) => {
    const replaced = view.replaced.get(node)
    return keep !== 'spread' && (replaced ? isAtHand(replaced) : isInert(node))
  })
  if (!isPlain) return make.call(make.runtime('call'), [callee, self, ...given], origin)
  return make.call(make.property(callee, 'call'), [self, ...given], origin)
}

function isAtHand<N>({ is }: Value<N>): boolean {
  return is === 'get' || is === 'sent' || is === 'literal'
}
