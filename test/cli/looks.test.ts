/** The commands that look and change nothing: verify, inspect, doctor. */
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(root, 'dist/transformer/cli/index.js')
let folder = ''

beforeEach(() => {
  // Elsewhere, so that nothing of this repository is found by looking upwards.
  folder = mkdtempSync(join(tmpdir(), 'globeflower-looks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function globeflower(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function file(name: string, ...lines: string[]): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), lines.join('\n') + '\n')
}

describe('verify', () => {
  it('says in one line that a file is what it should be', () => {
    file('a.js', 'var a = 1')
    expect(globeflower('verify', 'a.js')).toEqual({ status: 0, stdout: 'a.js  10 bytes  ES5 ✓\n', stderr: '' })
  })

  it('names feature, line and package of what is newer, through the map', () => {
    file('node_modules/dep/package.json', '{ "name": "dep", "main": "i.js" }')
    file('node_modules/dep/i.js', 'exports.a = 1', 'exports.later = async (x) => {', '  await x', '}')
    file('main.ts', "import { later } from 'dep'", 'export const b = (x: number) => later(x)')
    const args = [
      'main.ts',
      '--bundle',
      '--format=cjs',
      '--sourcemap',
      '--minify',
      '--outfile=out.js',
      '--log-level=error',
    ]
    spawnSync(join(root, 'node_modules/.bin/esbuild'), args, { cwd: folder })
    const { status, stdout, stderr } = globeflower('verify', 'out.js')
    expect(stderr).toMatch(
      /node_modules\/dep\/i\.js:2:17: async arrow function \(ES2017\), which was not lowered, from package dep\n {2}2 \| /,
    )
    expect(stderr).toMatch(/^main\.ts:\d:\d+: arrow function \(ES2015\)/m)
    expect(stdout).toMatch(/^out\.js {2}\d+ bytes {2}not ES5: \d+ found\n$/)
    expect(status).toBe(1)
    // At ES2017 arrows are fine, but what suspends should still have been lowered.
    const newer = globeflower('verify', '--target', 'es2017', 'out.js')
    expect(newer.stderr).toContain('which was not lowered')
    expect(newer.stderr).not.toContain('main.ts')
  })

  it('lists with --globals what the engine has to bring', () => {
    file('a.js', "var a = new Map(), b = 'x'.includes('y')", "if (typeof fetch === 'function') fetch(a)", 'Math.max(b)')
    const { status, stdout } = globeflower('verify', '--globals', 'a.js')
    expect(stdout.split('\n').slice(1)).toEqual([
      '  needs       .includes()              a.js:1',
      '  needs       Map                      a.js:1',
      '  if present  fetch                    a.js:2',
      '',
    ])
    expect(status).toBe(0)
  })

  it('speaks JSON', () => {
    file('a.js', 'let a = 1')
    const { status, stdout } = globeflower('verify', '--json', 'a.js')
    expect(JSON.parse(stdout)).toMatchObject([
      { file: 'a.js', findings: [{ feature: 'let declaration (ES2015)', line: 1 }] },
    ])
    expect(status).toBe(1)
  })
})

describe('inspect', () => {
  beforeEach(() =>
    file(
      'a.ts',
      'export async function total(urls: string[]) {',
      '  let sum = 0',
      '  const log = () => sum',
      '  for (const url of urls) sum += await size(url)',
      '  return log()',
      '}',
      'async function size(url: string) {',
      '  return (await fetch(url)).length',
      '}',
    ),
  )

  it('shows states, waits, slots and why, and the size', () => {
    const { status, stdout } = globeflower('inspect', 'a.ts#total')
    expect(stdout).toMatch(/^async total, line 1: \d states, 1 suspension point, \d slots\n/)
    expect(stdout).toContain('waits  await size(url), line 4, goes on in b')
    expect(stdout).toMatch(/keeps {2}sum in frame\.\w: a closure keeps it\n/)
    expect(stdout).toMatch(/keeps {2}iteration in frame\.\w: needed after await size\(url\)\n/)
    expect(stdout).toMatch(/minified.*: \d+ bytes; TypeScript's \d+\n$/)
    expect(status).toBe(0)
  })

  it('speaks JSON and DOT, and knows its names', () => {
    const { functions, size } = JSON.parse(globeflower('inspect', '--json', 'a.ts').stdout)
    expect(functions.map((it: { name: string }) => it.name).sort()).toEqual(['size', 'total'])
    expect(size.ours).toBeLessThan(size.typescript)
    expect(globeflower('inspect', '--dot', 'a.ts#size').stdout).toMatch(
      /^digraph "size" \{\n[^]*b0 -> b1 \[style=dashed\]\n/,
    )
    const { status, stderr } = globeflower('inspect', 'a.ts#nothing')
    expect(stderr).toMatch(/^No function nothing that suspends in a\.ts\. There is .*total/)
    expect(status).toBe(1)
  })
})

describe('doctor', () => {
  function has(name: string, version: string): void {
    file(`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "${version}", "main": "i.js" }`)
    file(`node_modules/${name}/i.js`, 'module.exports = {}')
  }

  const found = () => {
    const { stdout } = globeflower('doctor', '--json')
    return (JSON.parse(stdout) as { findings: { id: string; fix: string }[] }).findings
  }
  const ids = () => found().map(({ id }) => id)

  const good = '{ "compilerOptions": { "target": "es5", "ignoreDeprecations": "6.0", "downlevelIteration": true,'
  const plugin = '"plugins": [{ "transform": "globeflower/tsc" }] } }'

  it('has nothing to say of a project that is well', () => {
    file('package.json', '{ "scripts": { "build": "tspc" } }')
    has('typescript', '6.0.3')
    has('ts-patch', '3.3.0')
    file('tsconfig.json', good + plugin)
    const { status, stdout } = globeflower('doctor')
    expect(stdout).toMatch(/TypeScript +6\.0\.3\n[^]*✓ nothing to mend\n$/)
    expect(status).toBe(0)
  })

  it('names each wrong set-up, with a fix', () => {
    file('package.json', '{}')
    has('typescript', '7.0.2')
    file('tsconfig.json', good + plugin)
    expect(ids()).toEqual(['plugins-ignored'])
    rmSync(join(folder, 'tsconfig.json'))
    expect(ids()).toEqual(['typescript-7'])
    file('tsconfig.json', good + plugin)

    has('typescript', '6.0.3')
    expect(ids()).toEqual(['ts-patch-missing'])

    has('ts-patch', '4.0.1')
    if (process.versions.node.startsWith('20.')) expect(ids()).toEqual(['ts-patch-node'])

    has('ts-patch', '3.3.0')
    file('package.json', '{ "scripts": { "build": "tsc -p ." } }')
    expect(found()).toMatchObject([{ id: 'tsc-script', fix: 'npm pkg set scripts.build="tspc -p ."' }])

    file('package.json', '{}')
    file('tsconfig.json', `{ "compilerOptions": { "target": "ES2017", "noEmit": true, ${plugin}`)
    expect(ids()).toEqual(['no-emit', 'target'])
    file('tsconfig.json', `{ "compilerOptions": { "target": "es5", ${plugin}`)
    expect(ids()).toEqual(['deprecation', 'downlevel-iteration'])
  })

  it('names versions that are too old, and what is missing beside the configuration', () => {
    file('package.json', '{}')
    has('typescript', '5.2.2')
    expect(ids()).toEqual(['typescript-old'])

    has('typescript', '5.4.5')
    has('ts-patch', '2.1.0')
    file('tsconfig.json', good + plugin)
    expect(ids()).toEqual(['ts-patch-old'])
    rmSync(join(folder, 'tsconfig.json'))

    file('babel.config.json', '{ "plugins": ["globeflower/babel"] }')
    expect(ids()).toEqual(['babel-missing'])
    has('@babel/core', '7.29.0')
    file('webpack.config.js', "module.exports = { target: 'web', module: { rules: [{ use: 'babel-loader' }] } }")
    expect(ids()).toEqual(['glue-target'])
    file(
      'webpack.config.js',
      "module.exports = { target: ['web', 'es5'], module: { rules: [{ use: 'babel-loader' }] } }",
    )
    expect(ids()).toEqual([])
    file(
      'webpack.config.js',
      "module.exports = { target: ['web', 'es5'], module: { rules: [{ include: join('src'), use: 'babel-loader' }] } }",
    )
    expect(ids()).toEqual(['packages-excluded'])
    rmSync(join(folder, 'webpack.config.js'))

    file('jest.config.cjs', "module.exports = { transform: { 'x': 'globeflower/jest' } }")
    expect(ids()).toEqual(['jest-ignores'])
    rmSync(join(folder, 'jest.config.cjs'))
    file(
      'build.mjs',
      "import { build } from 'esbuild'\nimport globeflower from 'globeflower/esbuild'\n" +
        "build({ packages: 'external', plugins: [globeflower()] })",
    )
    expect(ids()).toEqual(['packages-external'])
  })

  it('reads what a tsconfig extends', () => {
    file('package.json', '{}')
    has('typescript', '6.0.3')
    has('ts-patch', '3.3.0')
    file('base/tsconfig.json', `${good.trim().replace(/,$/, '')} } }`)
    file('tsconfig.json', `{ "extends": "./base/tsconfig.json", "compilerOptions": { ${plugin}`)
    expect(ids()).toEqual([])
  })

  it('gives fixes that mend', () => {
    file('package.json', '{}')
    has('typescript', '6.0.3')
    has('ts-patch', '3.3.0')
    file('tsconfig.json', `{\n  "compilerOptions": {\n    "target": "ES2017", "noEmit": true,\n ${plugin}`)
    for (let i = 0; i < 3; i++) for (const { fix } of found()) spawnSync('sh', ['-c', fix], { cwd: folder })
    expect(found()).toEqual([])
    expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).toContain('"target": "es5"')
  })

  it.each([
    ['vite.config.js', ['export default { plugins: [] }'], ['not-used']],
    ['vite.config.js', ["import g from 'globeflower/rollup'", 'export default { plugins: [g()] }'], ['wrong-door']],
    [
      'vite.config.ts',
      [
        "import globeflower from 'globeflower/vite'",
        "import legacy from '@vitejs/plugin-legacy'",
        'export default { plugins: [globeflower(), legacy()] }',
      ],
      ['plugin-legacy'],
    ],
    [
      'rollup.config.js',
      ["import globeflower from 'globeflower/rollup'", 'export default { plugins: [globeflower(), typescript()] }'],
      ['plugin-order'],
    ],
    [
      'rollup.config.mjs',
      [
        "import globeflower from 'globeflower/rollup'",
        "const plugins = [nodeResolve({ extensions: ['.js'] }), globeflower(), typescript()]",
        'export default { plugins }',
      ],
      ['plugin-order'],
    ],
    [
      'build.mjs',
      [
        "import { build } from 'esbuild'",
        "import globeflower from 'globeflower/esbuild'",
        "build({ plugins: [globeflower({ target: 'es2015' })] })",
      ],
      ['target'],
    ],
    ['build.mjs', ["import { build } from 'esbuild'", 'build({})'], ['not-used']],
    ['build.mjs', ["import 'node:fs'"], []],
    [
      'webpack.config.js',
      [
        "import globeflower from 'globeflower/webpack'",
        "export default { plugins: [globeflower({ target: 'es2015' })] }",
      ],
      ['target'],
    ],
    [
      'rspack.config.js',
      ["import globeflower from 'globeflower/rspack'", '// legacy', 'export default { plugins: [globeflower()] }'],
      [],
    ],
    ['webpack.config.js', ["// import 'globeflower/webpack'", 'export default {}'], ['not-used']],
  ])('reads %s: %j', (name, lines, expected) => {
    has('typescript', '6.0.3')
    file('package.json', '{}')
    file(name, ...lines)
    expect(ids()).toEqual(expected)
  })

  it('names packages left out, and compilers that come before', () => {
    has('typescript', '6.0.3')
    has('@babel/core', '7.29.0')
    file('package.json', '{}')
    file(
      'webpack.config.js',
      'export default { module: { rules: [{ test: /js$/, exclude: /node_modules/, use: { loader: "babel-loader",',
      '  options: { plugins: ["globeflower/babel"] } } }] } }',
    )
    expect(ids()).toEqual(['packages-excluded'])
    // With its configuration in a file, and for Rollup; what the fix leaves is well.
    file('babel.config.json', '{ "plugins": ["globeflower/babel"] }')
    file(
      'webpack.config.js',
      "module.exports = { target: ['web', 'es5'], rules: [{ exclude: /node_modules/, use: 'babel-loader' }] }",
    )
    expect(ids()).toEqual(['packages-excluded'])
    for (const { fix } of found()) spawnSync('sh', ['-c', fix], { cwd: folder })
    expect(found()).toEqual([])
    expect(readFileSync(join(folder, 'webpack.config.js'), 'utf8')).toContain("{ use: 'babel-loader' }")
    rmSync(join(folder, 'webpack.config.js'))
    file('rollup.config.mjs', "export default { plugins: [babel({ exclude: 'node_modules/**' })] }")
    expect(ids()).toEqual(['packages-excluded'])
    for (const { fix } of found()) spawnSync('sh', ['-c', fix], { cwd: folder })
    expect(found()).toEqual([])
    rmSync(join(folder, 'rollup.config.mjs'))
    rmSync(join(folder, 'babel.config.json'))
    file('tsconfig.json', '{ "compilerOptions": { "target": "es5" } }')
    file('webpack.config.js', "import globeflower from 'globeflower/webpack'", "rules: ['ts-loader']")
    expect(ids()).toEqual(['lowered-before'])
  })

  it('names a tsc that is not of the TypeScript that is there', () => {
    file('package.json', '{}')
    has('typescript', '7.0.2')
    has('@typescript/typescript6', '6.0.2')
    file('node_modules/@typescript/old/bin/tsc', '')
    mkdirSync(join(folder, 'node_modules/.bin'))
    symlinkSync('../@typescript/old/bin/tsc', join(folder, 'node_modules/.bin/tsc'))
    expect(found()).toMatchObject([
      { id: 'tsc-taken', fix: 'npm pkg set scripts.postinstall="npm rebuild typescript" && npm install' },
    ])
  })

  it('looks at all that a package brings, not only at its first file', () => {
    has('typescript', '6.0.3')
    file('node_modules/deep/package.json', '{ "name": "deep", "exports": { "import": "./i.js" }, "type": "module" }')
    file('node_modules/deep/i.js', "export { next } from './next.js'")
    file('node_modules/deep/next.js', 'export const next = (n) => n + 1n')
    file('package.json', '{ "dependencies": { "deep": "1.0.0" } }')
    expect(found()).toMatchObject([{ id: 'library-missing', text: expect.stringContaining('a BigInt literal') }])
  })

  it('names packages that need what nobody can provide on ES5', () => {
    has('typescript', '6.0.3')
    has('modern', '1.0.0')
    file('node_modules/modern/i.js', 'exports.a = new Map(Object.entries({}))', 'exports.b = new Proxy({}, {})')
    file('package.json', '{ "dependencies": { "modern": "1.0.0" } }')
    expect(found()).toMatchObject([{ id: 'library-missing', fix: 'npm uninstall modern' }])
    expect(readdirSync(folder).sort()).toEqual(['node_modules', 'package.json'])
  })

  it('takes for a need what a package that is imported brings, and notes what it may ask for first', () => {
    has('typescript', '6.0.3')
    file(
      'node_modules/mixed/package.json',
      '{ "name": "mixed", "type": "module", "exports": "./i.js", "sideEffects": false }',
    )
    file(
      'node_modules/mixed/i.js',
      'export const plain = (x) => /\\D/gu.test(x)',
      'export const next = (n) => n + 1n',
      'export const bytes = (n) => globalThis.Buffer ? n : new Uint8Array(n)',
    )
    file('package.json', '{ "dependencies": { "mixed": "1.0.0" } }')
    const notes = () => (JSON.parse(globeflower('doctor', '--json').stdout) as { notes: { text: string }[] }).notes
    expect(ids()).toEqual(['library-missing'])
    file('src/main.ts', "import { plain as p, type T } from 'mixed'", 'p(1)')
    expect([ids(), notes()]).toEqual([[], []])
    file('src/main.ts', "import { bytes } from 'mixed'", 'bytes(1)')
    expect([ids(), notes()]).toMatchObject([[], [{ text: expect.stringMatching(/^package mixed names Uint8Array,/) }]])
    expect(globeflower('doctor').status).toBe(0)
  })

  it.each([
    [
      'vitest',
      'vitest.config.ts',
      "import { defineConfig } from 'vitest/config'\nexport default defineConfig({\n  test: {},\n})",
    ],
    ['vitest', 'vitest.config.mjs', 'export default { plugins: [other()] }'],
    ['vitest', undefined, ''],
    ['jest', 'jest.config.js', "module.exports = {\n  testEnvironment: 'node',\n}"],
    ['jest', 'jest.config.mjs', 'export default { }'],
    ['jest', undefined, ''],
  ])('names a set-up of %s that runs tests as they are: %s', (runner, config, text) => {
    has('typescript', '6.0.3')
    has('globeflower', '0.1.0')
    file('package.json', `{ "devDependencies": { "${runner}": "1" } }`)
    if (config) file(config, text)
    expect(ids()).toEqual(['tests-not-lowered'])
    for (const { fix } of found()) spawnSync('sh', ['-c', fix], { cwd: folder })
    expect(found()).toEqual([])
    const made = readFileSync(
      join(folder, config ?? (runner === 'jest' ? 'jest.config.cjs' : 'vitest.config.mjs')),
      'utf8',
    )
    if (runner === 'jest') expect(made).toContain("{ '\\\\.[cm]?[jt]sx?$': 'globeflower/jest' }")
    else expect(made).toMatch(/plugins: \[globeflower\(\)(?:\]|, other)/)
  })

  it.each([
    ['vite.config.mjs', 'export default { plugins: [] }', 'not-used'],
    ['webpack.config.cjs', "module.exports = {\n  entry: './a.js',\n}", 'not-used'],
    ['esbuild.mjs', "import { build } from 'esbuild'\nawait build({ entryPoints: ['a.ts'] })", 'not-used'],
    [
      'vite.config.mjs',
      "import globeflower from 'globeflower/vite'\nimport legacy from '@vitejs/plugin-legacy'\n" +
        "export default { plugins: [globeflower(), legacy({ targets: ['ie 11'] })] }",
      'plugin-legacy',
    ],
    [
      'rollup.config.mjs',
      "import globeflower from 'globeflower/rollup'\nimport typescript from 'x'\nexport default { plugins: [globeflower(), typescript({ a: 1 })] }",
      'plugin-order',
    ],
    ['babel.config.json', '{ "plugins": ["globeflower/babel"], "presets": ["@babel/preset-env"] }', 'regenerator'],
    [
      'babel.config.json',
      '{ "plugins": ["globeflower/babel"], "presets": [\n["@babel/preset-env", {\n "targets": "ie 11" }]] }',
      'regenerator',
    ],
    [
      'webpack.config.cjs',
      "module.exports = {\n  module: { rules: [{ use: { loader: 'babel-loader', options: { plugins: ['globeflower/babel'] } } }] } }",
      'glue-target',
    ],
  ])('mends %s: %s', (name, text, id) => {
    has('typescript', '6.0.3')
    has('@babel/core', '7.29.0')
    file('package.json', '{}')
    file(name, text)
    expect(ids()).toEqual([id])
    // Nothing of it has to be installed for that.
    for (const { fix } of found()) spawnSync('sh', ['-c', fix.replace(/^npm uninstall \S+ && /, '')], { cwd: folder })
    expect(found()).toEqual([])
    const made = readFileSync(join(folder, name), 'utf8')
    if (name.endsWith('.json'))
      expect(JSON.parse(made)).toMatchObject({ presets: [[expect.anything(), { exclude: expect.anything() }]] })
    else if (id !== 'glue-target') expect(made).toContain('globeflower()')
  })

  it('names a second copy, what is compiled from before, and TypeScript 7 by its other name', () => {
    has('typescript', '6.0.3')
    has('ts-patch', '3.3.0')
    file('package.json', '{}')
    file('node_modules/globeflower/package.json', '{ "name": "globeflower", "version": "2.0.0" }')
    file('node_modules/dep/node_modules/globeflower/package.json', '{ "name": "globeflower", "version": "1.0.0" }')
    expect(found()).toMatchObject([{ id: 'two-copies', fix: 'npm pkg set overrides.globeflower=2.0.0 && npm install' }])
    rmSync(join(folder, 'node_modules/dep'), { recursive: true })

    file('tsconfig.json', `${good} "outDir": "out", "incremental": true, ${plugin}`)
    file('out/tsconfig.tsbuildinfo', '{}')
    expect(ids()).toEqual([])
    utimesSync(join(folder, 'out/tsconfig.tsbuildinfo'), 1, 1)
    expect(found()).toMatchObject([{ id: 'stale-build', fix: 'rm out/tsconfig.tsbuildinfo' }])
    rmSync(join(folder, 'tsconfig.json'))

    rmSync(join(folder, 'node_modules/typescript'), { recursive: true })
    has('@typescript/native-preview', '7.0.0-dev.20260707.2')
    expect(ids()).toEqual(['typescript-7'])
  })
})
