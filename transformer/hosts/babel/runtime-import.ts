/**
 * How a file reaches the runtime: a namespace import; `require` in CommonJS; a global in classic
 * scripts. The same rules as for the TypeScript tree, so that both hosts give the same program.
 */

import type * as T from '@babel/types'
import { DEFAULT_RUNTIME, namesCommonJs, type RuntimeOption } from '../runtime-option.js'
import type { Types } from './tree.js'

export class RuntimeImport {
  private used = false

  constructor(
    private readonly t: Types,
    private readonly option: RuntimeOption = DEFAULT_RUNTIME,
    private readonly namespace: string,
    private readonly text: string,
  ) {}

  /** A `var` at the top of the file is no global. */
  isScoped(program: T.Program): boolean {
    return typeof this.option === 'string' || program.sourceType === 'module' || this.isCommonJs(program)
  }

  member(name: string): T.MemberExpression {
    const { t } = this
    this.used = true
    const object = typeof this.option === 'string' ? this.namespace : this.option.global
    return t.memberExpression(t.identifier(object), t.identifier(name))
  }

  addTo(program: T.Program): T.Program {
    const { t } = this
    if (!this.used || typeof this.option !== 'string') return program
    const specifier = t.stringLiteral(this.option)
    const namespace = t.identifier(this.namespace)
    if (this.isCommonJs(program)) {
      const call = t.callExpression(t.identifier('require'), [specifier])
      const required = t.variableDeclaration('var', [t.variableDeclarator(namespace, call)])
      return { ...program, body: [required, ...program.body] }
    }
    const imported = t.importDeclaration([t.importNamespaceSpecifier(namespace)], specifier)
    return { ...program, body: [imported, ...program.body], sourceType: 'module' }
  }

  private isCommonJs(program: T.Program): boolean {
    return program.sourceType !== 'module' && namesCommonJs(this.text)
  }
}
