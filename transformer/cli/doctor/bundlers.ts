/** Bundlers and Babel: is the plugin there, the right one, in the right place, for all files? */
import { addPlugin, moveBehind, withExclude, withoutLegacy } from './fixes.js'
import { bundlerFiles, DOOR, withoutComments, type Finding, type Project } from './project.js'

const BABEL_CONFIGS = [
  'babel.config.js',
  'babel.config.cjs',
  'babel.config.mjs',
  'babel.config.json',
  '.babelrc',
  '.babelrc.json',
]

export function babelConfig({ read }: Project): { file: string; text: string } | undefined {
  const file = BABEL_CONFIGS.find((it) => read(it) !== undefined)
  return file ? { file, text: withoutComments(read(file)!) } : undefined
}

export function babel(project: Project): Finding[] {
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
    fix: withExclude(file, text, names),
  })
  return findings
}

export function bundlers(project: Project): Finding[] {
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
      return [{ id: 'not-used', file, text: said, fix: addPlugin(file, text, bundler) }]
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
        fix: withoutLegacy(file, text),
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
        fix: moveBehind(file, text, late),
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
    : `sed -i -E "0,/(module\\.exports *= *|export default )\\{/s##&\\n  target: ['web', 'es5'],#" ${file}`
  return { id: 'glue-target', file, text: said, fix }
}

const DOORS = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'esbuild']

export function usesOtherDoor({ read }: Project): boolean {
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
