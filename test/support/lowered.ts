import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { compile } from '../../dist/transformer/index.js'

/**
 * The runtime's own async functions, and those of tests that cancel or count turns, run lowered, as they are shipped:
 * native ones know no cancel. Line and column of the source are kept.
 */
export function lowered(folders: RegExp): Plugin {
  return {
    name: 'globeflower-lowered',
    enforce: 'pre',
    transform(source, id) {
      const file = id.split('?')[0]
      if (!folders.test(relative(root, file)) || !/\.ts$/.test(file) || !/\basync\b|function\s*\*/.test(source)) return
      const { code, map, diagnostics } = compile(source, {
        fileName: file,
        target: 'esnext',
        runtime: frame,
        sourceMap: true,
        debug: true,
      })
      const fault = diagnostics.find((it) => it.severity !== 'warning')
      if (fault) throw new Error(`${file}: ${JSON.stringify(fault)}`)
      return { code, map: map as never }
    },
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const frame = fileURLToPath(new URL('../../runtime/frame.ts', import.meta.url))
