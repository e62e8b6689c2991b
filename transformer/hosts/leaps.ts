/** `break`, `continue`, `return` and `throw` that lead out of a statement, for any tree. */

import type { LeapSite } from './host.js'

/** What a node is to a leap; `each` visits what is evaluated as part of it. */
export type Ground<N> =
  | { is: 'leap'; kind: LeapSite<N>['kind']; label: string | undefined; value: N | undefined }
  | { is: 'loop' | 'switch' | 'other' }
  /** Something is done about a throw inside: `try`, and `for of`, which closes its iterator. */
  | { is: 'try' | 'closing loop' }
  | { is: 'label'; label: string; body: N }
  /** No statement inside. */
  | { is: 'expression' }

export function leapsOutOf<N>(
  root: N,
  ground: (node: N) => Ground<N>,
  each: (node: N, visit: (child: N) => void) => void,
): LeapSite<N>[] {
  const found: LeapSite<N>[] = []
  const search = (node: N, loops: boolean, switches: boolean, labels: readonly string[], guarded: boolean): void => {
    const here = ground(node)
    switch (here.is) {
      case 'leap': {
        const { kind, label, value } = here
        if (kind === 'throw' && guarded) break
        const stays = label !== undefined ? labels.includes(label) : kind === 'break' ? switches : loops
        if (kind === 'return' || kind === 'throw' || !stays) found.push({ node, kind, label, value, nested: loops })
        break
      }
      case 'loop':
      case 'closing loop':
        each(node, (child) => search(child, true, true, labels, guarded || here.is === 'closing loop'))
        break
      case 'switch':
        each(node, (child) => search(child, loops, true, labels, guarded))
        break
      case 'label':
        search(here.body, loops, switches, [...labels, here.label], guarded)
        break
      case 'other':
      case 'try':
        each(node, (child) => search(child, loops, switches, labels, guarded || here.is === 'try'))
        break
      case 'expression':
        break
    }
  }
  search(root, false, false, [], false)
  return found
}
