/** The road of tsc, and what a tsconfig does to those who lower before us. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  bundlerFiles,
  DOOR,
  hasPlugin,
  isBefore,
  major,
  olderNode,
  tsconfigText,
  typeScriptOf,
  type Finding,
  type Project,
} from './project.js'

/** The road of tsc: `plugins` in a tsconfig. */
export function tsconfig(project: Project): Finding[] {
  const file = 'tsconfig.json'
  const options = tsconfigText(project.read, file)
  if (!options.trim()) return []
  const has = (pattern: RegExp) => pattern.test(options)
  const findings: Finding[] = []
  const find = (id: string, said: string, fix: string) => findings.push({ id, file, text: said, fix })

  const target = [...options.matchAll(/"target"\s*:\s*"(\w+)"/g)].at(-1)?.[1]?.toLowerCase()
  if (!hasPlugin(project)) return loaderTarget(project, target)

  const version = typeScriptOf(project)
  if (version && major(version) >= 7) {
    const said = `TypeScript ${version} ignores "plugins" without a word: globeflower/tsc does nothing.`
    find('plugins-ignored', said, 'npm install --save-dev typescript@6 ts-patch@3.3.0')
    return findings
  }
  const patch = project.versionOf('ts-patch')
  if (!patch) find('ts-patch-missing', 'plain tsc ignores "plugins".', 'npm install --save-dev ts-patch@3.3.0')
  else if (isBefore(patch, 3, 3)) {
    const said = `ts-patch ${patch} is older than 3.3, and knows no plugins that are ES modules.`
    find('ts-patch-old', said, 'npm install --save-dev ts-patch@3.3.0')
  } else if (major(patch) >= 4 && olderNode(22, 15)) {
    const said = `ts-patch ${patch} needs Node 22.15, this is ${process.versions.node}.`
    find('ts-patch-node', said, 'npm install --save-dev ts-patch@3.3.0')
  }
  const script = Object.entries(project.manifest.scripts ?? {}).find(([, it]) => /(?:^|[\s;&|])tsc(?:\s|$)/.test(it))
  if (script && !isPatched(project)) {
    const mended = script[1].replace(/(^|[\s;&|])tsc(?=\s|$)/g, '$1tspc')
    const said = `the script "${script[0]}" runs tsc, which ignores "plugins"; tspc does not.`
    find('tsc-script', said, `npm pkg set scripts.${script[0]}=${JSON.stringify(mended)}`)
  }
  if (has(/"noEmit"\s*:\s*true/)) {
    find('no-emit', '"noEmit" is set, so the plugin has nothing to do.', edit('"noEmit": *true', '"noEmit": false'))
  }
  if (target !== 'es5' && target !== 'es3') {
    const said = `"target" is ${target ?? 'not set'}: what comes out is not ES5.`
    const isOwn = /"target"/.test(project.read(file)!)
    find('target', said, isOwn ? edit(`"target": *"\\w*"`, '"target": "es5"') : set('"target": "es5",'))
    return findings
  }
  if (version && major(version) === 6 && !has(/"ignoreDeprecations"\s*:\s*"6/)) {
    find(
      'deprecation',
      'TypeScript 6 refuses ES5 (TS5107) until it is told not to.',
      set('"ignoreDeprecations": "6.0",'),
    )
  }
  if (!has(/"downlevelIteration"\s*:\s*true/)) {
    const said = 'without "downlevelIteration", spread and for-of of what is no array are wrong at ES5.'
    find('downlevel-iteration', said, set('"downlevelIteration": true,'))
  }
  return findings
}

/** ts-loader and its like come before us: what they lowered we never see. */
function loaderTarget(project: Project, target: string | undefined): Finding[] {
  if (!target || !/^es(3|5|6|201[56])$/.test(target)) return []
  const config = bundlerFiles(project).find(({ text }) => /ts-loader|plugin-typescript/.test(text) && DOOR.test(text))
  if (!config) return []
  const text = `"target" is ${target}, so TypeScript lowers async functions itself, before globeflower sees them.`
  const fix = edit(`"target": *"\\w*"`, '"target": "esnext"')
  return [{ id: 'lowered-before', file: 'tsconfig.json', text, fix }]
}

const edit = (from: string, to: string) => `sed -i -E 's/${from}/${to}/' tsconfig.json`
const set = (line: string) => `sed -i -E '0,/"compilerOptions": *\\{/s//&\\n    ${line}/' tsconfig.json`

function isPatched({ folder }: Project): boolean {
  const file = join(folder, 'node_modules/typescript/lib/tsc.js')
  return existsSync(file) && /\btsp\b|ts-patch/.test(readFileSync(file, 'utf8').slice(0, 20_000))
}
