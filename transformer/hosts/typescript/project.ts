/**
 * What the tsconfig of a project says of its language: how JSX is written out, which decorators are meant, whether
 * fields are defined or assigned. Everything else there is a matter of types, or of whoever bundles.
 */
import { dirname, join, resolve } from 'node:path'
import type * as TS from 'typescript'
import { findTypeScript } from './find.js'

export type ProjectOptions = Pick<
  TS.CompilerOptions,
  | 'jsx'
  | 'jsxFactory'
  | 'jsxFragmentFactory'
  | 'jsxImportSource'
  | 'experimentalDecorators'
  | 'emitDecoratorMetadata'
  | 'useDefineForClassFields'
>

const NAMES = [
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'experimentalDecorators',
  'emitDecoratorMetadata',
  'useDefineForClassFields',
] as const

const ofFolder = new Map<string, ProjectOptions | undefined>()

/** Of the tsconfig that is nearest to the file. Packages have been compiled with their own. */
export function projectOptions(file: string): ProjectOptions | undefined {
  return /[\\/]node_modules[\\/]/.test(file) ? undefined : nearest(dirname(resolve(file)))
}

function nearest(folder: string): ProjectOptions | undefined {
  if (!ofFolder.has(folder)) {
    const above = dirname(folder)
    ofFolder.set(folder, read(join(folder, 'tsconfig.json')) ?? (above === folder ? undefined : nearest(above)))
  }
  return ofFolder.get(folder)
}

function read(file: string): ProjectOptions | undefined {
  const ts = findTypeScript()
  if (!ts.sys.fileExists(file)) return undefined
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config?: unknown }
  // Which files belong to it is not asked.
  const host: TS.ParseConfigHost = { ...ts.sys, readDirectory: () => [] }
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, dirname(file))
  const found: ProjectOptions = {}
  // JSX that is kept is for someone who comes later, and nobody does.
  const isKept = options.jsx === ts.JsxEmit.Preserve || options.jsx === ts.JsxEmit.ReactNative
  if (options.jsx !== undefined && !isKept) found.jsx = options.jsx
  for (const name of NAMES) if (options[name] !== undefined) Object.assign(found, { [name]: options[name] })
  // Its rule for targets of before fields: what has no value is a type.
  if (options.target !== undefined && options.target < ts.ScriptTarget.ES2022) found.useDefineForClassFields ??= false
  return found
}
