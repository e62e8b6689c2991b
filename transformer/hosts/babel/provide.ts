/**
 * Names that old engines lack, reached through the runtime: `Promise`, `setTimeout`,
 * `Symbol.iterator`, `Array.from` and their like. No global is touched; a name that the file
 * declares itself stays its own.
 */

import type * as T from '@babel/types'
import { providedGlobals, providedSymbols } from '../../runtime-names.js'
import { isReference } from './facts.js'
import type { RuntimeImport } from './runtime-import.js'
import type { Scopes } from './scopes.js'
import type { Node, Tree } from './tree.js'

const globals: ReadonlySet<string> = new Set(providedGlobals)

export function provide(tree: Tree, program: T.Program, scopes: Scopes, runtime: RuntimeImport): T.Program {
  /** In the source, and nobody declares it. */
  const isGlobal = (node: Node, name: string): boolean =>
    node.type === 'Identifier' && node.name === name && typeof node.start === 'number' && !scopes.of(node)
  const member = (name: string, origin: Node): Node => {
    const made = runtime.member(name)
    if (origin.loc) made.loc = origin.loc
    return made
  }

  const visit = (node: Node): Node => {
    if (tree.isType(node)) return node
    switch (node.type) {
      case 'MemberExpression': {
        if (node.computed || node.property.type !== 'Identifier') break
        const { name } = node.property
        const symbol = isGlobal(node.object, 'Symbol') ? providedSymbols[name] : undefined
        if (symbol) return member(symbol, node)
        if (name === 'from' && isGlobal(node.object, 'Array')) return member('arrayFrom', node)
        break
      }
      case 'ObjectProperty': {
        const value = visit(node.value)
        const key = node.computed ? visit(node.key) : node.key
        if (value === node.value && key === node.key) return node
        return tree.copy<Node>(node, { key, value, shorthand: false } as Partial<T.ObjectProperty>)
      }
      case 'Identifier':
        return globals.has(node.name) && isGlobal(node, node.name) && isReference(tree, node)
          ? member(node.name, node)
          : node
    }
    return tree.map(node, visit)
  }
  return tree.map(program, visit)
}
