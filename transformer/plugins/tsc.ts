/**
 * The ts-patch plugin: `{ "transform": "globeflower/tsc" }` under `plugins` in a
 * tsconfig, then `tspc` in place of `tsc`.
 *
 * Law: one TypeScript, the one that compiles: it comes in through `extras`. No
 * top-level await here, for ts-patch loads this file with `require`.
 */
import type * as TS from 'typescript'
import { severityOf } from '../errors.js'
import { createTransformer, type TransformOptions } from '../hosts/typescript.js'

export interface TscOptions extends Pick<TransformOptions, 'semantics' | 'runtime' | 'debug'> {
  /** Also set by ts-patch itself. */
  [setting: string]: unknown
}

/** The part of ts-patch's extras that is used. */
export interface TscExtras {
  ts: typeof TS
  addDiagnostic(diagnostic: TS.Diagnostic): number
}

export default function globeflower(
  program: TS.Program,
  options: TscOptions,
  { ts, addDiagnostic }: TscExtras,
): TS.TransformerFactory<TS.SourceFile> {
  const target = program.getCompilerOptions().target ?? ts.ScriptTarget.ES5
  const isOld = target <= ts.ScriptTarget.ES5
  return createTransformer(ts, {
    ...(options.semantics ? { semantics: options.semantics } : {}),
    ...(options.runtime ? { runtime: options.runtime } : {}),
    debug: options.debug === true,
    provide: isOld,
    helpers: isOld,
    report: ({ id, message, file, start, length }) => {
      addDiagnostic({
        category: ts.DiagnosticCategory[severityOf(id) === 'warning' ? 'Warning' : 'Error'],
        code: CODE,
        source: 'globeflower',
        messageText: `${message} (${id})`,
        file,
        start,
        length,
      })
    },
  })
}

/** Above all of TypeScript's own. */
const CODE = 190_001
