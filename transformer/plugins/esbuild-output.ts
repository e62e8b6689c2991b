/**
 * What esbuild has printed, made ready for old engines (old-engines.ts): in the files that it wrote, or in those that
 * it hands over. A file that is not ES5 is left as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EncodedSourceMap } from '@jridgewell/trace-mapping'
import type { PluginBuild } from 'esbuild'
import { apply, type Edit } from './edits.js'
import { editsFor } from './old-engines.js'

export function mendOutput(build: PluginBuild, target: 'es3' | 'es5'): void {
  const { initialOptions } = build
  if (initialOptions.write !== false) initialOptions.metafile = true
  build.onEnd(({ errors, outputFiles, metafile }) => {
    if (errors.length > 0) return
    if (outputFiles) {
      for (const file of outputFiles.filter(isScript)) {
        const map = outputFiles.find(({ path }) => path === `${file.path}.map`)
        const made = mended(file.text, map?.text, target)
        if (!made) continue
        file.contents = Buffer.from(made.code)
        if (map) map.contents = Buffer.from(made.map!)
      }
      return
    }
    const written = Object.keys(metafile?.outputs ?? {})
    for (const name of written.filter((path) => isScript({ path }))) {
      const path = resolve(initialOptions.absWorkingDir ?? '.', name)
      const map = written.includes(`${name}.map`) ? `${path}.map` : undefined
      const made = mended(readFileSync(path, 'utf8'), map && readFileSync(map, 'utf8'), target)
      if (!made) continue
      writeFileSync(path, made.code)
      if (map) writeFileSync(map, made.map!)
    }
  })
}

const isScript = ({ path }: { path: string }) => /\.[cm]?js$/.test(path)

/** Undefined: there is nothing to do. */
function mended(
  code: string,
  map: string | undefined,
  target: 'es3' | 'es5',
): { code: string; map?: string } | undefined {
  let edits: Edit[]
  try {
    edits = editsFor(target, code)
  } catch {
    return undefined
  }
  if (edits.length === 0) return undefined
  const inline = map === undefined ? INLINE.exec(code) : null
  const text = map ?? (inline ? Buffer.from(inline[1]!, 'base64').toString() : NOTHING)
  const found = JSON.parse(text) as EncodedSourceMap
  const made = apply(code, found, edits)
  const moved = JSON.stringify({ ...found, mappings: made.map.mappings })
  if (map !== undefined) return { code: made.code, map: moved }
  return { code: inline ? made.code.replace(inline[1]!, () => Buffer.from(moved).toString('base64')) : made.code }
}

const INLINE = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/

const NOTHING = '{"version":3,"sources":[],"names":[],"mappings":""}'
