/**
 * A plugin for @babel/core 7 and 8 that lowers the whole file in `Program.enter`, so before the
 * visitors of presets. Law: `types` comes from the Babel that runs.
 */

import type * as T from '@babel/types'
import type { Description } from '../../describe.js'
import { transformProgram } from '../babel.js'
import type { Semantics } from '../../runtime-names.js'

export interface BabelPluginOptions {
  /** Default 'task'. */
  semantics?: Semantics
  /** Where the runtime is found: a specifier, or a global of a classic script. Default 'globeflower/frame'. */
  runtime?: string | { global: string }
  /** Reach what old engines lack through the runtime. Default: when presets lower classes. */
  provide?: boolean
  /** A top-level `await` goes into a function of its own. Default: when presets lower static blocks. */
  wrapAwait?: boolean
  /** For stepping through: variables stay variables; labels tell the runtime function, file and lines. */
  debug?: boolean
  /** For those labels. Default: Babel's `filename`. */
  fileName?: string
  /** Shown what became of each function. */
  observe?: (description: Description) => void
  /** Told of forms that cannot be lowered. Default: an error with a code frame. */
  report?: (problem: { id: string; message: string; node: { start?: number | null; end?: number | null } }) => void
}

/** The part of Babel's plugin API that is used. */
export interface BabelApi {
  types: object
  assertVersion(range: string): void
}

export interface BabelPlugin {
  name: string
  manipulateOptions(options: object, parser: { plugins: unknown[] }): void
  visitor: object
}

interface ProgramPath {
  node: T.Program
  scope: { crawl(): void }
}

interface PluginPass {
  file: {
    code: string
    opts: { filename?: string | null | undefined; plugins?: readonly { key?: string }[] }
    buildCodeFrameError(node: T.Node, message: string): Error
  }
}

export function babelPlugin(api: BabelApi, options: BabelPluginOptions = {}): BabelPlugin {
  api.assertVersion('^7.22.0 || ^8.0.0')
  const types = api.types as typeof T

  const enter = (path: ProgramPath, { file }: PluginPass): void => {
    const lowers = (name: string) => file.opts.plugins?.some(({ key }) => key === name) ?? false
    const changed = transformProgram(types, path.node, file.code, {
      // What presets lower tells how old the engine is.
      provide: lowers('transform-classes'),
      wrapAwait: lowers('transform-class-static-block'),
      fileName: file.opts.filename ?? undefined,
      report: ({ id, message, node }) => {
        throw file.buildCodeFrameError(node, `${message} (${id})`)
      },
      ...options,
    })
    if (changed) path.scope.crawl()
  }

  return {
    name: 'globeflower',
    manipulateOptions(_options, parser) {
      // Newer Babel parses it anyway.
      if (!parser.plugins.includes('explicitResourceManagement')) parser.plugins.push('explicitResourceManagement')
    },
    visitor: { Program: { enter } },
  }
}
