/**
 * Names that old engines lack, reached through the runtime: `Promise`, `setTimeout`,
 * `Symbol.iterator`, `Array.from` and their like. No global is touched; a name that the file
 * declares itself stays its own. Classes that extend a built-in, and accessors reached through
 * `super`, which TypeScript's ES5 gets wrong in silence, go through the runtime too.
 */

import type * as TS from 'typescript'
import { promiseWords, providedGlobals, providedSymbols } from '../../runtime-names.js'
import { isAssignment, isWrapper } from './classify.js'
import { isReference } from './facts.js'
import { operatorToken } from './make.js'
import type { RuntimeImport } from './runtime-import.js'
import type { Scopes } from './scopes.js'
import { Templates } from './templates.js'

const globals: ReadonlySet<string> = new Set(providedGlobals)

export function provide(
  ts: typeof TS,
  file: TS.SourceFile,
  scopes: Scopes,
  runtime: RuntimeImport,
  fresh: (hint: string) => string,
): TS.SourceFile {
  const isBuiltIn = (node: TS.ExpressionWithTypeArguments): boolean =>
    ts.isIdentifier(node.expression) &&
    BUILT_INS.test(node.expression.text) &&
    isGlobal(node.expression, node.expression.text)

  const isGlobal = (node: TS.Node, name: string): boolean =>
    ts.isIdentifier(node) && node.text === name && !scopes.of(node) && node.pos >= 0

  const isIterator = (key: TS.Expression): boolean =>
    ts.isPropertyAccessExpression(key) && isGlobal(key.expression, 'Symbol') && key.name.text === 'iterator'

  /** The `x` of `x[Symbol.iterator]`: arrays and strings have no such method where there is no Symbol. */
  const iterated = (node: TS.Node): TS.Expression | undefined =>
    ts.isElementAccessExpression(node) &&
    !ts.isOptionalChain(node) &&
    node.expression.kind !== ts.SyntaxKind.SuperKeyword &&
    isIterator(node.argumentExpression)
      ? node.expression
      : undefined

  /** The `x` of `x?.[Symbol.iterator]` where the chain begins and ends. */
  const optionallyIterated = (node: TS.Node): TS.Expression | undefined =>
    ts.isElementAccessExpression(node) &&
    node.questionDotToken &&
    isIterator(node.argumentExpression) &&
    !(node.parent && ts.isOptionalChain(node.parent) && node.parent.expression === node)
      ? node.expression
      : undefined

  /** Is the method called or written here, and not only looked at? */
  const isUsedInPlace = (node: TS.Node): boolean => {
    const original = ts.getOriginalNode(node)
    const { parent } = original as { parent?: TS.Node }
    if (!parent) return true
    return (
      (ts.isCallExpression(parent) && parent.expression === original) ||
      (ts.isBinaryExpression(parent) && parent.left === original && isAssignment(ts, parent)) ||
      ts.isDeleteExpression(parent)
    )
  }

  /** `x.constructor.name`, `new.target.name`, `Foo.name`: engines exist whose functions have no names. */
  const isFunctionName = (node: TS.PropertyAccessExpression): boolean => {
    if (node.name.text !== 'name' || ts.isOptionalChain(node) || isUsedInPlace(node)) return false
    const fn = ts.getOriginalNode(node.expression)
    if (ts.isMetaProperty(fn)) return true
    if (ts.isPropertyAccessExpression(fn)) return fn.name.text === 'constructor'
    const kind = ts.isIdentifier(fn) ? scopes.of(fn)?.kind : undefined
    return kind === 'class' || kind === 'function'
  }

  const isWritten = (node: TS.Node): boolean => {
    const { parent } = node as { parent?: TS.Node }
    return parent !== undefined && ts.isBinaryExpression(parent) && parent.left === node && isAssignment(ts, parent)
  }

  const through = (name: string, args: TS.Expression[], origin: TS.Node) =>
    ts.setSourceMapRange(ts.factory.createCallExpression(runtime.member(name), undefined, args), origin)

  /** TypeScript makes the strings anew at each evaluation, but in modules; the language makes them once for each place. */
  const templates = new Templates(ts, file, fresh, (cooked, raw) => through('template', [cooked, raw], file))

  /** tag`…` as a call, so that the tag keeps its object. */
  const tagged = (node: TS.TaggedTemplateExpression): TS.Node => {
    const spans = ts.isTemplateExpression(node.template) ? node.template.templateSpans : []
    const args = [templates.strings(node.template), ...spans.map((span) => visit(span.expression) as TS.Expression)]
    const tag = isSuper(node.tag) ? node.tag : (visit(node.tag) as TS.Expression)
    const call = ts.factory.createCallExpression(tag, undefined, args)
    return ts.setSourceMapRange(ts.setTextRange(call, node), node)
  }

  /** The object whose parent `super` means, in the class around. */
  let owner: ((isStatic: boolean) => TS.Expression) | undefined
  let isStatic = false

  const classLike = (node: TS.ClassLikeDeclaration): TS.Node => {
    const before = owner
    const { name } = node
    const self = () => ts.factory.createIdentifier(name!.text)
    owner = name && ((ofClass) => (ofClass ? self() : ts.factory.createPropertyAccessExpression(self(), 'prototype')))
    const visited = ts.visitEachChild(
      node,
      (child) => {
        if (!ts.isClassElement(child)) return visit(child)
        const outer = isStatic
        isStatic =
          ts.canHaveModifiers(child) &&
          (ts.getModifiers(child)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) ?? false)
        const member = visit(child)
        isStatic = outer
        return member
      },
      undefined,
    )
    owner = before
    return visited
  }

  const superRead = (node: SuperAccess): TS.Node => {
    const key = ts.isPropertyAccessExpression(node)
      ? ts.factory.createStringLiteral(node.name.text)
      : (visit(node.argumentExpression) as TS.Expression)
    return through('superGet', [owner!(isStatic), key, ts.factory.createThis()], node)
  }

  const superWrite = (target: SuperAccess, value: TS.Expression): TS.Expression =>
    through('superSet', [...(superRead(target) as TS.CallExpression).arguments, value], target)

  /** `super.x = e`, `super.x += e`, `super.x ??= e`. */
  const superAssign = (node: TS.BinaryExpression, target: SuperAccess): TS.Node => {
    const value = visit(node.right) as TS.Expression
    const text = ts.tokenToString(node.operatorToken.kind)!.slice(0, -1)
    if (text === '') return superWrite(target, value)
    const token = operatorToken(ts, text)
    const read = superRead(target) as TS.Expression
    return LOGICAL.test(text)
      ? ts.factory.createBinaryExpression(read, token, superWrite(target, value))
      : superWrite(target, ts.factory.createBinaryExpression(read, token, value))
  }

  const superUpdate = (node: TS.PrefixUnaryExpression | TS.PostfixUnaryExpression, target: SuperAccess): TS.Node => {
    const { factory } = ts
    if (node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken) {
      return ts.visitEachChild(node, visit, undefined)
    }
    const [step, back] = node.operator === ts.SyntaxKind.PlusPlusToken ? ['+', '-'] : ['-', '+']
    const one = () => factory.createNumericLiteral(1)
    // A number first: '5' becomes 6.
    const old = factory.createPrefixPlus(superRead(target) as TS.Expression)
    const written = superWrite(target, factory.createBinaryExpression(old, operatorToken(ts, step!), one()))
    return ts.isPrefixUnaryExpression(node)
      ? written
      : factory.createBinaryExpression(written, operatorToken(ts, back!), one())
  }

  /** `[super.x] = …`: an assignment goes to a setter of ours. */
  const superTarget = (target: SuperAccess): TS.Expression => {
    const { factory } = ts
    const given = 'given'
    const parameter = factory.createParameterDeclaration(undefined, undefined, given)
    const write = superWrite(target, factory.createIdentifier(given))
    const body = factory.createBlock([factory.createExpressionStatement(write)])
    const set = factory.createArrowFunction(undefined, undefined, [parameter], undefined, undefined, body)
    return factory.createPropertyAccessExpression(through('target', [set], target), 'value')
  }

  /** The left side of an assignment, or a part of it. */
  const pattern = (node: TS.Node): TS.Node => {
    const inner = unwrapped(ts, node)
    if (owner && isSuper(inner)) return superTarget(inner)
    if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const [left, right] = [pattern(inner.left), visit(inner.right)] as [TS.Expression, TS.Expression]
      return ts.factory.updateBinaryExpression(inner, left, inner.operatorToken, right)
    }
    if (ts.isPropertyAssignment(inner)) {
      const [name, value] = [visit(inner.name) as TS.PropertyName, pattern(inner.initializer) as TS.Expression]
      return ts.factory.updatePropertyAssignment(inner, name, value)
    }
    if (ts.isSpreadAssignment(inner)) {
      return ts.factory.updateSpreadAssignment(inner, pattern(inner.expression) as TS.Expression)
    }
    if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner) || ts.isSpreadElement(inner))
      return ts.visitEachChild(inner, pattern, undefined)
    return visit(node)
  }

  const isPattern = (node: TS.Node): boolean => {
    const inner = unwrapped(ts, node)
    return ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner) || isSuper(inner)
  }

  const isSuper = (node: TS.Node): node is SuperAccess =>
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    node.expression.kind === ts.SyntaxKind.SuperKeyword

  const visit = (node: TS.Node): TS.Node => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node
    if (ts.isInterfaceDeclaration(node)) return node
    if (ts.isClassLike(node)) return classLike(node)
    if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression) && isBuiltIn(node)) {
      const base = visit(node.expression) as TS.Expression
      return ts.factory.updateExpressionWithTypeArguments(node, through('native', [base], node.expression), undefined)
    }
    if (owner && isSuper(node)) return superRead(node)
    if (owner && ts.isCallExpression(node) && isSuper(node.expression)) {
      // A method: TypeScript's own lowering calls it on the right object.
      return ts.factory.updateCallExpression(
        node,
        node.expression,
        undefined,
        node.arguments.map((arg) => visit(arg) as TS.Expression),
      )
    }
    if (owner && ts.isBinaryExpression(node) && isAssignment(ts, node)) {
      const left = unwrapped(ts, node.left)
      if (isSuper(left)) return superAssign(node, left)
      if (isPattern(left)) {
        const [target, value] = [pattern(left), visit(node.right)] as [TS.Expression, TS.Expression]
        return ts.factory.updateBinaryExpression(node, target, node.operatorToken, value)
      }
    }
    if (owner && (ts.isForOfStatement(node) || ts.isForInStatement(node)) && isPattern(node.initializer)) {
      const { initializer } = node
      return ts.visitEachChild(node, (child) => (child === initializer ? pattern(child) : visit(child)), undefined)
    }
    if (ts.isIdentifier(node) && ts.isAccessor(node.parent) && node.parent.name === node) {
      // TypeScript would copy an escape in the name as it was written.
      return ts.setTextRange(ts.factory.createIdentifier(node.text), node)
    }
    if (owner && (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))) {
      const operand = unwrapped(ts, node.operand)
      if (isSuper(operand)) return superUpdate(node, operand)
    }
    if (ts.isTaggedTemplateExpression(node)) return tagged(node)
    if (isFinally(ts, node)) {
      const args = [node.expression.expression, ...node.arguments].map((each) => visit(each) as TS.Expression)
      return through('lastly', args, node)
    }
    if (ts.isCallExpression(node) && node.arguments.length === 0) {
      const object = iterated(node.expression)
      if (object) return through('iterator', [visit(object) as TS.Expression], node)
    }
    const object = isUsedInPlace(node) ? undefined : (iterated(node) ?? optionallyIterated(node))
    if (object) {
      const isOptional = ts.isOptionalChain(node) ? [ts.factory.createTrue()] : []
      return through('iteratorMethod', [visit(object) as TS.Expression, ...isOptional], node)
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword && isIterator(node.left)) {
      const method = through('iteratorMethod', [visit(node.right) as TS.Expression], node)
      return ts.factory.createStrictInequality(method, ts.factory.createVoidZero())
    }
    if (ts.isPropertyAccessExpression(node)) {
      const symbol = isGlobal(node.expression, 'Symbol') ? providedSymbols[node.name.text] : undefined
      if (symbol) return ts.setSourceMapRange(runtime.member(symbol), node)
      if (isGlobal(node.expression, 'Array') && node.name.text === 'from')
        return ts.setSourceMapRange(runtime.member('arrayFrom'), node)
      if (isGlobal(unwrapped(ts, node.expression), 'Promise') && promiseWords.has(node.name.text) && !isWritten(node))
        return through('promiseStatic', [ts.factory.createStringLiteral(node.name.text)], node)
      const object = visit(node.expression) as TS.Expression
      if (isFunctionName(node)) return through('nameOf', [object], node)
      return object === node.expression ? node : ts.factory.updatePropertyAccessExpression(node, object, node.name)
    }
    if (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression)) {
      // `typeof Promise` asks whether there is one; with us there is.
      return ts.visitEachChild(node, visit, undefined)
    }
    if (ts.isShorthandPropertyAssignment(node) && globals.has(node.name.text) && isGlobal(node.name, node.name.text)) {
      return ts.factory.createPropertyAssignment(node.name.text, runtime.member(node.name.text))
    }
    if (ts.isIdentifier(node) && globals.has(node.text) && isGlobal(node, node.text) && isUse(ts, node)) {
      return ts.setSourceMapRange(runtime.member(node.text), node)
    }
    return ts.visitEachChild(node, visit, undefined)
  }
  const visited = ts.visitEachChild(file, visit, undefined)
  return templates.addTo(visited)
}

/** `x.finally(…)`: promises of 2015 have no such method. */
function isFinally(
  ts: typeof TS,
  node: TS.Node,
): node is TS.CallExpression & { expression: TS.PropertyAccessExpression } {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'finally' &&
    node.expression.expression.kind !== ts.SyntaxKind.SuperKeyword &&
    !ts.isOptionalChain(node) &&
    node.arguments.length < 2 &&
    !node.arguments.some((argument) => ts.isSpreadElement(argument))
  )
}

function unwrapped(ts: typeof TS, node: TS.Node): TS.Node {
  let inner = node
  while (isWrapper(ts, inner)) inner = inner.expression
  return inner
}

type SuperAccess = TS.PropertyAccessExpression | TS.ElementAccessExpression

const LOGICAL = /^(&&|\|\||\?\?)$/

const BUILT_INS =
  /^(\w*Error|Array|Map|Set|WeakMap|WeakSet|Promise|RegExp|Date|Function|EventTarget|ArrayBuffer|\w+Array)$/

function isUse(ts: typeof TS, node: TS.Identifier): boolean {
  if (!isReference(ts, node)) return false
  const { parent } = node as { parent?: TS.Node }
  return !parent || !(ts.isVariableDeclaration(parent) && parent.name === node)
}
