/** Which declaration each identifier of TypeScript's tree means: the walk that fills the symbol table. */

import type * as TS from 'typescript'
import { makeScope, type Binding, type BindingKind, type Scope } from '../../scope.js'
import { SymbolTable } from '../symbol-table.js'
import { ALIVE, type Dead } from '../usage.js'
import { isDirectEval, isStrict, kindOf } from './facts.js'
import { isWritten } from './targets.js'
import { isWrapper } from './tree.js'

export class Scopes extends SymbolTable<TS.Node> {
  /** Where there is something to lower, in order. */
  private readonly goals: number[] = []

  constructor(
    private readonly ts: typeof TS,
    private readonly source: TS.SourceFile,
  ) {
    super()
    this.scopes.set(source, this.file)
    this.hoist(source, this.file)
    this.statements(source.statements, this.file)
    for (const statement of source.statements) this.visit(statement, this.file)
    this.usage.settle()
    this.goals.sort((a, b) => a - b)
  }

  /** Is there something to lower in the node? What leads nowhere need not be walked. */
  leadsToGoal({ pos, end }: TS.Node): boolean {
    const { goals } = this
    let from = 0
    let to = goals.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (goals[middle]! < pos) from = middle + 1
      else to = middle
    }
    return from < goals.length && goals[from]! < end
  }

  protected original(node: TS.Node): TS.Node {
    return this.ts.getOriginalNode(node)
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
    return ts.isIdentifier(name) ? this.declareName(name, name.text, kind, scope, dead) : undefined
  }

  /** `var`s of a function, wherever they stand in it. */
  private hoist(node: TS.Node, scope: Scope): void {
    const { ts } = this
    ts.forEachChild(node, (child) => {
      if (ts.isExpression(child) || ts.isTypeNode(child)) return
      if (ts.isFunctionLike(child) || ts.isClassLike(child) || ts.isModuleDeclaration(child)) return
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
      if (binding && clause) this.usage.inClause(binding, rangeOf(clause))
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
          this.alsoVar(statement, statement.name.text, scope)
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

  private eachName(name: TS.BindingName, found: (binding: Binding | undefined) => void): void {
    const { ts } = this
    if (ts.isIdentifier(name)) found(this.bindings.get(name))
    else for (const element of name.elements) if (ts.isBindingElement(element)) this.eachName(element.name, found)
  }

  // Visiting

  private each(node: TS.Node, scope: Scope): void {
    this.ts.forEachChild(node, (child) => this.visit(child, scope))
  }

  private visit(node: TS.Node, scope: Scope): void {
    const { ts } = this
    switch (node.kind) {
      case ts.SyntaxKind.Identifier:
        return this.mention(node as TS.Identifier, scope)
      case ts.SyntaxKind.ClassDeclaration:
      case ts.SyntaxKind.ClassExpression:
        return this.class(node as TS.ClassLikeDeclaration, scope)
      case ts.SyntaxKind.ExpressionWithTypeArguments:
        return this.visit((node as TS.ExpressionWithTypeArguments).expression, scope)
      case ts.SyntaxKind.TypeAliasDeclaration:
      case ts.SyntaxKind.InterfaceDeclaration:
      case ts.SyntaxKind.TypeParameter:
        return
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
        const { name } = declaration
        if (declaration.initializer && ts.isIdentifier(name)) this.passCatch(name, name.text, scope)
        this.initializers(declaration.name, scope)
        if (declaration.initializer) this.visit(declaration.initializer, scope)
        return
      }
      case ts.SyntaxKind.PropertyAccessExpression: {
        const { expression, name } = node as TS.PropertyAccessExpression
        this.visit(expression, scope)
        if (ts.isPrivateIdentifier(name)) this.reaches.holds('private', scope)
        return
      }
      case ts.SyntaxKind.PrivateIdentifier:
        return this.reaches.holds('private', scope)
      case ts.SyntaxKind.ThisKeyword:
        return this.reaches.given('self', scope)
      case ts.SyntaxKind.SuperKeyword:
        return this.reaches.given('super', scope)
      case ts.SyntaxKind.MetaProperty:
        if ((node as TS.MetaProperty).keywordToken === ts.SyntaxKind.NewKeyword) this.reaches.given('newTarget', scope)
        return
      case ts.SyntaxKind.CallExpression:
        if (isDirectEval(ts, node)) this.reaches.holds('open', scope)
        break
      case ts.SyntaxKind.WithStatement:
        this.reaches.holds('open', scope)
        break
      case ts.SyntaxKind.PropertyAssignment:
      case ts.SyntaxKind.JsxAttribute:
        this.propertyName((node as TS.PropertyAssignment).name, scope)
        if ((node as TS.PropertyAssignment).initializer) this.visit((node as TS.PropertyAssignment).initializer, scope)
        return
      case ts.SyntaxKind.ShorthandPropertyAssignment: {
        const property = node as TS.ShorthandPropertyAssignment
        this.mention(property.name, scope)
        if (property.objectAssignmentInitializer) this.visit(property.objectAssignmentInitializer, scope)
        return
      }
      case ts.SyntaxKind.LabeledStatement:
        this.visit((node as TS.LabeledStatement).statement, scope)
        return
      case ts.SyntaxKind.BreakStatement:
      case ts.SyntaxKind.ContinueStatement:
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
    if (ts.isFunctionLike(node)) {
      if ('body' in node && (node.body || !ts.isTypeNode(node)))
        this.function(node as TS.FunctionLikeDeclaration, scope)
    } else if (!ts.isTypeNode(node)) {
      this.each(node, scope)
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
      const over = ts.isForStatement(node) ? undefined : rangeOf(node.expression)
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
    if (ts.isArrowFunction(node)) this.reaches.isArrow(scope)
    const isHoisted = ts.isFunctionDeclaration(node)
    const name = isHoisted && node.name ? this.bindings.get(node.name) : undefined
    this.usage.closure(scope, { ...rangeOf(node), isHoisted, name })
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
    if (kindOf(ts, node)) this.goals.push(node.pos)
    if (ts.isBlock(body)) {
      const inner = simple ? scope : this.bodyScope(body, scope, (inner) => this.hoist(body, inner))
      if (inner === scope) this.hoist(body, scope)
      this.statements(body.statements, scope)
      this.each(body, inner)
    } else {
      this.visit(body, scope)
    }
  }

  private decorators(node: TS.Node, scope: Scope): void {
    const { ts } = this
    if (!ts.canHaveDecorators(node)) return
    for (const decorator of ts.getDecorators(node) ?? []) this.visit(decorator.expression, scope)
  }

  private class(node: TS.ClassLikeDeclaration, outer: Scope): void {
    const { ts } = this
    this.decorators(node, outer)
    // See the walk: a class expression with a type behind it.
    if (ts.isClassExpression(node) && isWrapper(ts, node.parent)) this.goals.push(node.pos)
    const scope = this.open('class', node, outer)
    if (ts.isClassExpression(node) && node.name) this.declare(node.name, 'fixed', scope)
    if (ts.isClassDeclaration(node) && node.name) this.declareInside(node.name, node.name.text, scope)
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword)
        for (const type of clause.types) this.visit(type.expression, scope)
    }
    for (const member of node.members) {
      if (ts.isPropertyDeclaration(member)) {
        this.decorators(member, outer)
        this.propertyName(member.name, scope)
        if (member.initializer) this.visit(member.initializer, this.memberScope(member, rangeOf(member), scope))
      } else if (ts.isClassStaticBlockDeclaration(member)) {
        const inner = this.memberScope(member, rangeOf(member), scope)
        this.hoist(member.body, inner)
        this.statements(member.body.statements, inner)
        this.each(member.body, inner)
      } else {
        this.visit(member, scope)
      }
    }
  }

  private mention(node: TS.Identifier, scope: Scope): void {
    this.refer(node, node.text, scope, node.pos, isWritten(this.ts, node))
  }
}

/** A name has its value behind its own part of the pattern; defaults around it stand behind it, too, but run before. */
function deadIn(
  part: TS.VariableDeclaration | TS.ParameterDeclaration | TS.BindingElement,
  outer: Dead['sources'] = [],
): Dead {
  const { initializer, end } = part
  return { end, sources: initializer ? [...outer, rangeOf(initializer)] : outer }
}

function rangeOf({ pos, end }: TS.Node) {
  return { start: pos, end }
}
