/** Methods that are marked, in Babel's tree. */

import type * as T from '@babel/types'
import { MethodMarks, type Key } from '../method-marks.js'
import { isComputed, keyText } from './facts.js'
import { containsSuper } from './functions.js'
import type { BabelMake } from './make.js'
import type { Node, Tree } from './tree.js'

export class BabelMethodMarks extends MethodMarks<Node> {
  constructor(
    private readonly tree: Tree,
    protected override readonly make: BabelMake,
    variable: (hint: string) => string,
    /** Static blocks do not stay; for those in the default of a parameter Babel declares variables in the body. */
    private readonly lowersBlocks: boolean,
  ) {
    super(make, variable)
  }

  ofClass(node: T.ClassBody): T.ClassBody {
    const found = this.lowersBlocks && this.isInParameter(node) ? undefined : this.inClass(node.body)
    if (!found) return node
    const block = this.make.t.staticBlock(found.block as T.Statement[])
    return this.tree.copy(node, { body: [block, ...(found.members as T.ClassBody['body'])] })
  }

  private isInParameter(node: Node): boolean {
    const { tree } = this
    let inner: Node = tree.original(node)
    for (let outer = tree.parent(inner); outer; inner = outer, outer = tree.parent(inner)) {
      if (!tree.isFunction(outer)) continue
      return (outer.params as Node[]).includes(inner)
    }
    return false
  }

  ofObject(node: T.ObjectExpression): T.Expression {
    const literal = (properties: Node[]) =>
      this.tree.copy(node, { properties: properties as T.ObjectExpression['properties'] })
    const made = this.inObject(node.properties, literal) as T.Expression | undefined
    return made ? this.tree.standsFor(made, node) : node
  }

  protected keyOf(member: Node): Key<Node> | undefined {
    if (!('key' in member) || !member.key || member.key.type === 'PrivateName') return undefined
    const { tree } = this
    if (!isComputed(member)) {
      const text = keyText(member.key as Node)
      return text === undefined ? undefined : { text }
    }
    const key = tree.unwrapped(member.key as Node)
    if (key.type === 'StringLiteral' || key.type === 'NumericLiteral') return { text: String(key.value) }
    const isSymbol =
      key.type === 'MemberExpression' &&
      !key.computed &&
      key.object.type === 'Identifier' &&
      key.object.name === 'Symbol'
    if (key.type === 'Identifier') return { again: this.copy(key) }
    return isSymbol
      ? { again: tree.copy(key, { object: this.copy(key.object as T.Identifier) }) }
      : { once: member.key as Node }
  }

  private copy(name: T.Identifier): T.Identifier {
    return this.tree.copy(name, {})
  }

  protected withKey(member: Node, key: Node): Node {
    return this.tree.copy(member, { key } as Partial<Node>)
  }

  protected methodOf(member: Node): Node {
    return member.type === 'ObjectProperty' ? this.tree.unwrapped(member.value) : member
  }

  protected isStatic(member: Node): boolean {
    return 'static' in member && member.static === true
  }

  protected isDecorated(member: Node): boolean {
    return 'decorators' in member && (member.decorators?.length ?? 0) > 0
  }

  protected isSpread(member: Node): boolean {
    return member.type === 'SpreadElement'
  }

  protected saysSuper(member: Node): boolean {
    return member.type === 'ObjectMethod' && containsSuper(this.tree, member)
  }

  protected object(properties: readonly Node[]): Node {
    return this.make.t.objectExpression(properties as T.ObjectExpression['properties'])
  }
}

/** The literal in `$gf.marked({ … }, …)`, which the transform made: nothing else in it is evaluated that could change. */
export function markedLiteral(node: Node | undefined): Node | undefined {
  if (node?.type !== 'CallExpression') return undefined
  const { callee } = node
  const isMade = callee.type === 'MemberExpression' && callee.start === undefined
  if (!isMade || callee.property.type !== 'Identifier' || callee.property.name !== 'marked') return undefined
  const [home] = node.arguments
  return home?.type === 'ObjectExpression' ? home : markedLiteral(home)
}
