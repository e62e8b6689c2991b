/**
 * What the tsconfig of a project says of its language: how JSX is written out, which decorators are meant, whether
 * fields are defined or assigned; and what its `paths` stand for, where a bundler does not look. Everything else there
 * is a matter of types.
 */
import { existsSync } from 'node:fs'
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
> & {
  /** Never of the tsconfig: whoever bundles finds the file by the name that is written. */
  rewriteRelativeImportExtensions?: boolean
}

const NAMES = [
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'experimentalDecorators',
  'emitDecoratorMetadata',
  'useDefineForClassFields',
] as const

/** Of the tsconfig that is nearest to the file. Packages have been compiled with their own. */
export function projectOptions(file: string): ProjectOptions | undefined {
  const options = optionsOf(file)
  if (!options) return undefined
  const { JsxEmit, ScriptTarget } = findTypeScript()
  const found: ProjectOptions = {}
  // JSX that is kept is for someone who comes later, and nobody does.
  const isKept = options.jsx === JsxEmit.Preserve || options.jsx === JsxEmit.ReactNative
  if (options.jsx !== undefined && !isKept) found.jsx = options.jsx
  for (const name of NAMES) if (options[name] !== undefined) Object.assign(found, { [name]: options[name] })
  // Its rule for targets of before fields: what has no value is a type.
  if (options.target !== undefined && options.target < ScriptTarget.ES2022) found.useDefineForClassFields ??= false
  return found
}

/** The file that `paths` of the tsconfig make of a specifier. */
export function aliased(specifier: string, importer: string): string | undefined {
  const options = optionsOf(importer)
  const isNamed = Object.keys(options?.paths ?? {}).some((it) => {
    const [start = '', end = ''] = it.split('*')
    return it.includes('*') ? specifier.startsWith(start) && specifier.endsWith(end) : specifier === it
  })
  if (!options || !isNamed) return undefined
  const ts = findTypeScript()
  const { resolvedModule } = ts.resolveModuleName(specifier, importer, { ...options, allowJs: true }, ts.sys)
  const file = resolvedModule?.resolvedFileName
  return file === undefined || /\.d\.[cm]?ts$/.test(file) ? undefined : file
}

function optionsOf(file: string): TS.CompilerOptions | undefined {
  return /[\\/]node_modules[\\/]/.test(file) ? undefined : nearest(dirname(resolve(file)))
}

const ofFolder = new Map<string, TS.CompilerOptions | undefined>()

function nearest(folder: string): TS.CompilerOptions | undefined {
  if (!ofFolder.has(folder)) {
    const above = dirname(folder)
    ofFolder.set(folder, read(join(folder, 'tsconfig.json')) ?? (above === folder ? undefined : nearest(above)))
  }
  return ofFolder.get(folder)
}

function read(file: string): TS.CompilerOptions | undefined {
  if (!existsSync(file)) return undefined
  const ts = findTypeScript()
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config?: unknown }
  // Which files belong to it is not asked.
  const host: TS.ParseConfigHost = { ...ts.sys, readDirectory: () => [] }
  return ts.parseJsonConfigFileContent(config ?? {}, host, dirname(file)).options
}
