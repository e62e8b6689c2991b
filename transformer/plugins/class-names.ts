/**
 * The names of classes, which bundling changes.
 *
 *   var Foo = (function () { function Foo2() {} … return Foo2 })()
 *
 * TypeScript's ES5 class is a function inside a function; esbuild gives the inner one another name
 * because the outer has it already. Programs print `this.constructor.name`, so it gets its own back.
 */
import type { AnyNode } from 'acorn'
import type { Edit } from './edits.js'
import { eachNode } from './tree.js'

export function restoreClassNames(program: AnyNode): Edit[] {
  const edits: Edit[] = []
  eachNode(program, (node) => {
    const [name, value] = assigned(node)
    const body = name === undefined ? undefined : calledFunction(value)
    if (name === undefined || !body) return
    const inner = body.find(
      (statement) => statement.type === 'FunctionDeclaration' && isNumbered(statement.id?.name ?? '', name),
    )
    if (inner?.type !== 'FunctionDeclaration') return
    const renamed = inner.id?.name
    const found: Edit[] = []
    let isFree = true
    for (const statement of body) {
      eachNode(statement, (part) => {
        if (part.type !== 'Identifier') return
        if (part.name === name) isFree = false
        if (part.name === renamed) found.push({ start: part.start, end: part.end, text: name })
      })
    }
    if (isFree) edits.push(...found)
  })
  return edits
}

function assigned(node: AnyNode): [string | undefined, AnyNode | null | undefined] {
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') return [node.id.name, node.init]
  if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') return [node.left.name, node.right]
  return [undefined, undefined]
}

function calledFunction(value: AnyNode | null | undefined): AnyNode[] | undefined {
  if (value?.type !== 'CallExpression' || value.callee.type !== 'FunctionExpression') return undefined
  return value.callee.body.body
}

function isNumbered(inner: string, name: string): boolean {
  return inner.startsWith(name) && /^\d+$/.test(inner.slice(name.length))
}
