/** Which declaration each identifier of Babel's tree means: the walk that fills the symbol table. */

import type * as T from '@babel/types'
import { makeScope, type Binding, type BindingKind, type Scope } from '../../scope.js'
import { SymbolTable } from '../symbol-table.js'
import { ALIVE, type Dead } from '../usage.js'
import { isDirectEval, isStrict } from './facts.js'
import { parametersOf, type Fn, type Node, type Tree } from './tree.js'

export class Scopes extends SymbolTable<Node> {
  constructor(private readonly tree: Tree) {
    super()
    const { program } = tree
    this.scopes.set(program, this.file)
    this.hoist(program, this.file)
    this.statements(program.body, this.file)
    for (const statement of program.body) this.visit(statement, this.file)
    this.usage.settle()
  }

  protected original(node: Node): Node {
    return this.tree.original(node)
  }

  // Declaring

  private declare(
    name: Node | null | undefined,
    kind: BindingKind,
    scope: Scope,
    dead: Dead = ALIVE,
  ): Binding | undefined {
    switch (name?.type) {
      case 'Identifier':
        return this.declareName(name, name.name, kind, scope, dead)
      case 'ObjectPattern':
        for (const property of name.properties) {
          const part = property.type === 'RestElement' ? property : property.value
          this.declare(part, kind, scope, { ...dead, end: property.end! })
        }
        return undefined
      case 'ArrayPattern':
        for (const element of name.elements) {
          if (element) this.declare(element, kind, scope, { ...dead, end: element.end! })
        }
        return undefined
      case 'AssignmentPattern':
        // The default stands behind the pattern, but runs before.
        return this.declare(name.left, kind, scope, { ...dead, sources: [...dead.sources, rangeOf(name.right)] })
      case 'RestElement':
        return this.declare(name.argument, kind, scope, dead)
      case 'TSParameterProperty':
        return this.declare(name.parameter, kind, scope, dead)
    }
    return undefined
  }

  /** `var`s of a function, wherever they stand in it. */
  private hoist(node: Node, scope: Scope): void {
    const { tree } = this
    tree.each(node, (child) => {
      if (tree.t.isExpression(child) || tree.isFunction(child) || tree.isClass(child) || tree.isType(child)) return
      if (child.type === 'TSModuleDeclaration') return
      if (child.type === 'VariableDeclaration') {
        if (child.kind === 'var' && !child.declare) {
          for (const declaration of child.declarations) this.declare(declaration.id, 'var', scope)
        }
        return
      }
      this.hoist(child, scope)
    })
  }

  /** Lexical declarations and functions of one statement list. */
  private statements(statements: readonly Node[], scope: Scope, clause?: T.SwitchCase): void {
    const { tree } = this
    const remember = (binding: Binding | undefined) => {
      if (binding && clause) this.usage.inClause(binding, rangeOf(clause))
    }
    for (let statement of statements) {
      while (statement.type === 'LabeledStatement') statement = statement.body
      statement = tree.declarationOf(statement)
      if ('declare' in statement && statement.declare) continue
      switch (statement.type) {
        case 'VariableDeclaration':
          if (statement.kind === 'var') break
          for (const declaration of statement.declarations) {
            const { id } = declaration
            this.declare(id, statement.kind === 'let' ? 'let' : 'const', scope, deadIn(declaration))
            if (clause) for (const name of namesOf(id)) remember(this.bindings.get(name))
          }
          break
        case 'FunctionDeclaration':
          if (!statement.id) break
          this.declare(statement.id, 'function', scope)
          if (scope.kind === 'block' && !statement.async && !statement.generator && !isStrict(tree, statement)) {
            this.alsoVar(statement, statement.id.name, scope)
          }
          break
        case 'ClassDeclaration':
          remember(this.declare(statement.id, 'class', scope, { end: statement.end!, sources: [] }))
          break
        case 'TSEnumDeclaration':
        case 'TSModuleDeclaration':
          this.declare(statement.id, 'var', scope)
          break
        case 'ImportDeclaration':
          for (const specifier of statement.specifiers) this.declare(specifier.local, 'const', scope)
          break
        case 'TSImportEqualsDeclaration':
          this.declare(statement.id, 'const', scope)
          break
      }
    }
  }

  // Visiting

  private each(node: Node, scope: Scope): void {
    this.tree.each(node, (child) => this.visit(child, scope))
  }

  private visit(node: Node, scope: Scope): void {
    const { tree } = this
    if (tree.isFunction(node)) return this.function(node, scope)
    if (tree.isClass(node)) return this.class(node, scope)
    if (tree.isType(node) || ('declare' in node && node.declare)) return
    switch (node.type) {
      case 'Identifier':
        return this.mention(node, scope, false)
      case 'BlockStatement': {
        const inner = this.open('block', node, scope)
        this.statements(node.body, inner)
        return this.each(node, inner)
      }
      case 'SwitchStatement': {
        this.visit(node.discriminant, scope)
        const inner = this.open('block', node, scope)
        for (const clause of node.cases) this.statements(clause.consequent, inner, clause)
        for (const clause of node.cases) this.each(clause, inner)
        return
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.for(node, scope)
      case 'CatchClause': {
        const inner = this.open('catch', node, scope)
        if (node.param) {
          this.declare(node.param, 'catch', inner)
          this.pattern(node.param, inner, false)
        }
        return this.visit(node.body, inner)
      }
      case 'VariableDeclarator':
        if (node.init && node.id.type === 'Identifier') this.passCatch(node.id, node.id.name, scope)
        this.pattern(node.id, scope, false)
        if (node.init) this.visit(node.init, scope)
        return
      case 'AssignmentExpression':
        this.pattern(node.left, scope, true)
        return this.visit(node.right, scope)
      case 'UpdateExpression':
        return this.pattern(node.argument, scope, true)
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.visit(node.object, scope)
        if (node.computed || node.property.type === 'PrivateName') this.visit(node.property, scope)
        return
      case 'PrivateName':
        return this.reaches.holds('private', scope)
      case 'ThisExpression':
        return this.reaches.given('self', scope)
      case 'Super':
        return this.reaches.given('super', scope)
      case 'MetaProperty':
        if (node.meta.name === 'new') this.reaches.given('newTarget', scope)
        return
      case 'CallExpression':
        if (isDirectEval(node)) this.reaches.holds('open', scope)
        break
      case 'WithStatement':
        this.reaches.holds('open', scope)
        break
      case 'ObjectProperty':
        this.key(node, scope)
        return this.visit(node.value, scope)
      case 'LabeledStatement':
        return this.visit(node.body, scope)
      case 'ExportNamedDeclaration':
        if (node.declaration) this.visit(node.declaration, scope)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'TSImportEqualsDeclaration':
        return
      case 'TSEnumDeclaration': {
        const inner = this.open('block', node, scope)
        const members = enumMembers(node)
        for (const { id } of members) if (id.type === 'Identifier') this.declare(id, 'const', inner)
        for (const { initializer } of members) if (initializer) this.visit(initializer, inner)
        return
      }
      case 'TSModuleDeclaration': {
        const inner = this.open('namespace', node, scope)
        const { body } = node as { body: Node }
        if (body.type !== 'TSModuleBlock') return this.visit(body, inner)
        this.scopes.set(body, inner)
        this.hoist(body, inner)
        this.statements(body.body, inner)
        return this.each(body, inner)
      }
      case 'JSXOpeningElement':
        this.tag(node.name, scope)
        for (const attribute of node.attributes) this.visit(attribute, scope)
        return
      case 'JSXClosingElement':
        return this.tag(node.name, scope)
      case 'JSXAttribute':
        if (node.value) this.visit(node.value, scope)
        return
    }
    this.each(node, scope)
  }

  private tag(name: Node, scope: Scope): void {
    if (name.type === 'JSXMemberExpression') {
      let root: Node = name.object
      while (root.type === 'JSXMemberExpression') root = root.object
      if ((root as T.JSXIdentifier).name === 'this') this.reaches.given('self', scope)
      this.mention(root as T.JSXIdentifier, scope, false)
    } else if (name.type === 'JSXIdentifier' && !/^[a-z]/.test(name.name)) {
      this.mention(name, scope, false)
    }
  }

  private key(node: { computed?: boolean; key: Node }, scope: Scope): void {
    if (node.computed) this.visit(node.key, scope)
  }

  /** Defaults and computed keys of a pattern; its names are written to, or were declared. */
  private pattern(node: Node, scope: Scope, writes: boolean): void {
    const target = this.tree.unwrapped(node)
    switch (target.type) {
      case 'Identifier':
        if (writes) this.mention(target, scope, true)
        return
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') {
            this.pattern(property.argument, scope, writes)
          } else {
            this.key(property, scope)
            this.pattern(property.value, scope, writes)
          }
        }
        return
      case 'ArrayPattern':
        for (const element of target.elements) if (element) this.pattern(element, scope, writes)
        return
      case 'AssignmentPattern':
        this.pattern(target.left, scope, writes)
        return this.visit(target.right, scope)
      case 'RestElement':
        return this.pattern(target.argument, scope, writes)
      case 'TSParameterProperty':
        return this.pattern(target.parameter, scope, writes)
    }
    this.visit(target, scope)
  }

  private for(node: T.ForStatement | T.ForXStatement, outer: Scope): void {
    const { tree } = this
    const scope = this.open('loop', node, outer)
    const head = node.type === 'ForStatement' ? node.init : node.left
    if (head && tree.isLexical(head)) {
      const over = node.type === 'ForStatement' ? undefined : rangeOf(node.right)
      for (const declaration of head.declarations) {
        const dead = over ? { end: over.end, sources: [over] } : deadIn(declaration)
        this.declare(declaration.id, head.kind === 'let' ? 'let' : 'const', scope, dead)
      }
    }
    if (node.type === 'ForStatement' || node.left.type === 'VariableDeclaration') return this.each(node, scope)
    this.pattern(node.left, scope, true)
    this.visit(node.right, scope)
    this.visit(node.body, scope)
  }

  private function(node: Fn, outer: Scope): void {
    if ('key' in node) this.key(node as { computed?: boolean; key: Node }, outer)
    this.decorators(node, outer)
    let parent = outer
    if (node.type === 'FunctionExpression' && node.id) {
      parent = makeScope('name', outer)
      this.declare(node.id, 'fixed', parent)
    }
    const scope = this.open('function', node, parent)
    if (node.type === 'ArrowFunctionExpression') this.reaches.isArrow(scope)
    const isHoisted = node.type === 'FunctionDeclaration'
    const name = isHoisted && node.id ? this.bindings.get(node.id) : undefined
    this.usage.closure(scope, { ...rangeOf(node), isHoisted, name })

    const params = parametersOf(node)
    const simple = params.every((param) => param.type === 'Identifier')
    for (const param of params) this.declare(param, 'param', scope, simple ? ALIVE : { end: param.end!, sources: [] })
    for (const param of params) {
      this.decorators(param, outer)
      this.pattern(param, scope, false)
    }
    const { body } = node
    if (!body) return
    if (body.type !== 'BlockStatement') return this.visit(body, scope)
    const inner = simple ? scope : this.bodyScope(body, scope, (inner) => this.hoist(body, inner))
    if (inner === scope) this.hoist(body, scope)
    this.statements(body.body, scope)
    this.each(body, inner)
  }

  private decorators(node: Node, scope: Scope): void {
    if (!('decorators' in node)) return
    for (const decorator of (node.decorators as T.Decorator[] | null | undefined) ?? []) {
      this.visit(decorator.expression, scope)
    }
  }

  private class(node: T.Class, outer: Scope): void {
    this.decorators(node, outer)
    const scope = this.open('class', node, outer)
    if (node.type === 'ClassExpression') this.declare(node.id, 'fixed', scope)
    else if (node.id) this.declareInside(node.id, node.id.name, scope)
    if (node.superClass) this.visit(node.superClass, scope)
    for (const member of node.body.body) {
      switch (member.type) {
        case 'ClassProperty':
        case 'ClassAccessorProperty':
        case 'ClassPrivateProperty':
          this.decorators(member, outer)
          this.key(member as { computed?: boolean; key: Node }, scope)
          if (member.value) this.visit(member.value, this.memberScope(member, rangeOf(member), scope))
          break
        case 'StaticBlock': {
          const inner = this.memberScope(member, rangeOf(member), scope)
          this.hoist(member, inner)
          this.statements(member.body, inner)
          this.each(member, inner)
          break
        }
        default:
          this.visit(member, scope)
      }
    }
  }

  private mention(node: T.Identifier | T.JSXIdentifier, scope: Scope, write: boolean): void {
    this.refer(node, node.name, scope, node.start!, write)
  }
}

/** A name has its value behind its own part of the pattern; what is taken apart stands behind it, too, but runs before. */
function deadIn({ init, end }: T.VariableDeclarator): Dead {
  return { end: end!, sources: init ? [rangeOf(init)] : [] }
}

function rangeOf({ start, end }: Node) {
  return { start: start!, end: end! }
}

/** The identifiers that a binding pattern declares. */
function namesOf(pattern: Node): T.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern]
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => namesOf(p.type === 'RestElement' ? p : p.value))
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []))
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    case 'RestElement':
      return namesOf(pattern.argument)
  }
  return []
}

/** Babel 8 has them in a body. */
function enumMembers(node: T.TSEnumDeclaration): T.TSEnumMember[] {
  return node.members ?? (node as unknown as { body: { members: T.TSEnumMember[] } }).body.members
}
