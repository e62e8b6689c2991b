/**
 * What Rollup and rolldown cannot find by themselves: TypeScript files that are imported without their
 * extension, or with that of their output, and what `paths` of a tsconfig name. And the runtime's doors, before anybody else finds another
 * copy of it: compiled code and runtime belong together.
 */
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { aliased } from '../hosts/typescript/project.js'
import { DOOR, door } from './lowering.js'

export const resolver = {
  resolveId: {
    order: 'pre' as const,
    handler(specifier: string, importer: string | undefined) {
      if (DOOR.test(specifier)) {
        const id = door(specifier)
        return id === undefined ? null : { id, moduleSideEffects: false }
      }
      if (!importer || importer.startsWith('\0')) return null
      if (!specifier.startsWith('.')) return aliased(specifier, importer) ?? null
      const path = resolve(dirname(importer), specifier)
      return [path, `${path}.js`, `${path}.mjs`].some(isFile) ? null : (candidates(path).find(isFile) ?? null)
    },
  },
}

function candidates(path: string): string[] {
  const extension = /\.([cm]?)js(x?)$/.exec(path)
  const plain = ['.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => path + end)
  if (!extension) return plain
  const stem = path.slice(0, extension.index)
  const own = `${stem}.${extension[1]}ts${extension[2]}`
  return extension[1] || extension[2] ? [own, ...plain] : [own, `${stem}.tsx`, ...plain]
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
