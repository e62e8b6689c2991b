/**
 * `globeflower doctor`: what in a project's set-up keeps its output from running on old engines.
 *
 * One finding, one line, one command (or edit) that mends it. It reads, and changes nothing. Status 1
 * when there is a finding.
 */
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { needsOf } from '../plugins/builtins.js'
import { newerLiterals } from '../plugins/newer-literals.js'
import { Failure } from './failure.js'
import { kindOf } from './files.js'
import type { Input } from './index.js'

interface Finding {
  id: string
  /** File it is about, from the project's folder. */
  file: string
  text: string
  fix: string
}

interface Project {
  folder: string
  manifest: Manifest
  /** What it names, and what is really there. */
  versionOf(name: string): string | undefined
  read(file: string): string | undefined
}

interface Manifest {
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

export default async function doctor({ values, files }: Input): Promise<number> {
  if (files.length > 1) throw new Failure(`doctor takes one folder, got ${files.length}.`, 2)
  const folder = resolve(files[0] ?? '.')
  if (kindOf(folder) !== 'folder') throw new Failure(`${files[0]} is a file. Name the project's folder.`, 2)

  const project = open(folder)
  const facts = factsOf(project)
  const findings = [node, typescript, tsconfig, babel, bundlers, jest, dependencies].flatMap((look) => look(project))
  if (values.json) console.log(JSON.stringify({ facts, findings }, undefined, 2))
  else {
    for (const [name, value] of Object.entries(facts)) console.log(`  ${name.padEnd(12)} ${value}`)
    for (const { file, text, fix } of findings) console.log(`✗ ${file}: ${text}\n    ${fix}`)
    console.log(findings.length === 0 ? '✓ nothing to mend' : `${findings.length} to mend`)
  }
  return findings.length > 0 ? 1 : 0
}

function open(folder: string): Project {
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

/** The package whose `tsc` scripts run. */
function ownerOfTsc({ folder }: Project): string | undefined {
  const tsc = join(folder, 'node_modules/.bin/tsc')
  return existsSync(tsc) ? /node_modules\/((?:@[^/]+\/)?[^/]+)\/bin/.exec(realpathSync(tsc))?.[1] : undefined
}

function factsOf(project: Project): Record<string, string> {
  const { versionOf } = project
  const owner = ownerOfTsc(project)
  const found = Object.entries({
    globeflower: versionOf('globeflower'),
    Node: process.versions.node,
    TypeScript: versionOf('typescript') ?? versionOf('@typescript/typescript6'),
    tsc: owner && `of ${owner}`,
    'ts-patch': versionOf('ts-patch'),
    Babel: versionOf('@babel/core'),
    'core-js-pure': versionOf('core-js-pure'),
  }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(found)
}

function node(): Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return []
  const text = `Node ${process.versions.node} is older than 20.19.`
  return [{ id: 'node-version', file: 'package.json', text, fix: 'npm install --save-dev node@22' }]
}

function typescript(project: Project): Finding[] {
  const { versionOf } = project
  const version = versionOf('typescript')
  if (version && isBefore(version, 5, 4)) {
    const text = `TypeScript ${version} is older than 5.4.`
    return [{ id: 'typescript-old', file: 'package.json', text, fix: 'npm install --save-dev typescript@6' }]
  }
  if (version ? major(version) < 7 : versionOf('@babel/core')) return []
  // Said there, with a fix for both.
  if (version && hasPlugin(project)) return []
  if (versionOf('@typescript/typescript6')) return version ? tscOfAnother(project, version) : []
  return [
    version
      ? {
          id: 'typescript-7',
          file: 'package.json',
          text: `TypeScript ${version} has no JavaScript API and no ES5. Keep it for checking; globeflower compiles with 6.`,
          fix: 'npm install --save-dev @typescript/typescript6',
        }
      : {
          id: 'typescript-missing',
          file: 'package.json',
          text: 'There is no TypeScript to compile with.',
          fix: 'npm install --save-dev typescript@6',
        },
  ]
}

/** npm gives `tsc` to whichever package it installs last. */
function tscOfAnother(project: Project, version: string): Finding[] {
  const owner = ownerOfTsc(project)
  if (!owner || owner === 'typescript') return []
  const text = `tsc is that of ${owner}, not of TypeScript ${version}.`
  const fix = 'npm pkg set scripts.postinstall="npm rebuild typescript" && npm install'
  return [{ id: 'tsc-taken', file: 'package.json', text, fix }]
}

function hasPlugin({ read }: Project): boolean {
  return PLUGIN.test(tsconfigText(read, 'tsconfig.json'))
}

const PLUGIN = /"transform"\s*:\s*"globeflower\/tsc"/

/** With what it extends in front, so that what is said last holds. */
function tsconfigText(read: Project['read'], file: string, depth = 0): string {
  const text = withoutComments(read(file) ?? '')
  const bases = depth > 4 ? '' : (/"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? '')
  const texts = [...bases.matchAll(/"([^"]+)"/g)].map(([, base]) => {
    const path = base!.startsWith('.') ? join(dirname(file), base!) : join('node_modules', base!)
    const found = [path, `${path}.json`, join(path, 'tsconfig.json')].find((it) => read(it) !== undefined)
    return found ? tsconfigText(read, found, depth + 1) : ''
  })
  return [...texts, text].join('\n')
}

/** The road of tsc: `plugins` in a tsconfig. */
function tsconfig(project: Project): Finding[] {
  const file = 'tsconfig.json'
  const options = tsconfigText(project.read, file)
  if (!options.trim()) return []
  const has = (pattern: RegExp) => pattern.test(options)
  const findings: Finding[] = []
  const find = (id: string, said: string, fix: string) => findings.push({ id, file, text: said, fix })

  const target = [...options.matchAll(/"target"\s*:\s*"(\w+)"/g)].at(-1)?.[1]?.toLowerCase()
  if (!hasPlugin(project)) return loaderTarget(project, target)

  const version = project.versionOf('typescript')
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

const DOOR = /globeflower\/(\w+)/

const edit = (from: string, to: string) => `sed -i -E 's/${from}/${to}/' tsconfig.json`
const set = (line: string) => `sed -i -E '0,/"compilerOptions": *\\{/s//&\\n    ${line}/' tsconfig.json`

function isPatched({ folder }: Project): boolean {
  const file = join(folder, 'node_modules/typescript/lib/tsc.js')
  return existsSync(file) && /\btsp\b|ts-patch/.test(readFileSync(file, 'utf8').slice(0, 20_000))
}

const BABEL_CONFIGS = [
  'babel.config.js',
  'babel.config.cjs',
  'babel.config.mjs',
  'babel.config.json',
  '.babelrc',
  '.babelrc.json',
]

function babelConfig({ read }: Project): { file: string; text: string } | undefined {
  const file = BABEL_CONFIGS.find((it) => read(it) !== undefined)
  return file ? { file, text: withoutComments(read(file)!) } : undefined
}

function babel(project: Project): Finding[] {
  const { file, text } = babelConfig(project) ?? { file: '', text: '' }
  if (!text.includes('globeflower/babel')) return []
  const findings: Finding[] = []
  if (!project.versionOf('@babel/core')) {
    const said = '@babel/core, whose plugin globeflower/babel is, is not installed.'
    findings.push({ id: 'babel-missing', file, text: said, fix: 'npm install --save-dev @babel/core' })
  }
  if (!text.includes('preset-env') || text.includes('transform-regenerator')) return findings
  const names = ['transform-regenerator', 'transform-async-to-generator', 'transform-async-generator-functions']
  findings.push({
    id: 'regenerator',
    file,
    text: 'preset-env would lower again what globeflower has lowered.',
    fix: `add to preset-env's options: exclude: [${names.map((it) => `'${it}'`).join(', ')}]`,
  })
  return findings
}

interface ConfigFile {
  bundler: string
  file: string
  text: string
}

function bundlerFiles({ folder, read }: Project): ConfigFile[] {
  return readdirSync(folder).flatMap((file) => {
    const name = /^(vite|rollup|rolldown|webpack|rspack|esbuild|build|bundle)(?:\.config)?\.[cm]?[jt]s$/.exec(file)?.[1]
    const text = name && withoutComments(read(file) ?? '')
    if (!name || !text) return []
    if (name !== 'build' && name !== 'bundle') return [{ bundler: name, file, text }]
    // esbuild has no file of its own.
    return /['"]esbuild['"]/.test(text) ? [{ bundler: 'esbuild', file, text }] : []
  })
}

function bundlers(project: Project): Finding[] {
  const files = bundlerFiles(project)
  const isUsed = files.some(({ text }) => DOOR.test(text)) || usesOtherDoor(project)
  return files.flatMap(({ bundler, file, text }): Finding[] => {
    const door = DOOR.exec(text)?.[1]
    const excluded = packagesExcluded(project, file, text)
    if (excluded) return [excluded]
    const glue = newerGlue(project, bundler, file, text)
    if (glue) return [glue]
    if (!door) {
      if (isUsed) return []
      const said = `globeflower is not among the plugins, so nothing is lowered.`
      const fix = `import globeflower from 'globeflower/${bundler}', and plugins: [globeflower()] in ${file}`
      return [{ id: 'not-used', file, text: said, fix }]
    }
    const findings: Finding[] = []
    if (door !== bundler && DOORS.includes(door)) {
      findings.push({
        id: 'wrong-door',
        file,
        text: `globeflower/${door} is the plugin of another bundler.`,
        fix: `sed -i 's#globeflower/${door}#globeflower/${bundler}#' ${file}`,
      })
    }
    const target = /globeflower\(\s*\{[^}]*target\s*:\s*['"](es20\d\d|esnext)['"]/i.exec(text)?.[1]
    if (target) {
      const said = `target ${target}: what comes out is not ES5.`
      findings.push({ id: 'target', file, text: said, fix: `sed -i -E "s/(target *: *.)${target}/\\1es5/" ${file}` })
    }
    if (bundler === 'vite' && text.includes('@vitejs/plugin-legacy')) {
      findings.push({
        id: 'plugin-legacy',
        file,
        text: '@vitejs/plugin-legacy writes scripts of its own, which are not ES5, and the page loads them.',
        fix: `npm uninstall @vitejs/plugin-legacy, and take legacy() out of ${file}`,
      })
    }
    if (bundler === 'esbuild' && /packages\s*:\s*['"]external['"]/.test(text)) {
      const said = 'packages: external leaves the packages out of the file, and they are not ES5.'
      const fix = `sed -i -E 's/packages *: *.external.,? *//' ${file}`
      findings.push({ id: 'packages-external', file, text: said, fix })
    }
    const late = orderTrouble(text)
    if (late) {
      findings.push({
        id: 'plugin-order',
        file,
        text: `${late} stands behind globeflower() and compiles the source anew.`,
        fix: `move globeflower() behind ${late} in ${file}`,
      })
    }
    return findings
  })
}

/** Babel's road: what it is told to leave out stays as it came. */
function packagesExcluded(project: Project, file: string, text: string): Finding | undefined {
  const loader = /babel-loader/.test(text) ? 'babel-loader' : /\bbabel\s*\(/.test(text) ? 'babel()' : undefined
  if (!loader || !isBabelOurs(project, text)) return undefined
  const included = /include\s*:\s*[^,}\]]*\bsrc\b[^,}\]]*,? */.exec(text)?.[0]
  if (included) {
    return {
      id: 'packages-excluded',
      file,
      text: `${loader} takes the program's own files and no packages, which are not ES5.`,
      fix: `take "${included.replace(/,? *$/, '')}" out of ${file}`,
    }
  }
  if (!/exclude\s*:[^,}]*node_modules/.test(text)) return undefined
  return {
    id: 'packages-excluded',
    file,
    text: `${loader} leaves out node_modules, and packages are not ES5.`,
    fix: `sed -i -E 's#exclude *: *[^,}]*node_modules[^,}]*,? *##' ${file}`,
  }
}

function isBabelOurs(project: Project, text: string): boolean {
  return [text, babelConfig(project)?.text ?? ''].some((it) => it.includes('globeflower/babel'))
}

/** Our own plugin says so by itself; beside Babel nobody does. */
function newerGlue(project: Project, bundler: string, file: string, text: string): Finding | undefined {
  if (!/^(webpack|rspack)$/.test(bundler) || DOOR.test(text.replace(/globeflower\/babel/g, ''))) return undefined
  if (!isBabelOurs(project, text) || /['"]es5['"]/.test(text) || /['"]browserslist/.test(text)) return undefined
  const said = `${bundler} writes its own code for new engines as long as "target" does not name es5.`
  const target = /\btarget\s*:\s*(?:'[^']*'|"[^"]*"|\[[^\]]*\])/.exec(text)?.[0]
  const fix = target
    ? `sed -i -E "s/target *: *(\\[[^]]*\\]|[^],}]+)/target: ['web', 'es5']/" ${file}`
    : `add target: ['web', 'es5'] to ${file}`
  return { id: 'glue-target', file, text: said, fix }
}

const JEST_CONFIGS = ['js', 'cjs', 'mjs', 'ts', 'json'].map((it) => `jest.config.${it}`)

/** What jest does not transform it hands to Node as CommonJS, and ours are ES modules. */
function jest({ read }: Project): Finding[] {
  const file = JEST_CONFIGS.find((it) => read(it) !== undefined)
  const text = file && withoutComments(read(file)!)
  if (!file || !text?.includes('globeflower/jest') || /transformIgnorePatterns[^\]]*globeflower/.test(text)) return []
  const said = 'jest transforms nothing in node_modules, and the runtime there is ES modules.'
  const fix = `add transformIgnorePatterns: ['/node_modules/(?!globeflower/)'] to ${file}`
  return [{ id: 'jest-ignores', file, text: said, fix }]
}

const DOORS = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'esbuild']

function usesOtherDoor({ read }: Project): boolean {
  return ['tsconfig.json', ...BABEL_CONFIGS].some((file) => read(file)?.includes('globeflower/'))
}

/** A compiler behind us reads the file from the disk, or lowers what we left. */
function orderTrouble(text: string): string | undefined {
  const from = text.search(/\bplugins\s*[:=]\s*\[/)
  const list = from < 0 ? '' : bracketed(text, from)
  const ours = list.indexOf('globeflower(')
  if (ours < 0) return undefined
  return ['typescript(', 'esbuild(', 'swc(', 'babel(', 'sucrase(']
    .find((it) => list.indexOf(it) > ours)
    ?.replace('(', '()')
}

/** From the first bracket after `from` to the one that closes it. */
function bracketed(text: string, from: number): string {
  const start = text.indexOf('[', from)
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '[') depth++
    if (text[at] === ']' && --depth === 0) return text.slice(start, at)
  }
  return text.slice(start)
}

/** What packages name that nobody can provide on ES5 engines, by a look at all that they bring. */
function dependencies(project: Project): Finding[] {
  const names = Object.keys(project.manifest.dependencies ?? {}).filter(
    (it) => !/^(globeflower|core-js|typescript|tslib)/.test(it),
  )
  const require = createRequire(join(project.folder, 'package.json'))
  return names.flatMap((name): Finding[] => {
    const code = bundleOf(name, project.folder) ?? mainOf(name, require) ?? ''
    const needs = needsOf(code).filter(({ module }) => !module)
    const lacking = [...new Set([...needs.map((it) => it.name), ...newerLiterals(code).map(({ what }) => `a ${what}`)])]
    if (lacking.length === 0) return []
    const text = `package ${name} names ${listed(lacking)}, which no one can provide on an ES5 engine.`
    return [{ id: 'library-missing', file: 'package.json', text, fix: `npm uninstall ${name}` }]
  })
}

/** As a bundler for browsers would take it. Undefined when that does not work: a package for Node. */
function bundleOf(name: string, resolveDir: string): string | undefined {
  const contents = `import * as all from ${JSON.stringify(name)}\nexport default all`
  try {
    const { outputFiles } = buildSync({
      stdin: { contents, resolveDir },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      target: 'esnext',
      logLevel: 'silent',
    })
    return outputFiles[0]!.text
  } catch {
    return undefined
  }
}

function mainOf(name: string, require: NodeJS.Require): string | undefined {
  try {
    const path = require.resolve(name)
    return path.startsWith('/') || /^\w:/.test(path) ? readFileSync(path, 'utf8').slice(0, 500_000) : undefined
  } catch {
    return undefined
  }
}

function listed(names: string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ')
}

/** A plugin that is commented out is not there. A `//` inside an address is no comment. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

function major(version: string): number {
  return Number.parseInt(version, 10)
}

function isBefore(version: string, wantedMajor: number, wantedMinor: number): boolean {
  const [is = 0, minor = 0] = version.split('.').map(Number)
  return is < wantedMajor || (is === wantedMajor && minor < wantedMinor)
}

function olderNode(wantedMajor: number, wantedMinor: number): boolean {
  return isBefore(process.versions.node, wantedMajor, wantedMinor)
}
