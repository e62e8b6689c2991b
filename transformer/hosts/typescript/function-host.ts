/** The host of one function of TypeScript's tree. */

import type * as TS from 'typescript'
import type { Binding } from '../../scope.js'
import { FunctionHost, type Lowering } from '../function-host.js'
import type { Found, Host, View } from '../host.js'
import { Classify } from './classify.js'
import type { Facts } from './facts.js'
import type { TypeScriptFunctions } from './functions.js'
import type { TypeScriptMake } from './make.js'
import { Rewrite } from './rewrite.js'
import type { Scopes } from './scopes.js'
import { isNameless } from './tree.js'

export class TypeScriptFunctionHost extends FunctionHost<TS.Node, TS.FunctionLikeDeclaration> {
  constructor(
    private readonly ts: typeof TS,
    facts: Facts,
    private readonly scopes: Scopes,
    private readonly nodes: TypeScriptMake,
    functions: TypeScriptFunctions,
    lowering: Lowering<TS.Node, TS.FunctionLikeDeclaration>,
  ) {
    super(lowering, facts, functions, new Classify(ts, facts, scopes, lowering.report), nodes)
  }

  protected rewriter(view: View<TS.Node>): Rewrite {
    return new Rewrite(this.ts, this.nodes, this.scopes, this.shape, view)
  }

  isAnonymousFunction(node: TS.Node): boolean {
    return isNameless(this.ts, node)
  }

  references(node: TS.Node, replaced: Parameters<Host<TS.Node>['references']>[1], found: Found<TS.Node>): void {
    const { ts } = this
    const given = (binding: Binding | undefined) => binding && found.binding(binding)
    const search = (n: TS.Node, own: boolean): void => {
      const ahead = n === node ? undefined : replaced.get(n)
      if (ahead) return found.value(ahead)
      if (ts.isTypeNode(n) && !ts.isExpressionWithTypeArguments(n)) return
      if (n.kind === ts.SyntaxKind.ThisKeyword && own) given(this.shape.self)
      if (ts.isMetaProperty(n) && own) given(this.shape.newTarget)
      if (ts.isIdentifier(n)) {
        const binding = this.scopes.of(n)
        if (binding) found.binding(binding)
        else if (n.text === 'arguments' && own) given(this.shape.arguments)
      }
      const inside = own && (!ts.isFunctionLike(n) || ts.isArrowFunction(n)) && !ts.isClassElement(n)
      ts.forEachChild(n, (child) => search(child, inside))
    }
    search(node, true)
  }

  text(node: TS.Node, instead: (part: TS.Node) => string | undefined): string {
    const { ts } = this
    const original = ts.getOriginalNode(node)
    if (original.pos < 0) return ts.isIdentifier(original) ? original.text : ''
    const source = original.getSourceFile().text
    let text = ''
    let at = original.getStart()
    const visit = (part: TS.Node): void => {
      const place = ts.getOriginalNode(part)
      const other = place.pos < 0 ? undefined : instead(part)
      if (other === undefined) {
        ts.forEachChild(part, visit)
        return
      }
      text += source.slice(at, place.getStart()) + other
      at = place.end
    }
    ts.forEachChild(node, visit)
    return text + source.slice(at, original.end)
  }

  range(node: TS.Node): { start: number; end: number } | undefined {
    const original = this.ts.getOriginalNode(node)
    return original.pos < 0 ? undefined : { start: original.getStart(), end: original.end }
  }
}
