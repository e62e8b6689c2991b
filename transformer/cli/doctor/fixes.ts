/** Commands that mend a configuration; in words where no line of sed can. */

/** The plugin becomes the last of those that are there, or the only one. */
export function addPlugin(file: string, text: string, door: string): string {
  const isCommonJs = /\bmodule\.exports\b/.test(text)
  const line = isCommonJs
    ? `const globeflower = require('globeflower/${door}').default`
    : `import globeflower from 'globeflower/${door}'`
  const list = /\bplugins\s*:\s*\[/.test(text)
    ? `0,/plugins *: *\\[/s##&globeflower(), #`
    : `0,/(module\\.exports *= *|export default |defineConfig\\(|build\\()\\{/s##&\\n  plugins: [globeflower()],#`
  const canAdd = /\bplugins\s*:\s*\[|(?:module\.exports\s*=\s*|export default\s+|defineConfig\(|build\()\{/.test(text)
  if (!canAdd) return `${line}, and plugins: [globeflower()] in ${file}`
  return `sed -i -E -e "${list}" -e "1i ${line}" ${file}`
}

/** The call without what is inside of brackets of its own, which sed cannot count. */
const simpleCall = (name: string) => new RegExp(`\\b${name}\\([^()]*\\)`)

export function moveBehind(file: string, text: string, other: string): string {
  const name = other.replace('()', '')
  if (!/\bglobeflower\([^()]*\)\s*,/.test(text) || !simpleCall(name).test(text))
    return `move globeflower() behind ${other} in ${file}`
  const ours = simpleCall('globeflower')
    .exec(text)![0]
    .replace(/[#&\\"`$]/g, '\\$&')
  return `sed -i -E -e "s#globeflower\\([^()]*\\), *##" -e "s#\\b${name}\\([^()]*\\)#&, ${ours}#" ${file}`
}

export function withoutLegacy(file: string, text: string): string {
  const name = /import\s+(\w+)\s+from\s*['"]@vitejs\/plugin-legacy['"]/.exec(text)?.[1]
  if (!name || !simpleCall(name).test(text))
    return `npm uninstall @vitejs/plugin-legacy, and take legacy() out of ${file}`
  return `npm uninstall @vitejs/plugin-legacy && sed -i -E -e "/@vitejs.plugin-legacy/d" -e "s#,? *\\b${name}\\([^()]*\\)##" ${file}`
}

export function withExclude(file: string, text: string, names: string[]): string {
  const list = `\\"exclude\\": [${names.map((it) => `\\"${it}\\"`).join(', ')}]`
  const preset = /(['"])((?:@babel\/)?preset-env|@babel\/env)\1\s*(,\s*\{)?/.exec(text)
  if (!preset || /"?exclude"?\s*:/.test(text))
    return `add to preset-env's options: exclude: [${names.map((it) => `'${it}'`).join(', ')}]`
  const [, , name, options] = preset
  if (!options) return `sed -i -E "s#.${name}.#[&, { ${list} }]#" ${file}`
  return `sed -i -E -z "s#(.${name}.,\\s*\\{)#\\1 ${list}, #" ${file}`
}
