/** Walks over acorn's trees. */
import type { AnyNode, Node, Program } from 'acorn'
import { parse } from 'acorn'

export function eachNode(
  node: AnyNode,
  visit: (node: AnyNode, parent: AnyNode | undefined) => void,
  parent?: AnyNode,
): void {
  visit(node, parent)
  for (const child of childrenOf(node)) eachNode(child, visit, node)
}

export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = []
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item)
    } else if (isNode(value)) children.push(value)
  }
  return children
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** The newest language, module or script; undefined when it is neither. */
export function programOf(code: string): Program | undefined {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(code, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true, allowHashBang: true })
    } catch {
      // Somebody else says better what is wrong.
    }
  }
  return undefined
}

export function isModule({ body }: Program): boolean {
  return body.some((it) => /^(Import|Export)/.test(it.type))
}

/** Where declarations of a script can be put: behind its directives. */
export function headOf({ body, end }: Program): number {
  return body.find((it) => !(it.type === 'ExpressionStatement' && it.directive))?.start ?? end
}

/** Every name that a script declares anywhere. */
export function declaredIn(tree: Program): Set<string> {
  const names = new Set<string>()
  const add = (node: AnyNode | null | undefined): void => {
    if (node?.type === 'Identifier') names.add(node.name)
  }
  eachNode(tree, (node) => {
    if (node.type === 'VariableDeclarator') add(node.id)
    else if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
      add(node.id)
      for (const parameter of node.params) add(parameter)
    } else if (node.type === 'CatchClause') add(node.param)
    else if (/^Import.*Specifier$/.test(node.type)) add((node as AnyNode & { type: 'ImportSpecifier' }).local)
  })
  return names
}
