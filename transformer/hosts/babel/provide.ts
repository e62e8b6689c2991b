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

  /** `x[Symbol.iterator]()`: arrays and strings have no such method where there is no Symbol. */
  const iterated = (node: T.CallExpression): Node | undefined => {
    const { callee } = node
    if (node.arguments.length > 0 || callee.type !== 'MemberExpression' || !callee.computed) return undefined
    const key = callee.property
    if (callee.object.type === 'Super' || key.type !== 'MemberExpression' || key.computed) return undefined
    const isIterator =
      isGlobal(key.object, 'Symbol') && key.property.type === 'Identifier' && key.property.name === 'iterator'
    return isIterator ? callee.object : undefined
  }

  let hasPrivate = false
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
      case 'CallExpression': {
        const object = iterated(node)
        if (!object) break
        return tree.t.callExpression(member('iterator', node) as T.Expression, [visit(object) as T.Expression])
      }
      case 'PrivateName':
        hasPrivate = true
        return node
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
  const provided = tree.map(program, visit)
  return hasPrivate && runtime.isScoped(program) ? withCollections(tree, provided, scopes, runtime) : provided
}

/** Babel keeps private names in a `WeakMap` or `WeakSet`, by those names: here they are those of the file. */
function withCollections(tree: Tree, program: T.Program, scopes: Scopes, runtime: RuntimeImport): T.Program {
  const { t } = tree
  const missing = ['WeakMap', 'WeakSet'].filter((name) => !scopes.file.bindings.has(name))
  if (missing.length === 0) return program
  const declared = missing.map((name) => t.variableDeclarator(t.identifier(name), runtime.member(name)))
  return tree.copy(program, { body: [t.variableDeclaration('var', declared), ...program.body] })
}
