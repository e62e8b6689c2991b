/**
 * What compiled code weighs without any runtime: real files with async code from
 * our dev dependencies, through compile() and through TypeScript 6 at ES5 with
 * its helpers imported, both minified by esbuild.
 */
import { readFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { transpile } from '../bench/variants.mjs'
import { weigh } from './bundles.mjs'

/** Pinned by the lockfile; several authors, from 5 to 160 suspension points each. */
const FILES = JSON.parse(readFileSync(new URL('sources.json', import.meta.url), 'utf8'))

export async function emitted() {
  const { compile } = await import('../../dist/transformer/index.js')
  const files = []
  for (const name of FILES) {
    const source = readFileSync(new URL(`../../node_modules/${name}`, import.meta.url), 'utf8')
    const { code, diagnostics } = compile(source, { fileName: name, target: 'es5' })
    if (diagnostics.length > 0) throw new Error(`${name}: ${diagnostics[0].message}`)
    files.push({
      name,
      ours: weigh(await minified(code)),
      typescript: weigh(await minified(transpile(source, 'ES5', { importHelpers: true, fileName: name }))),
    })
  }
  return { files, total: { ours: sum(files, 'ours'), typescript: sum(files, 'typescript') } }
}

async function minified(code) {
  const options = { minify: true, target: 'es5', format: 'esm', logLevel: 'silent' }
  // Dynamic import and import.meta stay, which is not ES5 but the same in both.
  return (
    await transform(code, {
      ...options,
      supported: { 'dynamic-import': true, 'import-meta': true, 'top-level-await': true, bigint: true },
    })
  ).code
}

function sum(files, who) {
  const total = { bytes: 0, gzip: 0, brotli: 0 }
  for (const file of files) for (const key of Object.keys(total)) total[key] += file[who][key]
  return total
}
