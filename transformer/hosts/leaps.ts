/** `break`, `continue` and `return` that lead out of a statement, for any tree. */

import type { LeapSite } from './host.js'

/** What a node is to a leap; `each` visits what is evaluated as part of it. */
export type Ground<N> =
  | { is: 'leap'; kind: LeapSite<N>['kind']; label: string | undefined; value: N | undefined }
  | { is: 'loop' | 'switch' | 'other' }
  | { is: 'label'; label: string; body: N }
  /** No statement inside. */
  | { is: 'expression' }

export function leapsOutOf<N>(
  root: N,
  ground: (node: N) => Ground<N>,
  each: (node: N, visit: (child: N) => void) => void,
): LeapSite<N>[] {
  const found: LeapSite<N>[] = []
  const search = (node: N, loops: boolean, switches: boolean, labels: readonly string[]): void => {
    const here = ground(node)
    switch (here.is) {
      case 'leap': {
        const { kind, label, value } = here
        const stays = label !== undefined ? labels.includes(label) : kind === 'break' ? switches : loops
        if (kind === 'return' || !stays) found.push({ node, kind, label, value, nested: loops })
        break
      }
      case 'loop':
        each(node, (child) => search(child, true, true, labels))
        break
      case 'switch':
        each(node, (child) => search(child, loops, true, labels))
        break
      case 'label':
        search(here.body, loops, switches, [...labels, here.label])
        break
      case 'other':
        each(node, (child) => search(child, loops, switches, labels))
        break
      case 'expression':
        break
    }
  }
  search(root, false, false, [])
  return found
}
