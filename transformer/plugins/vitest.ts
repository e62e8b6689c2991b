/**
 * The vitest plugin: tests and what they test run lowered, on the Node that runs vitest.
 *
 * Vitest leaves packages to Node; those under `include` it takes in, so that they are lowered too.
 */
import type { CompileOptions } from '../index.js'
import { aliased } from '../hosts/typescript/project.js'
import { Lowering, SOURCE, SUSPENDING } from './lowering.js'
import type { RollupPlugin } from './unplugin.js'

export interface VitestOptions extends Pick<CompileOptions, 'semantics' | 'runtime' | 'host'> {
  /** Default 'esnext': only what suspends. */
  target?: CompileOptions['target']
  /** Packages to lower as well. */
  include?: string[]
}

export default function globeflower({ include = [], target = 'esnext', ...options }: VitestOptions = {}): RollupPlugin {
  const lowering = new Lowering({ ...options, target, drain: false, builtins: false })
  const plugin = {
    name: 'globeflower',

    config: () => ({ test: { server: { deps: { inline: include.map(pattern) } } } }),

    resolveId: (specifier: string, importer: string | undefined) =>
      importer && !specifier.startsWith('.') ? aliased(specifier, importer) : undefined,

    transform: {
      filter: { id: SOURCE, ...(lowering.isOld ? {} : { code: SUSPENDING }) },
      handler(source: string, id: string) {
        const path = id.split('?')[0]!
        const isPackage = /[\\/]node_modules[\\/]/.test(path)
        if (isPackage && !include.some((it) => pattern(it).test(path))) return undefined
        const made = lowering.lower(path, source, { stripsTypes: true })
        if (!made) return undefined
        const fault = made.diagnostics.find(({ severity }) => severity !== 'warning')
        if (fault) throw new SyntaxError(`${path}:${fault.line}:${fault.column}: ${fault.message} (${fault.id})`)
        return { code: made.code, map: made.map }
      },
    },
  }
  return plugin
}

function pattern(name: string): RegExp {
  return new RegExp(`[\\\\/]node_modules[\\\\/]${name.replace(/[.\\/]/g, '\\$&')}[\\\\/]`)
}
