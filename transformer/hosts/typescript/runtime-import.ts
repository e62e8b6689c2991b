/**
 * How a file reaches the runtime.
 *
 * A namespace import, never named ones: names injected before TypeScript's own transforms stay
 * unbound in CommonJS, AMD and System output. CommonJS sources require it; classic scripts are
 * given a global.
 */

import type * as TS from 'typescript'
import { DEFAULT_RUNTIME, namesCommonJs, type RuntimeOption } from '../runtime-option.js'

export class RuntimeImport {
  private used = false

  constructor(
    private readonly ts: typeof TS,
    private readonly source: TS.SourceFile,
    private readonly option: RuntimeOption = DEFAULT_RUNTIME,
    private readonly namespace: string,
    /** What comes out is CommonJS, whatever the source is. */
    private readonly requires = false,
  ) {}

  member(name: string): TS.PropertyAccessExpression {
    const { factory } = this.ts
    this.used = true
    const object = typeof this.option === 'string' ? this.namespace : this.option.global
    return factory.createPropertyAccessExpression(factory.createIdentifier(object), name)
  }

  addTo(file: TS.SourceFile): TS.SourceFile {
    const { ts } = this
    if (!this.used || typeof this.option !== 'string') return file
    const directives = file.statements.findIndex(
      (s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)),
    )
    const at = directives < 0 ? file.statements.length : directives
    const statements = [...file.statements.slice(0, at), this.declaration(this.option), ...file.statements.slice(at)]
    return ts.factory.updateSourceFile(file, ts.setTextRange(ts.factory.createNodeArray(statements), file.statements))
  }

  private declaration(specifier: string): TS.Statement {
    const { ts } = this
    const { factory } = ts
    const module = factory.createStringLiteral(specifier, true)
    if (this.isCommonJs()) {
      const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [module])
      return factory.createVariableStatement(undefined, [
        factory.createVariableDeclaration(this.namespace, undefined, undefined, call),
      ])
    }
    const clause = factory.createImportClause(
      undefined,
      undefined,
      factory.createNamespaceImport(factory.createIdentifier(this.namespace)),
    )
    return factory.createImportDeclaration(undefined, clause, module)
  }

  /** True when what comes out is an ECMAScript module. */
  isModule(kind: TS.ModuleKind | undefined): boolean {
    const { ModuleKind } = this.ts
    // Both kinds may stand in such a file.
    if (kind === ModuleKind.Preserve) return this.source.statements.some((it) => this.isOfModule(it))
    return kind !== undefined && kind >= ModuleKind.ES2015 && kind <= ModuleKind.ESNext && !this.isCommonJs()
  }

  private isOfModule(it: TS.Statement): boolean {
    const { ts } = this
    if (ts.isImportDeclaration(it) || ts.isExportDeclaration(it)) return true
    if (ts.isExportAssignment(it)) return !it.isExportEquals
    const modifiers = ts.canHaveModifiers(it) ? ts.getModifiers(it) : undefined
    return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
  }

  private isCommonJs(): boolean {
    if (this.ts.isExternalModule(this.source)) return false
    if (this.requires || /\.c[jt]s$/.test(this.source.fileName)) return true
    return namesCommonJs(this.source.text)
  }
}
