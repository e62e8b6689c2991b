/** What an installation or a build of before has left behind. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { hasPlugin, tsconfigText, type Finding, type Project } from './project.js'

/** Each copy has tasks of its own, and a loop. */
export function copies({ folder, versionOf }: Project): Finding[] {
  const first = versionOf('globeflower')
  if (!first) return []
  const others = packagesIn(join(folder, 'node_modules'))
    .map((it) => join(it, 'node_modules/globeflower'))
    .filter((it) => existsSync(join(it, 'package.json')))
  return others.slice(0, 1).map((it) => {
    const { version } = JSON.parse(readFileSync(join(it, 'package.json'), 'utf8')) as { version: string }
    const text = `globeflower ${version} lies in ${relative(folder, it)} beside ${first}: two loops, and tasks that one takes for foreign.`
    const fix = version === first ? 'npm dedupe' : `npm pkg set overrides.globeflower=${first} && npm install`
    return { id: 'two-copies', file: 'package.json', text, fix }
  })
}

function packagesIn(modules: string): string[] {
  if (!existsSync(modules)) return []
  return readdirSync(modules).flatMap((name) => {
    if (name.startsWith('.')) return []
    const path = join(modules, name)
    return name.startsWith('@') ? readdirSync(path).map((it) => join(path, it)) : [path]
  })
}

/** `incremental` knows of sources only: with another compiler, or other settings of ours, it writes nothing. */
export function stale(project: Project): Finding[] {
  const { folder, read } = project
  if (!hasPlugin(project)) return []
  const options = tsconfigText(read, 'tsconfig.json')
  const named = (name: string) => [...options.matchAll(new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`, 'g'))].at(-1)?.[1]
  const info = named('tsBuildInfoFile') ?? join(named('outDir') ?? '.', 'tsconfig.tsbuildinfo')
  const written = statSync(join(folder, info), { throwIfNoEntry: false })?.mtimeMs
  const compiler = statSync(join(folder, 'node_modules/globeflower/package.json'), { throwIfNoEntry: false })?.mtimeMs
  const settings = statSync(join(folder, 'tsconfig.json'), { throwIfNoEntry: false })?.mtimeMs
  if (written === undefined || Math.max(compiler ?? 0, settings ?? 0) <= written) return []
  const since = (compiler ?? 0) > written ? 'the compiler' : 'tsconfig.json'
  const text = `it was written before ${since} changed, and tsc compiles only what it calls changed.`
  return [{ id: 'stale-build', file: info, text, fix: `rm ${info}` }]
}
