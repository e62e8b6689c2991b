/**
 * The jest transformer. jest loads no modules by itself, so it gets CommonJS, the runtime's too:
 *
 *   transform: { '\\.[cm]?[jt]sx?$': 'globeflower/jest' },
 *   transformIgnorePatterns: ['/node_modules/(?!globeflower/)'],
 *
 * Options go beside it: `['globeflower/jest', { semantics: 'promise' }]`.
 */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { projectOptions } from '../hosts/typescript/project.js'
import { compile, type CompileOptions, type SourceMapV3 } from '../index.js'

export type JestOptions = Pick<CompileOptions, 'semantics' | 'target' | 'host'>

interface Call {
  configString?: string
  supportsStaticESM?: boolean
}

const { version } = createRequire(import.meta.url)('globeflower/package.json') as { version: string }

export function createTransformer(options: JestOptions = {}) {
  const { target = 'es2022', ...rest } = options
  return {
    process(
      source: string,
      fileName: string,
      { supportsStaticESM = false }: Call = {},
    ): { code: string; map?: SourceMapV3 } {
      const module = supportsStaticESM ? 'preserve' : 'commonjs'
      const { code, map, diagnostics } = compile(source, {
        ...rest,
        target,
        fileName,
        module,
        sourceMap: true,
        project: rest.host === 'babel' ? undefined : projectOptions(fileName),
      })
      const fault = diagnostics.find(({ severity }) => severity !== 'warning')
      if (fault) throw new SyntaxError(`${fileName}:${fault.line}:${fault.column}: ${fault.message} (${fault.id})`)
      return { code, ...(map ? { map } : {}) }
    },

    getCacheKey(source: string, fileName: string, { configString = '', supportsStaticESM = false }: Call = {}): string {
      // What the tsconfig says of the language makes other code, too.
      const settings = [options, rest.host === 'babel' ? undefined : projectOptions(fileName)]
      const parts = [version, JSON.stringify(settings), configString, String(supportsStaticESM), fileName, source]
      return createHash('sha256').update(parts.join('\0')).digest('hex')
    },
  }
}

export default { createTransformer }
