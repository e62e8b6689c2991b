/** The host of one function of Babel's tree. */

import type * as T from '@babel/types'
import type { Binding } from '../../scope.js'
import { FunctionHost, type Lowering } from '../function-host.js'
import type { Found, Host, View } from '../host.js'
import { Classify } from './classify.js'
import type { Facts } from './facts.js'
import type { BabelFunctions } from './functions.js'
import type { BabelMake } from './make.js'
import { Rewrite } from './rewrite.js'
import type { Scopes } from './scopes.js'
import type { Fn, Node, Tree } from './tree.js'

export class BabelFunctionHost extends FunctionHost<Node, Fn> {
  constructor(
    private readonly tree: Tree,
    private readonly source: string,
    facts: Facts,
    private readonly scopes: Scopes,
    private readonly nodes: BabelMake,
    functions: BabelFunctions,
    lowering: Lowering<Node, Fn>,
  ) {
    super(lowering, facts, functions, new Classify(tree, facts, scopes, lowering.report), nodes)
  }

  protected rewriter(view: View<Node>): Rewrite {
    return new Rewrite(this.tree, this.nodes, this.scopes, this.shape, view, this.report)
  }

  isAnonymousFunction(node: Node): boolean {
    return this.tree.isNameless(node)
  }

  references(node: Node, replaced: Parameters<Host<Node>['references']>[1], found: Found<Node>): void {
    const { tree, scopes } = this
    const given = (binding: Binding | undefined) => binding && found.binding(binding)
    const search = (n: Node, own: boolean): void => {
      const ahead = n === node ? undefined : replaced.get(n)
      if (ahead) return found.value(ahead)
      if (tree.isType(n)) return
      if (own && (n.type === 'ThisExpression' || (n.type === 'JSXIdentifier' && n.name === 'this')))
        given(this.shape.self)
      if (own && n.type === 'MetaProperty') given(this.shape.newTarget)
      if (n.type === 'Identifier' || n.type === 'JSXIdentifier') {
        const binding = scopes.of(n)
        if (binding) found.binding(binding)
        else if (n.name === 'arguments' && own) given(this.shape.arguments)
      }
      const isMember = tree.t.isClassMethod(n) || tree.t.isClassPrivateMethod(n) || tree.t.isClassProperty(n)
      const inside = own && (!tree.isFunction(n) || n.type === 'ArrowFunctionExpression') && !isMember
      tree.each(n, (child) => search(child, inside))
    }
    search(node, true)
  }

  text(node: Node, instead: (part: Node) => string | undefined): string {
    const { tree, source } = this
    // What is taken apart is shown as it is, without the parentheses around it.
    const isTaken = this.suspends(node) || tree.isOptional(node)
    const range = isTaken ? this.place(node) : this.range(node)
    if (!range) return node.type === 'Identifier' ? node.name : ''
    const parts: { start: number; end: number; text: string }[] = []
    const visit = (part: Node): void => {
      const place = this.range(part)
      const other = place && instead(part)
      if (place && other !== undefined) parts.push({ ...place, text: other })
      else tree.each(part, visit)
    }
    tree.each(node, visit)
    let out = ''
    let at = range.start
    for (const part of parts.sort((a, b) => a.start - b.start)) {
      out += source.slice(at, part.start) + part.text
      at = part.end
    }
    return out + source.slice(at, range.end)
  }

  range(node: Node): { start: number; end: number } | undefined {
    const place = this.place(node)
    const parenthesis = this.tree.original(node).extra?.parenStart as number | undefined
    if (!place || parenthesis === undefined) return place
    return { start: parenthesis, end: this.source.indexOf(')', place.end) + 1 }
  }

  /** Without parentheses, which Babel has no node for, and without the type that it counts as a part of the name. */
  private place(node: Node): { start: number; end: number } | undefined {
    const original = this.tree.original(node)
    const { start, end } = original
    if (typeof start !== 'number' || typeof end !== 'number') return undefined
    const isName = /^(Identifier|ObjectPattern|ArrayPattern|RestElement)$/.test(original.type)
    const type = isName ? (original as T.Identifier).typeAnnotation : undefined
    return { start, end: type?.start ?? end }
  }
}
