/**
 * Names that old engines lack, reached through the runtime: `Promise`, `setTimeout`,
 * `Symbol.iterator`, `Array.from` and their like. No global is touched; a name that the file
 * declares itself stays its own.
 */

import type * as T from '@babel/types'
import { corePromiseWords, promiseWords, providedGlobals, providedSymbols } from '../../runtime-names.js'
import { isReference } from './facts.js'
import { PlainExpressions } from './plain-expressions.js'
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

  const isIterator = (key: Node): boolean =>
    key.type === 'MemberExpression' &&
    !key.computed &&
    isGlobal(key.object, 'Symbol') &&
    key.property.type === 'Identifier' &&
    key.property.name === 'iterator'

  /** The `x` of `x[Symbol.iterator]`: arrays and strings have no such method where there is no Symbol. */
  const iterated = (node: Node): Node | undefined =>
    node.type === 'MemberExpression' && node.computed && node.object.type !== 'Super' && isIterator(node.property)
      ? node.object
      : undefined

  /** What becomes of a member in its place; undefined for one that was made. */
  const useOf = (node: Node): 'call' | 'write' | 'read' | undefined => {
    const parent = tree.parent(node)
    if (!parent) return undefined
    const original = tree.original(node)
    if (parent.type === 'CallExpression' && parent.callee === original) return 'call'
    const isTarget = parent.type === 'AssignmentExpression' && parent.left === original
    return isTarget || (parent.type === 'UnaryExpression' && parent.operator === 'delete') ? 'write' : 'read'
  }

  /** `x.constructor.name`, `new.target.name`, `Foo.name`: engines exist whose functions have no names. */
  const isFunctionName = (node: T.MemberExpression): boolean => {
    if (node.property.type !== 'Identifier' || node.property.name !== 'name' || useOf(node) !== 'read') return false
    const fn = tree.original(node.object)
    if (fn.type === 'MetaProperty') return true
    if (fn.type === 'MemberExpression') return fn.property.type === 'Identifier' && fn.property.name === 'constructor'
    const kind = fn.type === 'Identifier' ? scopes.of(fn)?.kind : undefined
    return kind === 'class' || kind === 'function'
  }

  const through = (name: string, origin: Node, object: Node, ...rest: T.Expression[]): T.CallExpression =>
    tree.t.callExpression(member(name, origin) as T.Expression, [visit(object) as T.Expression, ...rest])

  const plain = new PlainExpressions(tree, scopes)
  const providerOf = (node: T.Identifier): string =>
    node.name === 'console' ? plain.consoleAt(node) : asksForCore(tree, node) ? 'CorePromise' : node.name

  let hasPrivate = false
  const visit = (node: Node): Node => {
    if (tree.isType(node)) return node
    switch (node.type) {
      case 'MemberExpression': {
        const object = useOf(node) === 'read' ? iterated(node) : undefined
        if (object) return through('iteratorMethod', node, object)
        if (node.computed || node.property.type !== 'Identifier') break
        const { name } = node.property
        const symbol = isGlobal(node.object, 'Symbol') ? providedSymbols.get(name) : undefined
        if (symbol) return member(symbol, node)
        if (name === 'from' && isGlobal(node.object, 'Array')) return member('arrayFrom', node)
        if (isFunctionName(node)) return through('nameOf', node, node.object)
        if (promiseWords.has(name) && isGlobal(tree.unwrapped(node.object), 'Promise') && useOf(node) !== 'write') {
          return tree.t.callExpression(member('promiseStatic', node) as T.Expression, [tree.t.stringLiteral(name)])
        }
        break
      }
      case 'OptionalMemberExpression': {
        const parent = tree.parent(node)
        const isWhole = node.optional && !(parent && /^Optional/.test(parent.type))
        if (!isWhole || !node.computed || !isIterator(node.property)) break
        return through('iteratorMethod', node, node.object, tree.t.booleanLiteral(true))
      }
      case 'CallExpression': {
        const object = node.arguments.length === 0 ? iterated(node.callee) : undefined
        if (object) return through('iterator', node, object)
        const callee = finallyOf(node)
        if (callee) return through('lastly', node, callee, ...node.arguments.map((each) => visit(each) as T.Expression))
        break
      }
      case 'BinaryExpression':
        if (node.operator !== 'in' || !isIterator(node.left)) break
        return tree.t.binaryExpression(
          '!==',
          through('iteratorMethod', node, node.right),
          tree.t.unaryExpression('void', tree.t.numericLiteral(0)),
        )
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
          ? member(providerOf(node), node)
          : node
    }
    return tree.map(node, visit)
  }
  const provided = tree.map(program, visit)
  return hasPrivate && runtime.isScoped(program) ? withCollections(tree, provided, scopes, runtime) : provided
}

/** The `x` of `x.finally(…)`: promises of 2015 have no such method. */
function finallyOf({ callee, arguments: args }: T.CallExpression): Node | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type === 'Super') return undefined
  if (callee.property.type !== 'Identifier' || callee.property.name !== 'finally') return undefined
  return args.length < 2 && !args.some((each) => each.type === 'SpreadElement') ? callee.object : undefined
}

/** Babel keeps private names in a `WeakMap` or `WeakSet`, by those names: here they are those of the file. */
function withCollections(tree: Tree, program: T.Program, scopes: Scopes, runtime: RuntimeImport): T.Program {
  const { t } = tree
  const missing = ['WeakMap', 'WeakSet'].filter((name) => !scopes.file.bindings.has(name))
  if (missing.length === 0) return program
  const declared = missing.map((name) => t.variableDeclarator(t.identifier(name), runtime.member(name)))
  return tree.copy(program, { body: [t.variableDeclaration('var', declared), ...program.body] })
}

/** `new Promise(…)`, `Promise.resolve`, `instanceof Promise`: the combinators stay where they are. */
function asksForCore(tree: Tree, node: T.Identifier): boolean {
  const parent = tree.parent(node)
  if (node.name !== 'Promise' || !parent) return false
  switch (parent.type) {
    case 'MemberExpression':
      return !parent.computed && parent.property.type === 'Identifier' && corePromiseWords.has(parent.property.name)
    case 'BinaryExpression':
      return parent.operator === 'instanceof'
    case 'NewExpression':
      return parent.callee === tree.original(node)
    default:
      return false
  }
}
