/**
 * Members of classes below ES2015, as the language has them: methods hidden and named, fields defined. TypeScript
 * assigns methods, which shows them to `for in` and fails for a static one called `name`; told to define, it asks for
 * `Object.defineProperty`, which ES3 lacks.
 *
 *   C.prototype.m = function () {}                                     →   $gf.method(C.prototype, "m", function () {})
 *   C.prototype.m = …; C.prototype.n = …                               →   $gf.methods(C.prototype, { m: …, n: … })
 *   Object.defineProperty(C.prototype, "m", { …, value: function … })  →   the same
 *   Object.defineProperty(this, "x", { …, value: 1 })                  →   this.x = 1, or $gf.field(this, "x", 1) where
 *                                                                          a setter could be in the way
 *
 * And accessors of object literals, which TypeScript hides as it does those of classes.
 *
 * Law: substituted as TypeScript prints, for only then have its own transforms made them.
 */

import type * as TS from 'typescript'

/** What is told of each file; `markOf`: what makes a method what ECMAScript says it is. */
export type DefineMembers = (
  source: TS.SourceFile,
  member: (name: string) => TS.Expression,
  markOf: (method: TS.Node) => string | undefined,
) => void

interface Callees {
  method: TS.Expression
  methods: TS.Expression
  mark: (method: TS.MethodDeclaration, value: TS.Expression) => TS.Expression
  /** Has this member to be hidden? */
  hides: (member: TS.ClassElement) => boolean
  field: TS.Expression
}

/** A method that can stand in an object literal with its neighbours. */
interface Named {
  statement: TS.Statement
  callee: TS.Expression
  /** The class, or its `prototype`. */
  home: TS.Expression
  property: TS.PropertyAssignment
}

interface Definition {
  target: TS.Expression
  key: TS.Expression
  value: TS.Expression
}

/** To be called while the context still takes hooks; what it gives is told of each file. */
export function defineMembers(ts: typeof TS, context: TS.TransformationContext): DefineMembers {
  const { factory } = ts
  const callees = new Map<TS.SourceFile, Partial<Callees>>()
  const definesAll = context.getCompilerOptions().useDefineForClassFields === true
  const before = context.onSubstituteNode
  context.enableSubstitution(ts.SyntaxKind.ExpressionStatement)
  context.enableSubstitution(ts.SyntaxKind.CallExpression)
  context.enableSubstitution(ts.SyntaxKind.FunctionExpression)
  context.onSubstituteNode = (hint, printed) => {
    const node = before(hint, printed)
    if (ts.isFunctionExpression(node)) return classOf(node)
    const member = ts.getOriginalNode(node)
    if (ts.isExpressionStatement(node)) {
      if (ts.isMethodDeclaration(member)) return methodOf(node, member)
      if (!ts.isPropertyDeclaration(member) || !ts.isCallExpression(node.expression)) return node
      return factory.updateExpressionStatement(node, fieldOf(node.expression, member))
    }
    if (!ts.isCallExpression(node)) return node
    return ts.isPropertyDeclaration(member) ? ts.setOriginalNode(fieldOf(node, member), node) : shown(node)
  }

  /** Accessors of an object literal behind a computed key: TypeScript hides them, as those of a class. */
  function shown(node: TS.CallExpression): TS.CallExpression {
    const descriptor = node.arguments[2]
    if (node.pos >= 0 || !descriptor || !ts.isObjectLiteralExpression(descriptor)) return node
    const [first] = descriptor.properties
    const accessor = first && ts.isPropertyAssignment(first) && ts.getOriginalNode(first.initializer)
    if (!accessor || !ts.isAccessor(accessor) || !ts.isObjectLiteralExpression(accessor.parent)) return node
    const properties = descriptor.properties.map((it) =>
      ts.isPropertyAssignment(it) && it.initializer.kind === ts.SyntaxKind.FalseKeyword
        ? factory.updatePropertyAssignment(it, it.name, factory.createTrue())
        : it,
    )
    const visible = factory.updateObjectLiteralExpression(descriptor, properties)
    return factory.updateCallExpression(node, node.expression, undefined, [...node.arguments.slice(0, 2), visible])
  }

  /** The function around a class: methods that follow each other are defined in one call. */
  function classOf(node: TS.FunctionExpression): TS.FunctionExpression {
    const statements: TS.Statement[] = []
    let group: Named[] = []
    const close = () => {
      const [first, ...others] = group
      if (first) statements.push(others.length > 0 ? methodsOf([first, ...others]) : first.statement)
      group = []
    }
    for (const statement of node.body.statements) {
      const method = namedMethod(statement)
      if (!method || (group[0] && group[0].home.kind !== method.home.kind)) close()
      if (method) group.push(method)
      else statements.push(statement)
    }
    close()
    if (statements.length === node.body.statements.length) return node
    const { modifiers, asteriskToken, name, typeParameters, parameters, type } = node
    const list = ts.setTextRange(factory.createNodeArray(statements), node.body.statements)
    const body = factory.updateBlock(node.body, list)
    return factory.updateFunctionExpression(
      node,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      body,
    )
  }

  /** One that is hidden, under a name that every engine enumerates. */
  function namedMethod(statement: TS.Statement): Named | undefined {
    const member = ts.getOriginalNode(statement)
    if (!ts.isExpressionStatement(statement) || !ts.isMethodDeclaration(member)) return undefined
    const found = definitionOf(ts, statement.expression, 'false') ?? assignmentOf(ts, statement.expression)
    const { methods: callee, hides, mark } = callees.get(member.getSourceFile()) ?? {}
    if (!found || !callee || !mark || !hides?.(member)) return undefined
    const { target, key } = found
    if (!ts.isStringLiteral(key) || key.text in {}) return undefined
    const name = /^[\w$]+$/.test(key.text) ? ts.setTextRange(factory.createIdentifier(key.text), key) : key
    const property = ts.setCommentRange(
      factory.createPropertyAssignment(name, mark(member, found.value)),
      ts.getCommentRange(statement),
    )
    return { statement, callee, home: target, property }
  }

  function methodsOf(group: [Named, ...Named[]]): TS.Statement {
    const [{ callee, home }] = group
    const list = factory.createObjectLiteralExpression(
      group.map(({ property }) => property),
      true,
    )
    return factory.createExpressionStatement(factory.createCallExpression(callee, undefined, [home, list]))
  }

  function methodOf(node: TS.ExpressionStatement, member: TS.MethodDeclaration): TS.Node {
    const found = definitionOf(ts, node.expression, 'false') ?? assignmentOf(ts, node.expression)
    const { method: callee, hides, mark } = callees.get(member.getSourceFile()) ?? {}
    if (!found || !callee || !mark || !hides?.(member)) return node
    const call = factory.createCallExpression(callee, undefined, [found.target, found.key, mark(member, found.value)])
    return factory.updateExpressionStatement(node, call)
  }

  function fieldOf(node: TS.CallExpression, member: TS.PropertyDeclaration): TS.Expression {
    const found = definitionOf(ts, node, 'true')
    const callee = callees.get(member.getSourceFile())?.field
    if (!found) return node
    const { target, key, value } = found
    if (!isAssignable(ts, member))
      return callee ? factory.createCallExpression(callee, undefined, [target, key, value]) : node
    const place =
      ts.isStringLiteral(key) && ts.isIdentifier(member.name)
        ? factory.createPropertyAccessExpression(target, key.text)
        : factory.createElementAccessExpression(target, key)
    return factory.createAssignment(place, value)
  }

  return (source, member, markOf) => {
    const { members, enumerates } = membersOf(ts, source)
    const hides = (it: TS.ClassElement) => ts.isMethodDeclaration(it) && (definesAll || enumerates || isDefined(ts, it))
    const field = definesAll && members.some((it) => ts.isPropertyDeclaration(it) && !isAssignable(ts, it))
    const method = members.some(hides)
    const marks = new Map(members.flatMap((it) => (markOf(it) ? [[it, member(markOf(it)!)]] : [])))
    const mark = (it: TS.MethodDeclaration, value: TS.Expression) =>
      marks.has(it) ? factory.createCallExpression(marks.get(it)!, undefined, [value]) : value
    callees.set(source, {
      ...(method && { method: member('method'), methods: member('methods'), hides, mark }),
      ...(field && { field: member('field') }),
    })
  }
}

/** `C.prototype.m = function () {}` */
function assignmentOf(ts: typeof TS, node: TS.Expression): Definition | undefined {
  if (!ts.isBinaryExpression(node)) return undefined
  const target = node.left as TS.PropertyAccessExpression | TS.ElementAccessExpression
  const key = ts.isPropertyAccessExpression(target)
    ? ts.setTextRange(ts.factory.createStringLiteral(target.name.text), target.name)
    : target.argumentExpression
  return { target: target.expression, key, value: node.right }
}

/** TypeScript's own `Object.defineProperty(target, key, { enumerable, configurable, writable, value })`. */
function definitionOf(ts: typeof TS, node: TS.Expression, enumerable: 'true' | 'false'): Definition | undefined {
  if (!ts.isCallExpression(node) || node.pos >= 0 || node.arguments.length !== 3) return undefined
  const [target, key, descriptor] = node.arguments as unknown as [TS.Expression, TS.Expression, TS.Expression]
  if (!ts.isObjectLiteralExpression(descriptor) || descriptor.properties.length !== 4) return undefined
  const [shown, , , value] = descriptor.properties as unknown as TS.PropertyAssignment[]
  const isShown = shown!.initializer.kind === ts.SyntaxKind.TrueKeyword
  return isShown === (enumerable === 'true') ? { target, key, value: value!.initializer } : undefined
}

/** All members of all classes of the file; and has it a `for in`, which would meet methods that were assigned? */
function membersOf(ts: typeof TS, source: TS.SourceFile): { members: TS.ClassElement[]; enumerates: boolean } {
  const members: TS.ClassElement[] = []
  let enumerates = false
  const visit = (node: TS.Node): void => {
    if (ts.isClassLike(node)) members.push(...node.members)
    if (ts.isForInStatement(node)) enumerates = true
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { members, enumerates }
}

/**
 * A class is TypeScript's own matter until a method of it suspends, or is one that cannot be assigned: of a static
 * `[Symbol.hasInstance]` every function has a read-only one.
 */
function isDefined(ts: typeof TS, node: TS.MethodDeclaration): boolean {
  const owner = node.parent as TS.Node | undefined
  if (!owner || !node.body || !ts.isClassLike(owner)) return false
  return (
    owner.members.some((member) => ts.isMethodDeclaration(member) && suspends(ts, member)) ||
    (isStatic(ts, node) && (ts.isComputedPropertyName(node.name) || isFunctionKey(ts, node.name)))
  )
}

function suspends(ts: typeof TS, method: TS.MethodDeclaration): boolean {
  return method.asteriskToken !== undefined || hasModifier(method, ts.SyntaxKind.AsyncKeyword)
}

/** No setter can be in the way: nothing is inherited but from Object, and the class has no accessor of that name. */
function isAssignable(ts: typeof TS, field: TS.PropertyDeclaration): boolean {
  const owner = field.parent as TS.ClassLikeDeclaration
  const { name } = field
  if (
    owner.heritageClauses?.length ||
    !(ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name))
  )
    return false
  if (name.text === '__proto__' || (isStatic(ts, field) && isFunctionKey(ts, name))) return false
  return !owner.members.some(
    (it) => ts.isAccessor(it) && (ts.isComputedPropertyName(it.name) || textOf(ts, it.name) === name.text),
  )
}

/** `name`, `length` and their kin: every function has one already, and it is read-only. */
function isFunctionKey(ts: typeof TS, name: TS.PropertyName): boolean {
  return /^(name|length|prototype|arguments|caller)$/.test(textOf(ts, name) ?? '')
}

function textOf(ts: typeof TS, name: TS.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : undefined
}

function isStatic(ts: typeof TS, member: TS.MethodDeclaration | TS.PropertyDeclaration): boolean {
  return hasModifier(member, ts.SyntaxKind.StaticKeyword)
}

function hasModifier(member: TS.MethodDeclaration | TS.PropertyDeclaration, kind: TS.SyntaxKind): boolean {
  return member.modifiers?.some((modifier) => modifier.kind === kind) ?? false
}
