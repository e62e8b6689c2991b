/**
 * `rewriteRelativeImportExtensions`, for `import('./late.ts')`: TypeScript looks for these calls in the text and
 * takes the nodes that it finds there, so those of a lowered function it misses.
 */
import type * as TS from 'typescript'

export function rewriteImports(ts: typeof TS, file: TS.SourceFile, context: TS.TransformationContext): TS.SourceFile {
  const { rewriteRelativeImportExtensions, jsx } = context.getCompilerOptions()
  if (!rewriteRelativeImportExtensions || !/\bimport\s*\(/.test(file.text)) return file
  const visit = (node: TS.Node): TS.Node => {
    const visited = ts.visitEachChild(node, visit, context)
    if (!ts.isCallExpression(visited) || visited.expression.kind !== ts.SyntaxKind.ImportKeyword) return visited
    const [name, ...rest] = visited.arguments
    const found = name && ts.isStringLiteralLike(name) && /^(\.{1,2}\/.*)\.([cm]?)ts(x?)$/.exec(name.text)
    if (!found || /\.d\.[cm]?ts$/.test(name.text)) return visited
    const [, stem, kind, x] = found
    const literal = ts.factory.createStringLiteral(`${stem}.${kind}js${jsx === ts.JsxEmit.Preserve ? x : ''}`, true)
    const specifier = ts.setTextRange(literal, name)
    return ts.factory.updateCallExpression(visited, visited.expression, visited.typeArguments, [specifier, ...rest])
  }
  return ts.visitEachChild(file, visit, context)
}
