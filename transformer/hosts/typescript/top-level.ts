/**
 * Top-level `await` below ES2022: the module's statements become the body of an async function,
 * called on the spot; imports stay in front. Done on the text, line for line, so that the map holds.
 *
 * Whoever imports such a module would have to wait for it, so one that exports is refused.
 */

import type * as TS from 'typescript'

export interface Wrapped {
  text: string
  /** Why it cannot be done. */
  refused: { start: number; length: number } | undefined
}

export function wrapTopLevelAwait(ts: typeof TS, text: string, fileName: string): Wrapped {
  if (!/\bawait\b/.test(text)) return { text, refused: undefined }
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true)
  const first = firstAwait(ts, source)
  if (!first) return { text, refused: undefined }
  if (source.statements.some((statement) => isExport(ts, statement))) {
    return { text, refused: { start: first.getStart(), length: first.end - first.getStart() } }
  }
  let imports = ''
  let rest = text
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isImportEqualsDeclaration(statement)) continue
    const [start, end] = [statement.getStart(), statement.end]
    imports += `${text.slice(start, end).replace(/\s*\n\s*/g, ' ').replace(/;?$/, ';')} `
    rest = rest.slice(0, start) + rest.slice(start, end).replace(/[^\n]/g, ' ') + rest.slice(end)
  }
  const shebang = /^#!.*\n/.exec(rest)?.[0] ?? ''
  return { text: `${shebang}${imports}(async () => {${rest.slice(shebang.length)}\n})();\nexport {};`, refused: undefined }
}

export function firstAwait(ts: typeof TS, node: TS.Node): TS.Node | undefined {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return node
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing) return node
  if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isTypeNode(node)) return undefined
  return ts.forEachChild(node, (child) => firstAwait(ts, child))
}

function isExport(ts: typeof TS, statement: TS.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false)
}
