/**
 * Names of one file: which declaration every identifier means, and how it is used.
 *
 * Our own analysis, not the checker's: it works on a file alone (`isolatedModules`), and it knows
 * what the lowering asks for: captured by a closure, written, used before its declaration ran.
 */

import type * as TS from 'typescript'
import { isStrict } from './facts.js'
import { makeBinding, makeScope, lookup, type Binding, type BindingKind, type Scope } from '../../scope.js'
import { ALIVE, Usage, type Dead } from '../usage.js'
import { isAssignment, isUpdate } from './tree.js'

export class Scopes {
  readonly file: Scope
  private readonly bindings = new Map<TS.Node, Binding>()
  private readonly scopes = new Map<TS.Node, Scope>()
  private readonly usage = new Usage<TS.Node>()
  private readonly varOfFunction = new Map<TS.Node, Binding>()
  private readonly outerOf = new Map<Binding, Binding>()
  /** Every name in the file, so that made names avoid them. */
  readonly names = new Set<string>()

  constructor(
    private readonly ts: typeof TS,
    private readonly source: TS.SourceFile,
  ) {
    this.file = makeScope('file', undefined)
    this.scopes.set(source, this.file)
    this.hoist(source, this.file)
    this.statements(source.statements, this.file)
    for (const statement of source.statements) this.visit(statement, this.file)
    this.usage.settle()
  }

  /** The binding an identifier refers to or declares; undefined for globals and property names. */
  of(node: TS.Node): Binding | undefined {
    return this.bindings.get(node) ?? this.bindings.get(this.ts.getOriginalNode(node))
  }

  /** Seen from inside a class declaration its name is another binding; the same class unless somebody assigns to it. */
  sameOutside(binding: Binding): Binding {
    const outer = this.outerOf.get(binding)
    return outer && !outer.written ? outer : binding
  }

  /** The identifier is assigned to, by itself or inside a pattern. */
  isWrittenAt(node: TS.Node): boolean {
    return this.usage.isWrittenAt(this.ts.getOriginalNode(node))
  }

  /** The `var` that a function in a block of sloppy code sets. */
  varOf(fn: TS.Node): Binding | undefined {
    return this.varOfFunction.get(this.ts.getOriginalNode(fn))
  }

  scopeOf(node: TS.Node): Scope | undefined {
    return this.scopes.get(node) ?? this.scopes.get(this.ts.getOriginalNode(node))
  }

  isEarly(node: TS.Node): boolean {
    return this.usage.isEarly(this.ts.getOriginalNode(node))
  }

  // Declaring

  private declare(name: TS.Node | undefined, kind: BindingKind, scope: Scope, dead: Dead = ALIVE): Binding | undefined {
    const { ts } = this
    if (!name) return undefined
    if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) {
      for (const element of name.elements)
        if (ts.isBindingElement(element)) this.declare(element.name, kind, scope, deadIn(element, dead.sources))
      return undefined
    }
    if (!ts.isIdentifier(name)) return undefined
    this.names.add(name.text)
    let binding = scope.bindings.get(name.text)
    if (!binding) {
      binding = makeBinding(name.text, kind, scope)
      scope.bindings.set(name.text, binding)
      this.usage.declared(binding, dead)
    } else if (kind === 'function' || binding.kind === 'var') {
      // A function takes the name over from a `var`; a `var` leaves what is there.
      if (kind === 'function') binding.kind = 'function'
    }
    this.bindings.set(name, binding)
    return binding
  }

  /** `var`s of a function, wherever they stand in it. */
  private hoist(node: TS.Node, scope: Scope): void {
    const { ts } = this
    ts.forEachChild(node, (child) => {
      if (ts.isFunctionLike(child) || ts.isClassLike(child) || ts.isModuleDeclaration(child) || ts.isTypeNode(child))
        return
      if (ts.isVariableDeclarationList(child) && !(child.flags & ts.NodeFlags.BlockScoped)) {
        for (const declaration of child.declarations) this.declare(declaration.name, 'var', scope)
      }
      this.hoist(child, scope)
    })
  }

  /** Lexical declarations and functions of one statement list. */
  private statements(statements: readonly TS.Statement[], scope: Scope, clause?: TS.Node): void {
    const { ts } = this
    const remember = (binding: Binding | undefined) => {
      if (binding && clause) this.usage.inClause(binding, { start: clause.pos, end: clause.end })
    }
    for (let statement of statements) {
      while (ts.isLabeledStatement(statement)) statement = statement.statement
      if (ts.isVariableStatement(statement)) {
        const list = statement.declarationList
        if (!(list.flags & ts.NodeFlags.BlockScoped)) continue
        const kind = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Let ? 'let' : 'const'
        for (const declaration of list.declarations) {
          this.declare(declaration.name, kind, scope, deadIn(declaration))
          if (clause) this.eachName(declaration.name, remember)
        }
      } else if (ts.isFunctionDeclaration(statement)) {
        this.declare(statement.name, 'function', scope)
        const isPlain =
          !statement.asteriskToken && !statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)
        if (isPlain && scope.kind === 'block' && statement.name && !isStrict(ts, this.source, statement))
          this.alsoVar(statement, statement.name, scope)
      } else if (ts.isClassDeclaration(statement)) {
        remember(this.declare(statement.name, 'class', scope, { end: statement.end, sources: [] }))
      } else if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) {
        this.declare(statement.name, 'var', scope)
      } else if (ts.isImportDeclaration(statement)) {
        const clause = statement.importClause
        this.declare(clause?.name, 'const', scope)
        const named = clause?.namedBindings
        if (named && ts.isNamespaceImport(named)) this.declare(named.name, 'const', scope)
        if (named && ts.isNamedImports(named))
          for (const element of named.elements) this.declare(element.name, 'const', scope)
      } else if (ts.isImportEqualsDeclaration(statement)) {
        this.declare(statement.name, 'const', scope)
      }
    }
  }

  /** ECMAScript B.3.2: unless a lexical name of an outer block, or a parameter, is in the way. */
  private alsoVar(fn: TS.FunctionDeclaration, name: TS.Identifier, scope: Scope): void {
    const { home } = scope
    for (let s = scope.parent; s && s !== home; s = s.parent) if (s.bindings.has(name.text)) return
    const known = home.bindings.get(name.text)
    if (known && known.kind !== 'var' && known.kind !== 'function') return
    const binding = known ?? makeBinding(name.text, 'var', home)
    home.bindings.set(name.text, binding)
    binding.written = true
    this.varOfFunction.set(fn, binding)
  }

  private eachName(name: TS.BindingName, found: (binding: Binding | undefined) => void): void {
    const { ts } = this
    if (ts.isIdentifier(name)) found(this.bindings.get(name))
    else for (const element of name.elements) if (ts.isBindingElement(element)) this.eachName(element.name, found)
  }

  private open(kind: Scope['kind'], node: TS.Node, parent: Scope): Scope {
    const scope = makeScope(kind, parent)
    this.scopes.set(node, scope)
    return scope
  }

  // Visiting

  private each(node: TS.Node, scope: Scope): void {
    this.ts.forEachChild(node, (child) => this.visit(child, scope))
  }

  private visit(node: TS.Node, scope: Scope): void {
    const { ts } = this
    if (ts.isIdentifier(node)) {
      this.refer(node, scope)
      return
    }
    if (ts.isFunctionLike(node)) {
      if ('body' in node && (node.body || !ts.isTypeNode(node)))
        this.function(node as TS.FunctionLikeDeclaration, scope)
      return
    }
    if (ts.isClassLike(node)) {
      this.class(node, scope)
      return
    }
    if (ts.isExpressionWithTypeArguments(node)) {
      this.visit(node.expression, scope)
      return
    }
    if (
      ts.isTypeNode(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeParameterDeclaration(node)
    )
      return
    switch (node.kind) {
      case ts.SyntaxKind.Block: {
        const inner = this.open('block', node, scope)
        this.statements((node as TS.Block).statements, inner)
        this.each(node, inner)
        return
      }
      case ts.SyntaxKind.CaseBlock: {
        const inner = this.open('block', node, scope)
        for (const clause of (node as TS.CaseBlock).clauses) this.statements(clause.statements, inner, clause)
        this.each(node, inner)
        return
      }
      case ts.SyntaxKind.ForStatement:
      case ts.SyntaxKind.ForInStatement:
      case ts.SyntaxKind.ForOfStatement:
        this.for(node as TS.ForStatement | TS.ForInOrOfStatement, scope)
        return
      case ts.SyntaxKind.CatchClause: {
        const inner = this.open('catch', node, scope)
        const clause = node as TS.CatchClause
        if (clause.variableDeclaration) {
          this.declare(clause.variableDeclaration.name, 'catch', inner)
          this.initializers(clause.variableDeclaration.name, inner)
        }
        this.visit(clause.block, inner)
        return
      }
      case ts.SyntaxKind.VariableDeclaration: {
        const declaration = node as TS.VariableDeclaration
        if (declaration.initializer) this.passCatch(declaration.name, scope)
        this.initializers(declaration.name, scope)
        if (declaration.initializer) this.visit(declaration.initializer, scope)
        return
      }
      case ts.SyntaxKind.PropertyAccessExpression:
        this.visit((node as TS.PropertyAccessExpression).expression, scope)
        return
      case ts.SyntaxKind.PropertyAssignment:
      case ts.SyntaxKind.JsxAttribute:
        this.propertyName((node as TS.PropertyAssignment).name, scope)
        if ((node as TS.PropertyAssignment).initializer) this.visit((node as TS.PropertyAssignment).initializer, scope)
        return
      case ts.SyntaxKind.ShorthandPropertyAssignment: {
        const property = node as TS.ShorthandPropertyAssignment
        this.refer(property.name, scope)
        if (property.objectAssignmentInitializer) this.visit(property.objectAssignmentInitializer, scope)
        return
      }
      case ts.SyntaxKind.LabeledStatement:
        this.visit((node as TS.LabeledStatement).statement, scope)
        return
      case ts.SyntaxKind.BreakStatement:
      case ts.SyntaxKind.ContinueStatement:
      case ts.SyntaxKind.MetaProperty:
      case ts.SyntaxKind.ImportDeclaration:
      case ts.SyntaxKind.ExportDeclaration:
        return
      case ts.SyntaxKind.EnumDeclaration: {
        const inner = this.open('block', node, scope)
        for (const member of (node as TS.EnumDeclaration).members) {
          if (ts.isIdentifier(member.name)) this.declare(member.name, 'const', inner)
        }
        for (const member of (node as TS.EnumDeclaration).members)
          if (member.initializer) this.visit(member.initializer, inner)
        return
      }
      case ts.SyntaxKind.ModuleDeclaration: {
        const inner = this.open('namespace', node, scope)
        const body = (node as TS.ModuleDeclaration).body
        if (body && ts.isModuleBlock(body)) {
          this.scopes.set(body, inner)
          this.hoist(body, inner)
          this.statements(body.statements, inner)
          this.each(body, inner)
        } else if (body) {
          this.visit(body, inner)
        }
        return
      }
      case ts.SyntaxKind.JsxOpeningElement:
      case ts.SyntaxKind.JsxSelfClosingElement: {
        const element = node as TS.JsxOpeningLikeElement
        const tag = element.tagName
        if (!(ts.isIdentifier(tag) && /^[a-z]/.test(tag.text))) this.visit(tag, scope)
        this.each(element.attributes, scope)
        return
      }
      case ts.SyntaxKind.JsxClosingElement: {
        const tag = (node as TS.JsxClosingElement).tagName
        if (!(ts.isIdentifier(tag) && /^[a-z]/.test(tag.text))) this.visit(tag, scope)
        return
      }
    }
    this.each(node, scope)
  }

  /** `catch (e) { var e = 1 }` gives the value to the parameter (ECMAScript B.3.4). */
  private passCatch(name: TS.BindingName, scope: Scope): void {
    if (!this.ts.isIdentifier(name)) return
    const shadow = lookup(scope, name.text)
    if (shadow?.kind === 'catch' && shadow !== this.bindings.get(name)) {
      shadow.written = true
      this.bindings.set(name, shadow)
    }
  }

  private propertyName(name: TS.Node, scope: Scope): void {
    if (this.ts.isComputedPropertyName(name)) this.visit(name.expression, scope)
  }

  /** Defaults and computed keys of a binding pattern; the names themselves are no references. */
  private initializers(name: TS.Node, scope: Scope): void {
    const { ts } = this
    if (!ts.isObjectBindingPattern(name) && !ts.isArrayBindingPattern(name)) return
    for (const element of name.elements) {
      if (!ts.isBindingElement(element)) continue
      if (element.propertyName) this.propertyName(element.propertyName, scope)
      this.initializers(element.name, scope)
      if (element.initializer) this.visit(element.initializer, scope)
    }
  }

  private for(node: TS.ForStatement | TS.ForInOrOfStatement, outer: Scope): void {
    const { ts } = this
    const scope = this.open('loop', node, outer)
    const init = node.initializer
    if (init && ts.isVariableDeclarationList(init) && init.flags & ts.NodeFlags.BlockScoped) {
      const kind = (init.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Let ? 'let' : 'const'
      const over = ts.isForStatement(node) ? undefined : { start: node.expression.pos, end: node.expression.end }
      for (const declaration of init.declarations) {
        this.declare(declaration.name, kind, scope, over ? { end: over.end, sources: [over] } : deadIn(declaration))
      }
    }
    this.each(node, scope)
  }

  private function(node: TS.FunctionLikeDeclaration, outer: Scope): void {
    const { ts } = this
    if (node.name && !ts.isFunctionDeclaration(node) && !ts.isFunctionExpression(node))
      this.propertyName(node.name, outer)
    this.decorators(node, outer)
    let parent = outer
    if (ts.isFunctionExpression(node) && node.name) {
      parent = makeScope('name', outer)
      this.declare(node.name, 'fixed', parent)
    }
    const scope = this.open('function', node, parent)
    const isHoisted = ts.isFunctionDeclaration(node)
    const name = isHoisted && node.name ? this.bindings.get(node.name) : undefined
    this.usage.closure(scope, { isHoisted, name, start: node.pos, end: node.end })
    const simple = node.parameters.every((p) => ts.isIdentifier(p.name) && !p.initializer && !p.dotDotDotToken)
    for (const parameter of node.parameters) {
      if (ts.isIdentifier(parameter.name) && parameter.name.text === 'this') continue
      this.declare(parameter.name, 'param', scope, simple ? ALIVE : deadIn(parameter))
    }
    for (const parameter of node.parameters) {
      this.decorators(parameter, outer)
      this.initializers(parameter.name, scope)
      if (parameter.initializer) this.visit(parameter.initializer, scope)
    }
    const { body } = node
    if (!body) return
    if (ts.isBlock(body)) {
      const inner = simple ? scope : this.bodyScope(body, scope)
      if (inner === scope) this.hoist(body, scope)
      this.statements(body.statements, scope)
      this.each(body, inner)
    } else {
      this.visit(body, scope)
    }
  }

  /**
   * A `var` of the body with the name of a parameter is a variable of its own once parameters are
   * more than names: closures in defaults see the parameter (ECMAScript 10.2.11, step 28).
   */
  private bodyScope(body: TS.Block, params: Scope): Scope {
    const inner = makeScope('block', params)
    this.hoist(body, inner)
    const apart = [...inner.bindings].filter(([name]) => params.bindings.has(name))
    if (apart.length === 0) return params
    for (const [name, binding] of inner.bindings) {
      if (params.bindings.has(name)) continue
      binding.scope = params
      params.bindings.set(name, binding)
    }
    inner.bindings = new Map(apart)
    this.scopes.set(body, inner)
    return inner
  }

  private decorators(node: TS.Node, scope: Scope): void {
    const { ts } = this
    if (!ts.canHaveDecorators(node)) return
    for (const decorator of ts.getDecorators(node) ?? []) this.visit(decorator.expression, scope)
  }

  private class(node: TS.ClassLikeDeclaration, outer: Scope): void {
    const { ts } = this
    this.decorators(node, outer)
    const scope = this.open('class', node, outer)
    if (ts.isClassExpression(node) && node.name) this.declare(node.name, 'fixed', scope)
    if (ts.isClassDeclaration(node) && node.name) {
      const inner = makeBinding(node.name.text, 'fixed', scope)
      scope.bindings.set(node.name.text, inner)
      this.outerOf.set(inner, this.bindings.get(node.name)!)
    }
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword)
        for (const type of clause.types) this.visit(type.expression, scope)
    }
    for (const member of node.members) {
      if (ts.isPropertyDeclaration(member)) {
        this.decorators(member, outer)
        this.propertyName(member.name, scope)
        if (member.initializer) this.visit(member.initializer, this.memberScope(member, scope))
      } else if (ts.isClassStaticBlockDeclaration(member)) {
        const inner = this.memberScope(member, scope)
        this.hoist(member.body, inner)
        this.statements(member.body.statements, inner)
        this.each(member.body, inner)
      } else {
        this.visit(member, scope)
      }
    }
  }

  /** A field initialiser or static block is a function of its own. */
  private memberScope(member: TS.Node, outer: Scope): Scope {
    const scope = this.open('function', member, outer)
    this.usage.closure(scope, { isHoisted: false, name: undefined, start: member.pos, end: member.end })
    return scope
  }

  // References

  private refer(node: TS.Identifier, scope: Scope): void {
    this.names.add(node.text)
    const binding = lookup(scope, node.text)
    if (!binding) return
    this.bindings.set(node, binding)
    this.usage.refer(node, binding, scope, node.pos, this.isWrite(node))
  }

  private isWrite(node: TS.Node): boolean {
    const { ts } = this
    const parent = node.parent
    if (ts.isBinaryExpression(parent) && parent.left === node) return isAssignment(ts, parent)
    if (isUpdate(ts, parent)) return true
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
    if (
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    ) {
      return this.isWrite(parent)
    }
    return this.isPatternTarget(node)
  }

  /** Inside `[a, {b: c}] = …`: everything that is not a key or a default. */
  private isPatternTarget(node: TS.Node): boolean {
    const { ts } = this
    const parent = node.parent
    if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent))
      return this.isPattern(parent)
    if (ts.isPropertyAssignment(parent)) return parent.initializer === node && this.isPattern(parent.parent)
    if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && this.isPattern(parent.parent)
    return false
  }

  private isPattern(node: TS.Node): boolean {
    const { ts } = this
    const parent = node.parent
    if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return this.isPattern(parent)
    if (
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    )
      return true
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
    return this.isPatternTarget(node)
  }
}

/** A name has its value behind its own part of the pattern; defaults around it stand behind it, too, but run before. */
function deadIn(
  part: TS.VariableDeclaration | TS.ParameterDeclaration | TS.BindingElement,
  outer: Dead['sources'] = [],
): Dead {
  const { initializer, end } = part
  return { end, sources: initializer ? [...outer, { start: initializer.pos, end: initializer.end }] : outer }
}
