/**
 * Names that old engines lack, reached through the runtime: `Promise`, `setTimeout`,
 * `Symbol.iterator`, `Array.from` and their like. No global is touched; a name that the file
 * declares itself stays its own. Classes that extend a built-in go through the runtime too.
 */

import type * as TS from 'typescript'
import { corePromiseWords, promiseWords, providedGlobals, providedSymbols } from '../../runtime-names.js'
import { isReference } from './facts.js'
import { PlainExpressions } from './plain-expressions.js'
import type { RuntimeImport } from './runtime-import.js'
import type { Scopes } from './scopes.js'
import { isSuper, SuperAccess } from './super-access.js'
import { Templates } from './templates.js'
import { operatorToken } from './make.js'
import { isAssignment, isUpdate, unwrapped } from './tree.js'

const globals: ReadonlySet<string> = new Set(providedGlobals)

export function provide(
  ts: typeof TS,
  file: TS.SourceFile,
  scopes: Scopes,
  runtime: RuntimeImport,
  fresh: (hint: string) => string,
  fields: boolean,
): TS.SourceFile {
  const { SyntaxKind } = ts
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

  /** What becomes of a member in its place; undefined for one that was made. */
  const useOf = (node: TS.Node): 'call' | 'write' | 'read' | undefined => {
    const original = ts.getOriginalNode(node)
    const { parent } = original as { parent?: TS.Node }
    if (!parent) return undefined
    if (ts.isCallExpression(parent) && parent.expression === original) return 'call'
    const isTarget = isAssignment(ts, parent) && parent.left === original
    return isTarget || ts.isDeleteExpression(parent) ? 'write' : 'read'
  }

  /** `x.constructor.name`, `new.target.name`, `Foo.name`: engines exist whose functions have no names. */
  const isFunctionName = (node: TS.PropertyAccessExpression): boolean => {
    if (node.name.text !== 'name' || ts.isOptionalChain(node) || useOf(node) !== 'read') return false
    const fn = ts.getOriginalNode(node.expression)
    if (ts.isMetaProperty(fn)) return true
    if (ts.isPropertyAccessExpression(fn)) return fn.name.text === 'constructor'
    const kind = ts.isIdentifier(fn) ? scopes.of(fn)?.kind : undefined
    return kind === 'class' || kind === 'function'
  }

  const through = (name: string, args: TS.Expression[], origin: TS.Node) =>
    ts.setSourceMapRange(ts.factory.createCallExpression(runtime.member(name), undefined, args), origin)

  /** TypeScript makes the strings anew at each evaluation, but in modules; the language makes them once for each place. */
  const templates = new Templates(ts, file, fresh, (cooked, raw) => through('template', [cooked, raw], file))

  /** tag`…` as a call, so that the tag keeps its object. */
  const tagged = (node: TS.TaggedTemplateExpression): TS.Node => {
    const spans = ts.isTemplateExpression(node.template) ? node.template.templateSpans : []
    const args = [templates.strings(node.template), ...spans.map((span) => visit(span.expression) as TS.Expression)]
    const tag = isSuper(ts, node.tag) ? node.tag : (visit(node.tag) as TS.Expression)
    const call = ts.factory.createCallExpression(tag, undefined, args)
    return ts.setSourceMapRange(ts.setTextRange(call, node), node)
  }

  const isConstant = (node: TS.Node): node is TS.Identifier =>
    ts.isIdentifier(node) && node.pos >= 0 && scopes.of(node)?.kind === 'const'

  const superAccess = new SuperAccess(ts, (node) => visit(node), through, isConstant)

  /** `x = e`, `x += e`, `x++` for a constant, which below ES2015 is a variable. */
  const refused = (node: TS.Node): TS.Expression | undefined => {
    const isWrite = isAssignment(ts, node) || isUpdate(ts, node)
    const name = isWrite && unwrapped(ts, isUpdate(ts, node) ? node.operand : node.left)
    if (!isWrite || !name || !isConstant(name)) return undefined
    const { factory } = ts
    const refusal = through('constant', [factory.createStringLiteral(name.text)], node)
    if (isUpdate(ts, node)) return factory.createComma(factory.createPrefixPlus(name), refusal)
    const right = visit(node.right) as TS.Expression
    const text = ts.tokenToString(node.operatorToken.kind)!.slice(0, -1)
    if (text === '') return factory.createComma(right, refusal)
    const isLogical = /^(&&|\|\||\?\?)$/.test(text)
    return isLogical
      ? factory.createBinaryExpression(name, operatorToken(ts, text), factory.createComma(right, refusal))
      : factory.createComma(factory.createBinaryExpression(name, operatorToken(ts, text), right), refusal)
  }

  /** `x?.finally(f).then(g)`   →   x == null ? void 0 : $gf.lastly(x, f).then(g) */
  const optionalFinally = (chain: TS.Expression): TS.Expression | undefined => {
    if (!ts.isOptionalChain(chain)) return undefined
    let link: TS.Node = chain
    while (isLink(ts, link) && !isFinally(ts, link, true)) link = link.expression
    if (!isFinally(ts, link, true)) return undefined
    const call = link
    const { factory } = ts
    const object = visit(call.expression.expression) as TS.Expression
    const isSimple = ts.isIdentifier(object) || object.kind === ts.SyntaxKind.ThisKeyword
    const self = isSimple ? object : factory.createIdentifier(fresh('chain'))
    const rebuilt = (node: TS.Expression): TS.Expression => {
      if (node === call)
        return through('lastly', [self, ...call.arguments.map((it) => visit(it) as TS.Expression)], call)
      const inner = rebuilt((node as Link).expression)
      const goesOn = ts.isOptionalChain(inner)
      if (ts.isPropertyAccessExpression(node))
        return node.questionDotToken || goesOn
          ? factory.createPropertyAccessChain(inner, node.questionDotToken, node.name)
          : factory.createPropertyAccessExpression(inner, node.name)
      if (ts.isElementAccessExpression(node)) {
        const key = visit(node.argumentExpression) as TS.Expression
        return node.questionDotToken || goesOn
          ? factory.createElementAccessChain(inner, node.questionDotToken, key)
          : factory.createElementAccessExpression(inner, key)
      }
      if (!ts.isCallExpression(node)) return inner
      const args = node.arguments.map((it) => visit(it) as TS.Expression)
      return node.questionDotToken || goesOn
        ? factory.createCallChain(inner, node.questionDotToken, undefined, args)
        : factory.createCallExpression(inner, undefined, args)
    }
    const isNothing = factory.createBinaryExpression(self, ts.SyntaxKind.EqualsEqualsToken, factory.createNull())
    const nothing = factory.createVoidZero()
    const whole = factory.createConditionalExpression(isNothing, undefined, nothing, undefined, rebuilt(chain))
    if (isSimple) return factory.createParenthesizedExpression(whole)
    const parameter = factory.createParameterDeclaration(undefined, undefined, self as TS.Identifier)
    const arrow = factory.createArrowFunction(undefined, undefined, [parameter], undefined, undefined, whole)
    return factory.createCallExpression(factory.createParenthesizedExpression(arrow), undefined, [object])
  }

  const plain = new PlainExpressions(ts, ts.getOriginalNode(file) as TS.SourceFile, scopes)

  const identifier = (node: TS.Identifier): TS.Node | undefined => {
    // TypeScript would copy an escape in the name as it was written.
    if (ts.isAccessor(node.parent) && node.parent.name === node)
      return ts.setTextRange(ts.factory.createIdentifier(node.text), node)
    if (!globals.has(node.text) || !isGlobal(node, node.text) || !isUse(ts, node)) return undefined
    const name = node.text === 'console' ? plain.consoleAt(node) : asksForCore(ts, node) ? 'CorePromise' : node.text
    return ts.setSourceMapRange(runtime.member(name), node)
  }

  const property = (node: TS.PropertyAccessExpression): TS.Node => {
    const symbol = isGlobal(node.expression, 'Symbol') ? providedSymbols.get(node.name.text) : undefined
    if (symbol) return ts.setSourceMapRange(runtime.member(symbol), node)
    if (isGlobal(node.expression, 'Array') && node.name.text === 'from')
      return ts.setSourceMapRange(runtime.member('arrayFrom'), node)
    if (
      promiseWords.has(node.name.text) &&
      isGlobal(unwrapped(ts, node.expression), 'Promise') &&
      useOf(node) !== 'write'
    )
      return through('promiseStatic', [ts.factory.createStringLiteral(node.name.text)], node)
    const object = visit(node.expression) as TS.Expression
    if (isFunctionName(node)) return through('nameOf', [object], node)
    return object === node.expression ? node : ts.factory.updatePropertyAccessExpression(node, object, node.name)
  }

  const element = (node: TS.ElementAccessExpression): TS.Node | undefined => {
    const object = iterated(node) ?? optionallyIterated(node)
    if (!object || useOf(node) !== 'read') return undefined
    const isOptional = ts.isOptionalChain(node) ? [ts.factory.createTrue()] : []
    return through('iteratorMethod', [visit(object) as TS.Expression, ...isOptional], node)
  }

  const call = (node: TS.CallExpression): TS.Node | undefined => {
    if (isFinally(ts, node)) {
      const args = [node.expression.expression, ...node.arguments].map((each) => visit(each) as TS.Expression)
      return through('lastly', args, node)
    }
    const object = node.arguments.length === 0 ? iterated(node.expression) : undefined
    return object && through('iterator', [visit(object) as TS.Expression], node)
  }

  const write = (node: TS.Node): TS.Node | undefined => {
    const refusal = refused(node)
    return refusal && ts.factory.createParenthesizedExpression(refusal)
  }

  const binary = (node: TS.BinaryExpression): TS.Node | undefined => {
    if (node.operatorToken.kind !== ts.SyntaxKind.InKeyword || !isIterator(node.left)) return write(node)
    const method = through('iteratorMethod', [visit(node.right) as TS.Expression], node)
    return ts.factory.createStrictInequality(method, ts.factory.createVoidZero())
  }

  const heritage = (node: TS.ExpressionWithTypeArguments): TS.Node | undefined => {
    if (!isBuiltIn(node)) return undefined
    const base = visit(node.expression) as TS.Expression
    return ts.factory.updateExpressionWithTypeArguments(node, through('native', [base], node.expression), undefined)
  }

  const field = (node: TS.PropertyDeclaration): TS.Node | undefined => {
    if (!fields || !isBareField(ts, node)) return undefined
    const { modifiers, questionToken, type } = node
    const name = visit(node.name) as TS.PropertyName
    const nothing = ts.factory.createVoidZero()
    return ts.factory.updatePropertyDeclaration(node, modifiers, name, questionToken, type, nothing)
  }

  const shorthand = ({ name }: TS.ShorthandPropertyAssignment): TS.Node | undefined =>
    globals.has(name.text) && isGlobal(name, name.text)
      ? ts.factory.createPropertyAssignment(name.text, runtime.member(name.text))
      : undefined

  /** Undefined for a node that stays, but for what is in it. */
  const changed = (node: TS.Node): TS.Node | undefined => {
    switch (node.kind) {
      case SyntaxKind.Identifier:
        return identifier(node as TS.Identifier)
      case SyntaxKind.PropertyAccessExpression: {
        const access = node as TS.PropertyAccessExpression
        return superAccess.lowered(access) ?? optionalFinally(access) ?? property(access)
      }
      case SyntaxKind.CallExpression: {
        const called = node as TS.CallExpression
        return superAccess.lowered(called) ?? optionalFinally(called) ?? call(called)
      }
      case SyntaxKind.BinaryExpression:
        return superAccess.lowered(node) ?? binary(node as TS.BinaryExpression)
      case SyntaxKind.ElementAccessExpression: {
        const access = node as TS.ElementAccessExpression
        return superAccess.lowered(access) ?? optionalFinally(access) ?? element(access)
      }
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression:
        return superAccess.lowered(node) ?? write(node)
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
        return superAccess.lowered(node)
      case SyntaxKind.ObjectLiteralExpression:
        return superAccess.inObject(node as TS.ObjectLiteralExpression, fresh)
      case SyntaxKind.ShorthandPropertyAssignment:
        return shorthand(node as TS.ShorthandPropertyAssignment)
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
        return superAccess.inClass(node as TS.ClassLikeDeclaration)
      case SyntaxKind.ExpressionWithTypeArguments:
        return heritage(node as TS.ExpressionWithTypeArguments)
      case SyntaxKind.PropertyDeclaration:
        return field(node as TS.PropertyDeclaration)
      case SyntaxKind.TaggedTemplateExpression:
        return tagged(node as TS.TaggedTemplateExpression)
      case SyntaxKind.NonNullExpression:
        return optionalFinally(node as TS.NonNullExpression)
      case SyntaxKind.InterfaceDeclaration:
        return node
    }
    return ts.isTypeNode(node) ? node : undefined
  }

  const visit = (node: TS.Node): TS.Node => changed(node) ?? ts.visitEachChild(node, visit, undefined)
  const visited = ts.visitEachChild(file, visit, undefined)
  return templates.addTo(visited)
}

/** `class { x }` defines x as undefined (ECMAScript 15.7.10); TypeScript's ES5 leaves it out. */
function isBareField(ts: typeof TS, node: TS.PropertyDeclaration): boolean {
  const isAbsent = node.modifiers?.some(
    ({ kind }) => kind === ts.SyntaxKind.DeclareKeyword || kind === ts.SyntaxKind.AbstractKeyword,
  )
  return !node.initializer && !isAbsent && !ts.isPrivateIdentifier(node.name)
}

type Link = TS.CallExpression | TS.PropertyAccessExpression | TS.ElementAccessExpression | TS.NonNullExpression

/** What can stand inside of an optional chain. */
function isLink(ts: typeof TS, node: TS.Node): node is Link {
  return ts.isOptionalChain(node) || ts.isNonNullChain(node)
}

/** `x.finally(…)`: promises of 2015 have no such method. `optional`: `x?.finally(…)`. */
function isFinally(
  ts: typeof TS,
  node: TS.Node,
  optional = false,
): node is TS.CallExpression & { expression: TS.PropertyAccessExpression } {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'finally' &&
    node.expression.expression.kind !== ts.SyntaxKind.SuperKeyword &&
    (optional ? node.expression.questionDotToken !== undefined && !node.questionDotToken : !ts.isOptionalChain(node)) &&
    node.arguments.length < 2 &&
    !node.arguments.some((argument) => ts.isSpreadElement(argument))
  )
}

const BUILT_INS =
  /^(\w*Error|Array|Map|Set|WeakMap|WeakSet|Promise|RegExp|Date|Function|EventTarget|ArrayBuffer|\w+Array)$/

/** `new Promise(…)`, `Promise.resolve`, `instanceof Promise`: the combinators stay where they are. */
function asksForCore(ts: typeof TS, node: TS.Identifier): boolean {
  const { parent } = node as { parent?: TS.Node }
  if (node.text !== 'Promise' || !parent) return false
  if (ts.isPropertyAccessExpression(parent)) return corePromiseWords.has(parent.name.text)
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword
  return ts.isNewExpression(parent) && parent.expression === node
}

function isUse(ts: typeof TS, node: TS.Identifier): boolean {
  if (!isReference(ts, node)) return false
  const { parent } = node as { parent?: TS.Node }
  return !parent || !(ts.isVariableDeclaration(parent) && parent.name === node)
}
