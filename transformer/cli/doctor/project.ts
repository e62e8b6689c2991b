/** The project that doctor looks at: what is installed, and what its files say. */
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Failure } from '../failure.js'

export interface Finding {
  id: string
  /** File it is about, from the project's folder. */
  file: string
  text: string
  fix: string
}

export interface Project {
  folder: string
  manifest: Manifest
  /** What it names, and what is really there. */
  versionOf(name: string): string | undefined
  read(file: string): string | undefined
}

interface Manifest {
  jest?: object
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

export function open(folder: string): Project {
  const require = createRequire(join(folder, 'package.json'))
  const read = (file: string) => {
    const path = join(folder, file)
    return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined
  }
  return {
    folder,
    read,
    manifest: manifestOf(read('package.json') ?? '{}'),
    versionOf(name) {
      try {
        return (require(`${name}/package.json`) as { version: string }).version
      } catch {
        return undefined
      }
    },
  }
}

function manifestOf(text: string): Manifest {
  try {
    return (JSON.parse(text) ?? {}) as Manifest
  } catch (error) {
    throw new Failure(`package.json cannot be read: ${(error as Error).message}.`)
  }
}

/** The preview is TypeScript 7, under another name. */
export function typeScriptOf({ versionOf }: Project): string | undefined {
  return versionOf('typescript') ?? versionOf('@typescript/native-preview')
}

/** The package whose `tsc` scripts run. */
export function ownerOfTsc({ folder }: Project): string | undefined {
  const tsc = join(folder, 'node_modules/.bin/tsc')
  return existsSync(tsc) ? /node_modules\/((?:@[^/]+\/)?[^/]+)\/bin/.exec(realpathSync(tsc))?.[1] : undefined
}

export function hasPlugin({ read }: Project): boolean {
  return PLUGIN.test(tsconfigText(read, 'tsconfig.json'))
}

const PLUGIN = /"transform"\s*:\s*"globeflower\/tsc"/

/** With what it extends in front, so that what is said last holds. */
export function tsconfigText(read: Project['read'], file: string, depth = 0): string {
  const text = withoutComments(read(file) ?? '')
  const bases = depth > 4 ? '' : (/"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? '')
  const texts = [...bases.matchAll(/"([^"]+)"/g)].map(([, base]) => {
    const path = base!.startsWith('.') ? join(dirname(file), base!) : join('node_modules', base!)
    const found = [path, `${path}.json`, join(path, 'tsconfig.json')].find((it) => read(it) !== undefined)
    return found ? tsconfigText(read, found, depth + 1) : ''
  })
  return [...texts, text].join('\n')
}

export const DOOR = /globeflower\/(\w+)/

export interface ConfigFile {
  bundler: string
  file: string
  text: string
}

export function bundlerFiles({ folder, read }: Project): ConfigFile[] {
  return readdirSync(folder).flatMap((file) => {
    const name = /^(vite|rollup|rolldown|webpack|rspack|esbuild|build|bundle)(?:\.config)?\.[cm]?[jt]s$/.exec(file)?.[1]
    const text = name && withoutComments(read(file) ?? '')
    if (!name || !text) return []
    if (name !== 'build' && name !== 'bundle') return [{ bundler: name, file, text }]
    // esbuild has no file of its own.
    return /['"]esbuild['"]/.test(text) ? [{ bundler: 'esbuild', file, text }] : []
  })
}

/** A plugin that is commented out is not there. A `//` inside an address is no comment. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

export function major(version: string): number {
  return Number.parseInt(version, 10)
}

export function isBefore(version: string, wantedMajor: number, wantedMinor: number): boolean {
  const [is = 0, minor = 0] = version.split('.').map(Number)
  return is < wantedMajor || (is === wantedMajor && minor < wantedMinor)
}

export function olderNode(wantedMajor: number, wantedMinor: number): boolean {
  return isBefore(process.versions.node, wantedMajor, wantedMinor)
}
