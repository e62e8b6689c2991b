/**
 * Top-level `await` below ES2022: the module's statements become the body of an async function,
 * called on the spot; imports stay in front. Done on the text, line for line, so that the map holds.
 *
 * Whoever imports such a module would have to wait for it, so one that exports is refused.
 */

import type * as TS from 'typescript'

/** The text as it is where there is nothing to wrap, or where that cannot be done. */
export function wrapTopLevelAwait(ts: typeof TS, source: TS.SourceFile): string {
  const { text } = source
  if (!/\bawait\b/.test(text)) return text
  if (!firstAwait(ts, source) || source.statements.some((statement) => isExport(ts, statement))) return text
  let imports = ''
  let rest = text
  for (const statement of source.statements) {
    const isImport = ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)
    if (!isImport && !isEmptyExport(ts, statement)) continue
    const [start, end] = [statement.getStart(source), statement.end]
    if (isImport) {
      imports += `${text
        .slice(start, end)
        .replace(/\s*\n\s*/g, ' ')
        .replace(/;?$/, ';')} `
    }
    rest = rest.slice(0, start) + rest.slice(start, end).replace(/[^\n]/g, ' ') + rest.slice(end)
  }
  const shebang = /^#!.*\n/.exec(rest)?.[0] ?? ''
  return `${shebang}${imports}(async () => {${rest.slice(shebang.length)}\n})();\nexport {};`
}

export function firstAwait(ts: typeof TS, node: TS.Node): TS.Node | undefined {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return node
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing)
    return node
  if (
    ts.isFunctionLike(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isTypeNode(node)
  )
    return undefined
  return ts.forEachChild(node, (child) => firstAwait(ts, child))
}

/** `export {}` only says that the file is a module. */
function isEmptyExport(ts: typeof TS, statement: TS.Statement): boolean {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier) return false
  const { exportClause } = statement
  return exportClause !== undefined && ts.isNamedExports(exportClause) && exportClause.elements.length === 0
}

function isExport(ts: typeof TS, statement: TS.Statement): boolean {
  if (isEmptyExport(ts, statement)) return false
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  )
}
