/** What expressions of TypeScript's tree are sure to give, and the console that does for a place of it. */

import type * as TS from 'typescript'
import type { Binding } from '../../scope.js'
import { isPlainOperator, PlainValues, type ConsoleName, type Plain } from '../plain-values.js'
import type { Scopes } from './scopes.js'
import { isUpdate, unwrapped } from './tree.js'

export class PlainExpressions extends PlainValues<TS.Node> {
  private declarations: Map<Binding, TS.VariableDeclaration> | undefined

  constructor(
    private readonly ts: typeof TS,
    private readonly source: TS.SourceFile,
    private readonly scopes: Scopes,
  ) {
    super()
  }

  /** For the name `console`, as it was parsed. */
  consoleAt({ parent: member }: TS.Node): ConsoleName {
    const { ts } = this
    if (!member || !ts.isPropertyAccessExpression(member)) return 'console'
    const { parent: call } = member
    const isCall = ts.isCallExpression(call) && call.expression === member
    return this.consoleFor(member.name.text, isCall ? call.arguments : undefined)
  }

  protected read(wrapped: TS.Node): Plain<TS.Node> {
    const { ts } = this
    const { SyntaxKind } = ts
    const node = unwrapped(ts, wrapped)
    if (ts.isStringLiteralLike(node)) return { is: 'text', fixed: node.text }
    if (ts.isTemplateExpression(node)) return { is: 'text' }
    if (ts.isConditionalExpression(node)) return { is: 'either', of: [node.whenTrue, node.whenFalse] }
    if (ts.isBinaryExpression(node)) {
      const operator = ts.tokenToString(node.operatorToken.kind) ?? ''
      if (operator === '+') return { is: 'sum', of: [node.left, node.right] }
      if (/^(\|\||&&|\?\?)$/.test(operator)) return { is: 'either', of: [node.left, node.right] }
      return isPlainOperator(operator) ? { is: 'word' } : undefined
    }
    if (ts.isCallExpression(node)) return this.call(node)
    if (ts.isIdentifier(node)) return node.text === 'undefined' ? { is: 'word' } : this.name(node)
    const isLength = ts.isPropertyAccessExpression(node) && node.name.text === 'length'
    const isNot = ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken
    const isWord = ts.isNumericLiteral(node) || ts.isTypeOfExpression(node) || isLength || isNot
    return isWord || WORDS.has(ts.tokenToString(node.kind) ?? '') ? { is: 'word' } : undefined
  }

  private call(node: TS.CallExpression): Plain<TS.Node> {
    const { ts } = this
    const { expression: callee } = node
    if (ts.isIdentifier(callee) && callee.text === 'String' && !this.scopes.of(callee)) return { is: 'text' }
    if (!ts.isPropertyAccessExpression(callee)) return undefined
    const [argument] = node.arguments
    const separator = argument ? (ts.isStringLiteralLike(argument) ? argument.text : undefined) : ''
    return { is: 'call', name: callee.name.text, separator }
  }

  private name(node: TS.Identifier): Plain<TS.Node> {
    const binding = this.scopes.of(node)
    const declaration = binding && this.declarationOf(binding)
    if (!declaration?.initializer) return undefined
    if (!binding!.written) return { is: 'name', of: declaration.initializer }
    return this.isCounter(declaration, binding!) ? { is: 'word' } : undefined
  }

  private declarationOf(binding: Binding): TS.VariableDeclaration | undefined {
    const { ts } = this
    if (!this.declarations) {
      const found = (this.declarations = new Map<Binding, TS.VariableDeclaration>())
      const search = (node: TS.Node): void => {
        const declared = ts.isVariableDeclaration(node) && this.scopes.of(node.name)
        if (declared && declared.kind !== 'var') found.set(declared, node)
        ts.forEachChild(node, search)
      }
      search(this.source)
    }
    return this.declarations.get(binding)
  }

  /** `for (let i = 0; …; i++)`, and nobody else writes it. */
  private isCounter({ initializer, parent }: TS.VariableDeclaration, binding: Binding): boolean {
    const { ts, scopes } = this
    if (!ts.isForStatement(parent.parent) || !ts.isNumericLiteral(initializer!)) return false
    const isOtherWrite = (node: TS.Node): boolean =>
      (ts.isIdentifier(node) &&
        scopes.of(node) === binding &&
        scopes.isWrittenAt(node) &&
        !isUpdate(ts, node.parent)) ||
      (ts.forEachChild(node, (child) => isOtherWrite(child) || undefined) ?? false)
    return !isOtherWrite(parent.parent)
  }
}

const WORDS = new Set(['true', 'false', 'null'])
