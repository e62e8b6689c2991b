/** Test runners: do the tests run lowered? */
import { babelConfig } from './bundlers.js'
import { addPlugin } from './fixes.js'
import { withoutComments, type Finding, type Project } from './project.js'

const JEST_CONFIGS = ['js', 'cjs', 'mjs', 'ts', 'json'].map((it) => `jest.config.${it}`)

/** What jest does not transform it hands to Node as CommonJS, and ours are ES modules. */
export function jest(project: Project): Finding[] {
  const { read, manifest, versionOf } = project
  const named = JEST_CONFIGS.find((it) => read(it) !== undefined)
  const file = named ?? (manifest.jest ? 'package.json' : undefined)
  const text = named ? withoutComments(read(named)!) : JSON.stringify(manifest.jest ?? {})
  if (!text.includes('globeflower/jest')) {
    const isUsed = manifest.devDependencies?.jest !== undefined || /\bjest\b/.test(manifest.scripts?.test ?? '')
    const isBabelOurs = babelConfig(project)?.text.includes('globeflower/babel')
    if (!(file || isUsed) || isBabelOurs || !versionOf('globeflower')) return []
    const said = 'jest runs the tests as they are: globeflower/jest is not among its transformers.'
    return [{ id: 'tests-not-lowered', file: file ?? 'package.json', text: said, fix: jestFix(file, text) }]
  }
  if (/transformIgnorePatterns[^\]]*globeflower/.test(text)) return []
  const said = 'jest transforms nothing in node_modules, and the runtime there is ES modules.'
  return [{ id: 'jest-ignores', file: file!, text: said, fix: ignoresFix(file!, text) }]
}

const IGNORES = `transformIgnorePatterns: ['/node_modules/(?!globeflower/)'],`
const TRANSFORM = `transform: { '\\\\.[cm]?[jt]sx?$': 'globeflower/jest' },`

function ignoresFix(file: string, text: string): string {
  if (file.endsWith('.json') || /transformIgnorePatterns/.test(text)) return `add ${IGNORES.slice(0, -1)} to ${file}`
  return inserted(file, IGNORES)
}

function jestFix(file: string | undefined, text: string): string {
  if (!file) {
    const lines = ['module.exports = {', `  ${TRANSFORM}`, `  ${IGNORES}`, '}']
    return `cat > jest.config.cjs <<'end'\n${lines.join('\n')}\nend`
  }
  if (file.endsWith('.json') || /\btransform\b/.test(text)) return `add ${TRANSFORM} ${IGNORES} to ${file}`
  return inserted(file, `${TRANSFORM} ${IGNORES}`)
}

/** A line at the start of the first object that is given out. */
function inserted(file: string, line: string): string {
  // For sed, then for the shell.
  const text = line.replace(/[\\&#]/g, '\\$&').replace(/[\\$"`]/g, '\\$&')
  return `sed -i -E "0,/(module\\.exports *= *|export default |defineConfig\\()\\{/s##&\\n  ${text}#" ${file}`
}

const VITEST_CONFIGS = ['vitest', 'vite'].flatMap((name) =>
  ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs'].map((it) => `${name}.config.${it}`),
)

/** Without the plugin tests run all the same, and say nothing of lowered code. */
export function vitest({ read, manifest, versionOf }: Project): Finding[] {
  // The first that is there is the one that vitest reads.
  const file = VITEST_CONFIGS.find((it) => read(it) !== undefined)
  const isUsed = manifest.devDependencies?.vitest !== undefined || /\bvitest\b/.test(manifest.scripts?.test ?? '')
  if (!(file?.startsWith('vitest') || isUsed) || !versionOf('globeflower')) return []
  const text = file ? withoutComments(read(file)!) : ''
  if (/globeflower\/(?:vitest|vite)\b/.test(text)) return []
  // It takes over what the other one says.
  if (
    /mergeConfig|vite\.config/.test(text) &&
    VITEST_CONFIGS.some((it) => it.startsWith('vite.') && read(it)?.includes('globeflower/'))
  )
    return []
  const said = 'vitest runs the tests as they are: globeflower/vitest is not among its plugins.'
  const lines = "import globeflower from 'globeflower/vitest'\\nexport default { plugins: [globeflower()] }\\n"
  const fix = file ? addPlugin(file, text, 'vitest') : `printf "${lines}" > vitest.config.mjs`
  return [{ id: 'tests-not-lowered', file: file ?? 'package.json', text: said, fix }]
}
