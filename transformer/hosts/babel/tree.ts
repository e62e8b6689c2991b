/**
 * Babel's tree as a value: nodes are never changed. A changed node is a copy that remembers its
 * original; parents are those of the tree as it was parsed.
 *
 * `t` is handed in by Babel, so that the nodes made are those of the version that runs.
 */

import type * as T from '@babel/types'

export type Types = typeof T
export type Node = T.Node
export type Fn =
  | T.FunctionDeclaration
  | T.FunctionExpression
  | T.ArrowFunctionExpression
  | T.ObjectMethod
  | T.ClassMethod
  | T.ClassPrivateMethod

type Fields = Record<string, Node | (Node | null)[] | null | undefined>

export class Tree {
  private readonly originals = new WeakMap<Node, Node>()
  private readonly parents = new WeakMap<Node, Node>()

  constructor(
    readonly t: Types,
    readonly program: T.Program,
  ) {
    this.link(program)
  }

  original(node: Node): Node {
    return this.originals.get(node) ?? node
  }

  /** Of the node it was parsed as. */
  parent(node: Node): Node | undefined {
    return this.parents.get(this.original(node))
  }

  /** `made` stands for `origin`: it means the same name. */
  standsFor<N extends Node>(made: N, origin: Node): N {
    this.originals.set(made, this.original(origin))
    return made
  }

  copy<N extends Node>(node: N, fields: Partial<N>): N {
    return this.standsFor({ ...node, ...fields }, node)
  }

  /** The node itself when no field changes. */
  updated<N extends Node>(node: N, fields: Partial<N>): N {
    const isSame = Object.entries(fields).every(([key, value]) => node[key as keyof N] === value)
    return isSame ? node : this.copy(node, fields)
  }

  each(node: Node, visit: (child: Node) => void): void {
    this.some(node, (child) => {
      visit(child)
      return false
    })
  }

  some(node: Node, test: (child: Node) => boolean): boolean {
    const fields = node as unknown as Fields
    for (const key of this.t.VISITOR_KEYS[node.type] ?? []) {
      const child = fields[key]
      if (Array.isArray(child)) {
        for (const item of child) if (item && test(item)) return true
      } else if (child && test(child)) {
        return true
      }
    }
    return false
  }

  /** The node itself when no child changes. */
  map<N extends Node>(node: N, visit: (child: Node) => Node | null): N {
    const fields = node as unknown as Fields
    const changed: Fields = {}
    let isChanged = false
    for (const key of this.t.VISITOR_KEYS[node.type] ?? []) {
      const child = fields[key]
      if (!child) continue
      const made = Array.isArray(child) ? this.mapList(child, visit) : visit(child)
      if (made === child) continue
      changed[key] = made
      isChanged = true
    }
    return isChanged ? this.copy(node, changed as Partial<N>) : node
  }

  private mapList(list: (Node | null)[], visit: (child: Node) => Node | null): (Node | null)[] {
    const made = list.map((item) => item && visit(item))
    return made.every((item, i) => item === list[i]) ? list : made
  }

  private link(node: Node): void {
    this.each(node, (child) => {
      this.parents.set(child, node)
      this.link(child)
    })
  }

  // Small questions

  isType(node: Node): boolean {
    const { type } = node
    if (type.startsWith('TS')) return !EVALUATED.has(type)
    return TYPE_ANNOTATIONS.has(type) || (this.t.isFlow(node) && !this.t.isTypeCastExpression(node))
  }

  isFunction(node: Node): node is Fn {
    return this.t.isFunction(node)
  }

  isClass(node: Node): node is T.Class {
    return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
  }

  /** Parentheses and type assertions: nothing happens when they are evaluated. */
  isWrapper(node: Node): node is Wrapper {
    return WRAPPERS.has(node.type)
  }

  unwrapped(node: Node): Node {
    let inner = node
    while (this.isWrapper(inner)) inner = inner.expression
    return inner
  }

  isOptional(node: Node): node is T.OptionalMemberExpression | T.OptionalCallExpression {
    return node.type === 'OptionalMemberExpression' || node.type === 'OptionalCallExpression'
  }

  isMember(node: Node): node is T.MemberExpression | T.OptionalMemberExpression {
    return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'
  }

  /** A function or class that is named after what it is given to. */
  isNameless(node: Node): boolean {
    if (node.type === 'ParenthesizedExpression') return this.isNameless(node.expression)
    if (node.type === 'ArrowFunctionExpression') return true
    return (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id
  }

  /** Declares `let`, `const` or a resource. */
  isLexical(node: Node): node is T.VariableDeclaration {
    return node.type === 'VariableDeclaration' && node.kind !== 'var'
  }

  /** The statement itself, without `export`. */
  declarationOf(statement: Node): Node {
    const exports = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    return (exports && statement.declaration) || statement
  }
}

export type Wrapper =
  | T.ParenthesizedExpression
  | T.TSAsExpression
  | T.TSSatisfiesExpression
  | T.TSTypeAssertion
  | T.TSNonNullExpression
  | T.TSInstantiationExpression
  | T.TypeCastExpression

const WRAPPERS: ReadonlySet<string> = new Set<Wrapper['type']>([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSNonNullExpression',
  'TSInstantiationExpression',
  'TypeCastExpression',
])

/** TypeScript's nodes with something to run in them. */
const EVALUATED: ReadonlySet<string> = new Set([
  ...WRAPPERS,
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
])

const TYPE_ANNOTATIONS: ReadonlySet<string> = new Set([
  'TypeAnnotation',
  'TypeParameterDeclaration',
  'TypeParameterInstantiation',
])

/** But for the `this` of TypeScript, which is a type. */
export function parametersOf({ params }: Fn): Fn['params'][number][] {
  return params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'))
}
