/**
 * The ways a workload is compiled. Each gives esbuild a plugin that lowers one
 * file; bundling is the same for all, so only the lowering differs.
 */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import ts from 'typescript'

const dist = new URL('../../dist/', import.meta.url)
const promises = fileURLToPath(new URL('deferred/promise.ts', import.meta.url))
const futures = fileURLToPath(new URL('deferred/future.ts', import.meta.url))
const peer = createRequire(new URL('peers/package.json', import.meta.url))

/**
 * @typedef {object} Variant
 * @property {string} id
 * @property {string} title
 * @property {(source: string, fileName: string) => string | Promise<string>} lower
 * @property {boolean} [futures]   waits on our futures instead of promises
 * @property {boolean} [peer]      only with --peers
 */

/** @type {Variant[]} */
export const variants = [
  { id: 'native', title: 'native', lower: (source) => transpile(source, 'ES2023') },
  { id: 'task', title: 'ours, task', lower: ours('task'), futures: true },
  { id: 'promise', title: 'ours, promise', lower: ours('promise') },
  { id: 'typescript', title: `TypeScript ${ts.versionMajorMinor[0]} ES5`, lower: (source) => transpile(source, 'ES5') },
  { id: 'babel', title: 'Babel regenerator', lower: babel, peer: true },
  { id: 'swc', title: 'SWC ES5', lower: swc, peer: true },
  // These two lower async functions only; generators stay the engine's.
  { id: 'bluebird', title: 'bluebird coroutines', lower: coroutines, peer: true },
  { id: 'promises', title: 'async-to-promises', lower: toPromises, peer: true },
]

/** One script that leaves `run` behind as `module.exports.run`. */
export async function compiled(variant, file, outfile) {
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
    plugins: [lowering(variant)],
  })
}

export function lowering({ lower, futures: withFutures }) {
  return {
    name: 'lowering',
    setup(build) {
      build.onResolve({ filter: /^globeflower(\/\w+)?$/ }, ({ path }) => ({ path: door(path) }))
      if (withFutures) build.onResolve({ filter: /deferred\/promise\.js$/ }, () => ({ path: futures }))
      else build.onResolve({ filter: /deferred\/promise\.js$/ }, () => ({ path: promises }))
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
        contents: await lower(await readFile(path, 'utf8'), path),
        loader: 'js',
      }))
    },
  }
}

/** The file behind one of our doors, as package.json has it. */
export function door(specifier) {
  const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const { default: path } = exports[specifier.replace('globeflower', '.')]
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

function ours(semantics) {
  let transformer
  return async (source, fileName) => {
    transformer ??= import(new URL('transformer/index.js', dist))
    const { code, diagnostics } = (await transformer).compile(source, { fileName, semantics, target: 'es5' })
    if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
    return code
  }
}

export function transpile(source, target, { importHelpers = false, fileName = 'input.ts' } = {}) {
  return ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget[target],
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      downlevelIteration: target === 'ES5',
      ignoreDeprecations: '6.0',
      alwaysStrict: false,
      allowJs: true,
      importHelpers,
    },
  }).outputText
}

function babel(source, fileName) {
  return throughBabel(source, fileName, {
    presets: [[peer.resolve('@babel/preset-env'), { targets: { ie: '11' }, modules: false }]],
  })
}

function coroutines(source, fileName) {
  const bluebird = { module: peer.resolve('./coroutine.cjs'), method: 'coroutine' }
  return throughBabel(source, fileName, {
    plugins: [
      peer.resolve('@babel/plugin-transform-async-generator-functions'),
      [peer.resolve('@babel/plugin-transform-async-to-generator'), bluebird],
    ],
  })
}

function toPromises(source, fileName) {
  return throughBabel(source, fileName, { plugins: [peer.resolve('babel-plugin-transform-async-to-promises')] })
}

async function throughBabel(source, fileName, settings) {
  const { code } = await peer('@babel/core').transformAsync(transpile(source, 'ESNext'), {
    filename: fileName.replace(/\.ts$/, '.js'),
    babelrc: false,
    configFile: false,
    compact: false,
    ...settings,
  })
  return code
}

async function swc(source) {
  const { code } = await peer('@swc/core').transform(transpile(source, 'ESNext'), {
    swcrc: false,
    isModule: true,
    jsc: { target: 'es5', parser: { syntax: 'ecmascript' } },
  })
  return code
}
