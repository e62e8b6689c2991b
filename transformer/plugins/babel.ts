/**
 * The Babel plugin: `plugins: ['globeflower/babel']`, for @babel/core 7 and 8.
 *
 * Does all in `Program.enter`, on the whole file, so before the visitors of presets. With preset-env
 * exclude what would do our work again: `transform-regenerator`, `transform-async-to-generator`,
 * `transform-async-generator-functions`. Law: `types` comes from the Babel that runs.
 */

import type * as T from '@babel/types'
import { transformProgram, type BabelTransformOptions } from '../hosts/babel.js'

export interface BabelPluginOptions extends BabelTransformOptions {}

/** The part of Babel's plugin API that is used. */
export interface BabelApi {
  types: typeof T
  assertVersion(range: string): void
}

interface ProgramPath {
  node: T.Program
  scope: { crawl(): void }
}

interface PluginPass {
  file: {
    code: string
    opts: { plugins?: readonly { key?: string }[] }
    buildCodeFrameError(node: T.Node, message: string): Error
  }
}

export interface BabelPlugin {
  name: string
  manipulateOptions(options: unknown, parser: { plugins: unknown[] }): void
  visitor: { Program: { enter(path: ProgramPath, state: PluginPass): void } }
}

export default function globeflower(api: BabelApi, options: BabelPluginOptions = {}): BabelPlugin {
  api.assertVersion('^7.22.0 || ^8.0.0')
  return {
    name: 'globeflower',
    manipulateOptions(_options, parser) {
      // Newer Babel parses it anyway.
      if (!parser.plugins.includes('explicitResourceManagement')) parser.plugins.push('explicitResourceManagement')
    },
    visitor: {
      Program: {
        enter(path, { file }) {
          const lowers = (name: string) => file.opts.plugins?.some(({ key }) => key === name) ?? false
          const changed = transformProgram(api.types, path.node, file.code, {
            // What presets lower tells how old the engine is.
            provide: lowers('transform-classes'),
            wrapAwait: lowers('transform-class-static-block'),
            report: ({ id, message, node }) => {
              throw file.buildCodeFrameError(node, `${message} (${id})`)
            },
            ...options,
          })
          if (changed) path.scope.crawl()
        },
      },
    },
  }
}
