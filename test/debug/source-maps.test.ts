/**
 * Every token of the source that is still there maps back: each name, literal and `this` of each
 * case has a place in the output. Not there any more are names of labels (a jump needs none),
 * declarations without a value, and what JSX turns into strings.
 */
import { decode } from '@jridgewell/sourcemap-codec'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { compile } from '../../transformer/index.js'

const root = join(import.meta.dirname, '../cases')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /input\.tsx?$/.test(path))
// One in four, the same ones whatever comes and goes beside them, to be quick; ALL=1 takes them all.
const chosen = files.sort().filter((path) => process.env.ALL !== undefined || path.length % 4 === 0)

it.each([
  ['typescript', false],
  ['typescript', true],
  ['babel', false],
] as const)('maps what came from the source, tree of %s, debug: %s', (host, debug) => {
  let tokens = 0
  const lost: string[] = []
  for (const path of chosen) {
    const source = readFileSync(join(root, path), 'utf8')
    const { map, diagnostics } = compile(source, {
      fileName: basename(path),
      host,
      debug,
      target: 'esnext',
      sourceMap: true,
    })
    if (!map || diagnostics.length > 0) continue
    const mapped = new Set(decode(map.mappings).flatMap((line) => line.map(([, , row, column]) => `${row}:${column}`)))
    for (const { place, text } of tokensOf(source)) {
      tokens++
      if (!mapped.has(place)) lost.push(`${dirname(path)} ${place} ${text}`)
    }
  }
  expect(tokens).toBeGreaterThan(2_000)
  // Dead code, elements of patterns that fold into one read, members of an enum in Babel's tree.
  expect(lost.length / tokens, lost.slice(0, 20).join('\n')).toBeLessThan(0.005)
})

it('names in the map what goes by another name in the output', () => {
  const source = 'async function total(sum: number) {\n  sum += await sum\n  { let sum = await 2; use(sum) }\n}\n'
  const { map } = compile(source, { target: 'es2022', sourceMap: true })
  expect(map!.names).toEqual(expect.arrayContaining(['sum', 'total']))
})

function tokensOf(source: string): { place: string; text: string }[] {
  const file = ts.createSourceFile('input.tsx', source, ts.ScriptTarget.Latest, true)
  const tokens: { place: string; text: string }[] = []
  const visit = (node: ts.Node): void => {
    if (isErased(node)) return
    const isToken = ts.isIdentifier(node) || ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword
    if (isToken && !isSilent(node)) {
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart())
      tokens.push({ place: `${line}:${character}`, text: node.getText() })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return tokens
}

function isErased(node: ts.Node): boolean {
  if (ts.isTypeNode(node)) return !ts.isExpressionWithTypeArguments(node)
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node))
    return true
  if (ts.isFunctionLike(node) && !('body' in node && node.body)) return true
  return ts.canHaveModifiers(node) && (node.modifiers?.some((it) => it.kind === ts.SyntaxKind.DeclareKeyword) ?? false)
}

function isSilent(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return true
  if (ts.isVariableDeclaration(parent)) return parent.name === node && !parent.initializer
  if (ts.isParameter(parent)) return ts.isIdentifier(node) && node.text === 'this'
  return ts.isJsxText(node) || ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)
}
