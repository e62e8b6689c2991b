/**
 * The strings of tagged templates: made once for each place, and kept in a variable of the file.
 *
 * Classic scripts share their variables, so there the name holds a sum of the text.
 */

import type * as TS from 'typescript'

export class Templates {
  private readonly names: string[] = []

  constructor(
    private readonly ts: typeof TS,
    private readonly file: TS.SourceFile,
    private readonly fresh: (hint: string) => string,
    private readonly make: (cooked: TS.Expression, raw: TS.Expression) => TS.Expression,
  ) {}

  /** `strings || (strings = template(cooked, raw))` */
  strings(template: TS.TemplateLiteral): TS.Expression {
    const { ts } = this
    const { factory } = ts
    const parts = ts.isTemplateExpression(template)
      ? [template.head, ...template.templateSpans.map((span) => span.literal)]
      : [template]
    const name = this.fresh(ts.isExternalModule(this.file) ? 'strings' : `strings${sumOf(this.file.text)}`)
    this.names.push(name)
    const raws = parts.map((part) => factory.createStringLiteral(part.rawText!.replace(/\r\n?/g, '\n')))
    const made = this.make(
      factory.createArrayLiteralExpression(parts.map((part) => this.cooked(part))),
      factory.createArrayLiteralExpression(raws),
    )
    return factory.createLogicalOr(
      factory.createIdentifier(name),
      factory.createAssignment(factory.createIdentifier(name), made),
    )
  }

  addTo(file: TS.SourceFile): TS.SourceFile {
    const { ts, names } = this
    if (names.length === 0) return file
    const declared = ts.factory.createVariableStatement(
      undefined,
      names.map((name) => ts.factory.createVariableDeclaration(name)),
    )
    return ts.factory.updateSourceFile(
      file,
      ts.setTextRange(ts.factory.createNodeArray([...file.statements, declared]), file.statements),
    )
  }

  /** Without a value where an escape is none: `\\unicode`. */
  private cooked(part: TS.TemplateLiteralToken): TS.Expression {
    const { factory } = this.ts
    const { templateFlags = 0 } = part as { templateFlags?: number }
    return templateFlags & INVALID_ESCAPE ? factory.createVoidZero() : factory.createStringLiteral(part.text)
  }
}

/** `TokenFlags.ContainsInvalidEscape`, which TypeScript keeps to itself. */
const INVALID_ESCAPE = 1 << 11

function sumOf(text: string): string {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0
  return (sum >>> 0).toString(36)
}
