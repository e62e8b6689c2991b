/** TypeScript's nodes as shapes, one level at a time. */

import type * as TS from 'typescript'
import type { ErrorId } from '../../errors.js'
import type { Binding } from '../../scope.js'
import type {
  Declaration,
  Element,
  Expression,
  Keeping,
  Link,
  Operand,
  Pattern,
  Statement,
  UnseenPromise,
  VariableKind,
} from '../../shapes.js'
import { promiseCombinators } from '../../shapes.js'
import type { Facts } from './facts.js'
import type { Scopes } from './scopes.js'
import { isAssignment, isUpdate, isWrapper, unwrapped } from './tree.js'

export class Classify {
  constructor(
    private readonly ts: typeof TS,
    private readonly facts: Facts,
    private readonly scopes: Scopes,
    private readonly report: (id: ErrorId, node: TS.Node) => never,
  ) {}

  // Statements

  statement(node: TS.Node): Statement<TS.Node> {
    const { ts } = this
    switch (node.kind) {
      case ts.SyntaxKind.EmptyStatement:
      case ts.SyntaxKind.InterfaceDeclaration:
      case ts.SyntaxKind.TypeAliasDeclaration:
        return { is: 'block', scope: undefined, body: [] }
      case ts.SyntaxKind.FunctionDeclaration: {
        const fn = node as TS.FunctionDeclaration
        if (!fn.body) return { is: 'block', scope: undefined, body: [] }
        return { is: 'function', binding: this.scopes.of(fn.name!)!, node: fn, outer: this.scopes.varOf(fn) }
      }
      case ts.SyntaxKind.ClassDeclaration: {
        const declaration = node as TS.ClassDeclaration
        if (isDecorated(ts, declaration)) {
          return {
            is: 'declaration',
            binding: this.scopes.of(declaration.name!)!,
            node,
            operands: this.facts.suspends(node) ? this.classParts(declaration) : [],
          }
        }
        return { is: 'class', binding: this.scopes.of(declaration.name!)!, value: node }
      }
      case ts.SyntaxKind.EnumDeclaration:
      case ts.SyntaxKind.ModuleDeclaration:
        return { is: 'declaration', binding: this.scopes.of((node as TS.EnumDeclaration).name)!, node, operands: [] }
      case ts.SyntaxKind.VariableStatement:
        if (ts.getCombinedModifierFlags(node as unknown as TS.Declaration) & ts.ModifierFlags.Ambient)
          return { is: 'block', scope: undefined, body: [] }
        return this.variables((node as TS.VariableStatement).declarationList)
      case ts.SyntaxKind.VariableDeclarationList:
        return this.variables(node as TS.VariableDeclarationList)
      case ts.SyntaxKind.BreakStatement:
        return { is: 'break', label: (node as TS.BreakStatement).label?.text }
      case ts.SyntaxKind.ContinueStatement:
        return { is: 'continue', label: (node as TS.ContinueStatement).label?.text }
      case ts.SyntaxKind.ReturnStatement:
        return { is: 'return', value: (node as TS.ReturnStatement).expression }
      case ts.SyntaxKind.ThrowStatement:
        return { is: 'throw', value: (node as TS.ThrowStatement).expression }
    }
    if (ts.isExpression(node)) return { is: 'expression', value: node }
    // A block that declares nothing is its statements.
    const isPlain = ts.isBlock(node) && !this.scopes.scopeOf(node)?.bindings.size
    if (!this.facts.suspends(node) && !isPlain) return { is: 'opaque', node }
    return this.suspendingStatement(node)
  }

  private suspendingStatement(node: TS.Node): Statement<TS.Node> {
    const { ts } = this
    const scope = this.scopes.scopeOf(node)
    if (ts.isBlock(node)) return { is: 'block', scope, body: node.statements }
    if (ts.isExpressionStatement(node)) return { is: 'expression', value: node.expression }
    if (ts.isIfStatement(node))
      return { is: 'if', test: node.expression, then: node.thenStatement, otherwise: node.elseStatement }
    if (ts.isWhileStatement(node)) return { is: 'while', test: node.expression, body: node.statement }
    if (ts.isDoStatement(node)) return { is: 'do', body: node.statement, test: node.expression }
    if (ts.isForStatement(node)) {
      return {
        is: 'for',
        scope,
        init: node.initializer,
        test: node.condition,
        update: node.incrementor,
        body: node.statement,
      }
    }
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return this.iterate(node)
    if (ts.isSwitchStatement(node)) {
      const cases = node.caseBlock.clauses.map((clause) => ({
        test: ts.isCaseClause(clause) ? clause.expression : undefined,
        body: clause.statements,
      }))
      return { is: 'switch', scope: this.scopes.scopeOf(node.caseBlock), subject: node.expression, cases }
    }
    if (ts.isLabeledStatement(node)) return { is: 'label', label: node.label.text, body: node.statement }
    if (ts.isTryStatement(node)) {
      const clause = node.catchClause
      return {
        is: 'try',
        block: node.tryBlock,
        catch: clause && {
          scope: this.scopes.scopeOf(clause),
          param: clause.variableDeclaration?.name,
          body: clause.block,
          mentionsCancel: this.mentions(clause.block, /^(CancelledError|isCancelled)$/),
        },
        finally: node.finallyBlock,
      }
    }
    if (ts.isWithStatement(node)) return this.report('with-statement', node)
    return this.report('unsupported', node)
  }

  private mentions(node: TS.Node, name: RegExp): boolean {
    const { ts } = this
    const search = (n: TS.Node): boolean =>
      (ts.isIdentifier(n) && name.test(n.text)) || (ts.forEachChild(n, (child) => search(child) || undefined) ?? false)
    return search(node)
  }

  private variables(list: TS.VariableDeclarationList): Statement<TS.Node> {
    const { ts } = this
    const kind = variableKind(ts, list)
    const declarations = list.declarations.map((node): Declaration<TS.Node> => ({
      node,
      target: node.name,
      value: node.initializer,
    }))
    return { is: 'variables', kind, declarations }
  }

  private iterate(node: TS.ForInOrOfStatement): Statement<TS.Node> {
    const { ts } = this
    const init = node.initializer
    const declared = ts.isVariableDeclarationList(init)
      ? (this.variables(init) as Extract<Statement<TS.Node>, { is: 'variables' }>)
      : undefined
    return {
      is: 'iterate',
      how: ts.isForInStatement(node) ? 'in' : node.awaitModifier ? 'await' : 'of',
      scope: this.scopes.scopeOf(node),
      kind: declared?.kind,
      target: declared ? declared.declarations[0]!.target : init,
      over: node.expression,
      body: node.statement,
    }
  }

  // Expressions

  expression(node: TS.Node): Expression<TS.Node> {
    const { ts } = this
    if (ts.isAwaitExpression(node))
      return { is: 'await', value: node.expression, unseen: this.unseenPromise(node.expression) }
    if (ts.isYieldExpression(node)) {
      return node.asteriskToken ? { is: 'delegate', value: node.expression! } : { is: 'yield', value: node.expression }
    }
    if (isWrapper(ts, node)) return { is: 'wrapped', inner: node.expression }
    if (ts.isBinaryExpression(node)) return this.binary(node)
    if (ts.isConditionalExpression(node)) {
      return { is: 'conditional', test: node.condition, then: node.whenTrue, otherwise: node.whenFalse }
    }
    if (ts.isOptionalChain(node)) return this.chain(node)
    if (ts.isDeleteExpression(node) && ts.isOptionalChain(node.expression))
      return { ...this.chain(node.expression), deletes: true }
    if (ts.isCallExpression(node)) return this.call(node)
    if (ts.isTaggedTemplateExpression(node)) {
      const spans = ts.isTemplateExpression(node.template) ? node.template.templateSpans : []
      const args = spans.map((span) => value(span.expression))
      return { is: 'call', node, callee: node.tag, receiver: this.receiver(node.tag), args, template: true }
    }
    return { is: 'operands', node, operands: this.operands(node) }
  }

  private unseenPromise(value: TS.Node): UnseenPromise<TS.Node> | undefined {
    const { ts } = this
    let node = value
    while (isWrapper(ts, node)) node = node.expression
    if ((!ts.isNewExpression(node) && !ts.isCallExpression(node)) || ts.isOptionalChain(node)) return undefined
    const callee = ts.isNewExpression(node) ? node : node.expression
    if (!ts.isNewExpression(callee) && !ts.isPropertyAccessExpression(callee)) return undefined
    const how = ts.isNewExpression(callee)
      ? 'new'
      : promiseCombinators.find((name) => ts.isIdentifier(callee.name) && callee.name.text === name)
    const constructor = callee.expression
    const isPromise = ts.isIdentifier(constructor) && constructor.text === 'Promise' && !this.scopes.of(constructor)
    const [argument, ...others] = node.arguments ?? []
    if (!how || !isPromise || !argument || ts.isSpreadElement(argument) || others.length > 0) return undefined
    return { how, argument }
  }

  private binary(node: TS.BinaryExpression): Expression<TS.Node> {
    const { ts } = this
    const operator = ts.tokenToString(node.operatorToken.kind)!
    const { left, right } = node
    if (operator === ',') return { is: 'sequence', items: [left, right] }
    if (operator === '&&' || operator === '||' || operator === '??') return { is: 'logical', operator, left, right }
    if (isAssignment(ts, node)) return { is: 'assign', node, target: left, operator, value: right }
    const operands = ts.isPrivateIdentifier(left) ? [value(right)] : [value(left), value(right)]
    return { is: 'operands', node, operands }
  }

  private call(node: TS.CallExpression): Expression<TS.Node> {
    const { ts } = this
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      return { is: 'operands', node, operands: this.args(node.arguments) }
    }
    return {
      is: 'call',
      node,
      callee: node.expression,
      receiver: this.receiver(node.expression),
      args: this.args(node.arguments),
      template: false,
    }
  }

  /** The object in front of a called property. */
  private receiver(callee: TS.Node): { object: TS.Node; key: TS.Node | undefined; isSuper: boolean } | undefined {
    const { ts } = this
    const node = unwrapped(ts, callee)
    if (ts.isOptionalChain(node)) return undefined
    if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined
    return {
      object: node.expression,
      key: ts.isElementAccessExpression(node) ? node.argumentExpression : undefined,
      isSuper: node.expression.kind === ts.SyntaxKind.SuperKeyword,
    }
  }

  private args(nodes: readonly TS.Expression[]): Operand<TS.Node>[] {
    return nodes.map((node) =>
      this.ts.isSpreadElement(node) ? { node: node.expression, keep: 'spread' } : value(node),
    )
  }

  /** All links from the first object on, so that a link knows the object it was read from. */
  private chain(node: TS.Node): Extract<Expression<TS.Node>, { is: 'chain' }> {
    const { ts } = this
    const links: Link<TS.Node>[] = []
    let base: TS.Node = node
    for (;;) {
      let args: Operand<TS.Node>[] | undefined
      let key: TS.Node | undefined
      if (ts.isCallExpression(base)) args = this.args(base.arguments)
      else if (ts.isElementAccessExpression(base)) key = base.argumentExpression
      else if (ts.isNonNullExpression(base)) {
        base = base.expression
        continue
      } else if (!ts.isPropertyAccessExpression(base)) break
      if (base.expression.kind === ts.SyntaxKind.SuperKeyword) break
      links.unshift({ node: base, optional: base.questionDotToken !== undefined, key, args })
      base = base.expression
    }
    return { is: 'chain', base, links, deletes: false }
  }

  operands(node: TS.Node): Operand<TS.Node>[] {
    const { ts } = this
    if (ts.isPropertyAccessExpression(node))
      return node.expression.kind === ts.SyntaxKind.SuperKeyword ? [] : [value(node.expression)]
    if (ts.isElementAccessExpression(node)) {
      const key = value(node.argumentExpression)
      return node.expression.kind === ts.SyntaxKind.SuperKeyword ? [key] : [value(node.expression), key]
    }
    if (ts.isNewExpression(node)) return [value(node.expression), ...this.args(node.arguments ?? [])]
    if (ts.isTemplateExpression(node))
      return node.templateSpans.map((span) => ({ node: span.expression, keep: 'string' }))
    if (ts.isArrayLiteralExpression(node))
      return this.args(node.elements.filter((element) => !ts.isOmittedExpression(element)))
    if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((property) => this.property(property))
    if (isUpdate(ts, node)) return this.reference(node.operand)
    if (ts.isPrefixUnaryExpression(node)) return [value(node.operand)]
    if (ts.isDeleteExpression(node)) return this.reference(node.expression)
    if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return [value(node.expression)]
    if (ts.isClassLike(node)) return this.classParts(node)
    if (ts.isJsxElement(node)) return [...this.attributes(node.openingElement), ...this.children(node.children)]
    if (ts.isJsxSelfClosingElement(node)) return this.attributes(node)
    if (ts.isJsxFragment(node)) return this.children(node.children)
    if (!this.facts.suspends(node)) return []
    return this.report('unsupported', node)
  }

  private reference(node: TS.Node): Operand<TS.Node>[] {
    const target = unwrapped(this.ts, node)
    if (this.ts.isOptionalChain(target)) return this.report('unsupported', node)
    return this.operands(target)
  }

  private property(property: TS.ObjectLiteralElementLike): Operand<TS.Node>[] {
    const { ts } = this
    if (ts.isSpreadAssignment(property)) return [{ node: property.expression, keep: 'copy' }]
    const key =
      property.name && ts.isComputedPropertyName(property.name)
        ? [{ node: property.name.expression, keep: 'key' as Keeping }]
        : []
    if (ts.isPropertyAssignment(property)) return [...key, value(property.initializer)]
    if (ts.isShorthandPropertyAssignment(property)) return [value(property.name)]
    return key
  }

  private classParts(node: TS.ClassLikeDeclaration): Operand<TS.Node>[] {
    const { ts } = this
    const decorators = (n: TS.Node) =>
      ts.canHaveDecorators(n) ? (ts.getDecorators(n) ?? []).map((decorator) => value(decorator.expression)) : []
    const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
    const keys = node.members.flatMap((member) => [
      ...decorators(member),
      ...(member.name && ts.isComputedPropertyName(member.name)
        ? [{ node: member.name.expression, keep: 'key' as Keeping }]
        : []),
    ])
    return [...decorators(node), ...(heritage ? [value(heritage.expression)] : []), ...keys]
  }

  private attributes(element: TS.JsxOpeningLikeElement): Operand<TS.Node>[] {
    const { ts } = this
    return element.attributes.properties.flatMap((attribute): Operand<TS.Node>[] => {
      if (ts.isJsxSpreadAttribute(attribute)) return [{ node: attribute.expression, keep: 'copy' }]
      const init = attribute.initializer
      return init && ts.isJsxExpression(init) && init.expression
        ? [value(init.expression)]
        : init && !ts.isStringLiteral(init)
          ? [value(init)]
          : []
    })
  }

  private children(children: readonly TS.JsxChild[]): Operand<TS.Node>[] {
    const { ts } = this
    return children.flatMap((child): Operand<TS.Node>[] => {
      if (ts.isJsxText(child)) return []
      if (!ts.isJsxExpression(child)) return [value(child)]
      if (!child.expression) return []
      return [{ node: child.expression, keep: child.dotDotDotToken ? 'spread' : 'value' }]
    })
  }

  // Patterns

  pattern(target: TS.Node): Pattern<TS.Node> {
    const { ts } = this
    const node = unwrapped(ts, target)
    if (ts.isArrayBindingPattern(node)) {
      return {
        is: 'array',
        elements: node.elements.map((e) => (ts.isOmittedExpression(e) ? undefined : bindingElement(e))),
      }
    }
    if (ts.isObjectBindingPattern(node)) {
      return {
        is: 'object',
        properties: node.elements.map((e) => ({ ...bindingElement(e), ...this.key(e.propertyName ?? e.name) })),
      }
    }
    if (ts.isArrayLiteralExpression(node)) {
      return {
        is: 'array',
        elements: node.elements.map((e) => (ts.isOmittedExpression(e) ? undefined : this.element(e))),
      }
    }
    if (ts.isObjectLiteralExpression(node))
      return { is: 'object', properties: node.properties.map((p) => this.targetProperty(p)) }
    return { is: 'target', node, binding: ts.isIdentifier(node) ? this.scopes.of(node) : undefined }
  }

  private element(node: TS.Expression): Element<TS.Node> {
    const { ts } = this
    if (ts.isSpreadElement(node)) return { target: node.expression, initial: undefined, rest: true }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return { target: node.left, initial: node.right, rest: false }
    }
    return { target: node, initial: undefined, rest: false }
  }

  private targetProperty(
    node: TS.ObjectLiteralElementLike,
  ): Element<TS.Node> & { key: TS.Node | undefined; name: string | undefined } {
    const { ts } = this
    if (ts.isSpreadAssignment(node))
      return { target: node.expression, initial: undefined, rest: true, key: undefined, name: undefined }
    if (ts.isShorthandPropertyAssignment(node)) {
      return {
        target: node.name,
        initial: node.objectAssignmentInitializer,
        rest: false,
        key: undefined,
        name: node.name.text,
      }
    }
    if (!ts.isPropertyAssignment(node)) return this.report('unsupported', node)
    return { ...this.element(node.initializer), ...this.key(node.name) }
  }

  private key(name: TS.Node): { key: TS.Node | undefined; name: string | undefined } {
    const { ts } = this
    if (ts.isComputedPropertyName(name)) return { key: name.expression, name: undefined }
    const text =
      ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined
    return { key: undefined, name: text }
  }

  // Small questions

  isStable(value: TS.Node): boolean {
    const { ts } = this
    const node = unwrapped(ts, value)
    if (ts.isIdentifier(node)) {
      const binding = this.scopes.of(node)
      if (binding) return isSettled(binding) && !this.scopes.isEarly(node)
      return node.text === 'undefined'
    }
    return (
      ts.isLiteralExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isFunctionExpression(node) ||
      (ts.isClassExpression(node) && this.isInertClass(node)) ||
      node.kind === ts.SyntaxKind.ThisKeyword ||
      node.kind === ts.SyntaxKind.SuperKeyword ||
      node.kind === ts.SyntaxKind.TrueKeyword ||
      node.kind === ts.SyntaxKind.FalseKeyword ||
      node.kind === ts.SyntaxKind.NullKeyword
    )
  }

  /** Making it runs no code of the user. */
  private isInertClass(node: TS.ClassExpression): boolean {
    const { ts } = this
    if (node.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)) return false
    return node.members.every((member) => {
      const isStatic =
        ts.canHaveModifiers(member) && ts.getModifiers(member)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword)
      const isComputed = member.name !== undefined && ts.isComputedPropertyName(member.name)
      const isDecorated = ts.canHaveDecorators(member) && ts.getDecorators(member) !== undefined
      return !isStatic && !isComputed && !isDecorated && !ts.isClassStaticBlockDeclaration(member)
    })
  }

  namesIn(target: TS.Node): Binding[] {
    const names: Binding[] = []
    const search = (node: TS.Node): void => {
      const pattern = this.pattern(node)
      if (pattern.is === 'target') {
        if (pattern.binding) names.push(pattern.binding)
      } else if (pattern.is === 'array') {
        for (const element of pattern.elements) if (element) search(element.target)
      } else {
        for (const property of pattern.properties) search(property.target)
      }
    }
    search(target)
    return names
  }

  /** `x = …;` as a statement of its own: x has a new value whatever happens. */
  assigns(statement: TS.Node): Binding[] {
    const { ts } = this
    if (!ts.isExpressionStatement(statement)) return []
    const { expression } = statement
    if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return []
    const binding = ts.isIdentifier(expression.left) ? this.scopes.of(expression.left) : undefined
    return binding ? [binding] : []
  }
}

function variableKind(ts: typeof TS, list: TS.VariableDeclarationList): VariableKind {
  switch (list.flags & ts.NodeFlags.BlockScoped) {
    case ts.NodeFlags.Let:
      return 'let'
    case ts.NodeFlags.Const:
      return 'const'
    case ts.NodeFlags.Using:
      return 'using'
    case ts.NodeFlags.AwaitUsing:
      return 'await using'
    default:
      return 'var'
  }
}

function isDecorated(ts: typeof TS, node: TS.ClassDeclaration): boolean {
  const own = (n: TS.Node) => ts.canHaveDecorators(n) && ts.getDecorators(n) !== undefined
  return own(node) || node.members.some(own)
}

function value(node: TS.Node): Operand<TS.Node> {
  return { node, keep: 'value' }
}

function bindingElement(node: TS.BindingElement): Element<TS.Node> {
  return { target: node.name, initial: node.initializer, rest: node.dotDotDotToken !== undefined }
}

/** Nobody assigns to it once it has its value. */
function isSettled(binding: Binding): boolean {
  return !binding.written && binding.kind !== 'var' && binding.kind !== 'let'
}
