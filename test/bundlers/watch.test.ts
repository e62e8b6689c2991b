/** Bundlers that stay: a file that changes is compiled again, what has not changed is not. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { beforeAll, expect, it } from 'vitest'
import { Lowering } from '../../transformer/plugins/lowering.js'
import { install } from '../support/install.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))

beforeAll(() => {
  if (!install(here)) throw new Error('npm install failed in test/bundlers')
  mkdirSync(join(here, '../output'), { recursive: true })
}, 120_000)

it.each(['esbuild', 'webpack', 'rspack', 'rollup', 'rolldown', 'vite'])(
  '%s compiles a file that changes',
  (bundler) => {
    const folder = mkdtempSync(join(here, '../output/watch-'))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(here, '../..'), join(folder, 'node_modules/globeflower'), 'dir')
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    writeFileSync(join(folder, 'main.ts'), "import { part } from './part'\npart().then(console.log)\n")
    writeFileSync(join(folder, 'part.ts'), "export const part = async (): Promise<string> => 'first'\n")
    const args = [join(here, 'watch.mjs'), bundler, folder]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: here,
      encoding: 'utf8',
      timeout: 60_000,
    })
    rmSync(folder, { recursive: true })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const found = JSON.parse(stdout) as string[]
    expect(found).toHaveLength(2)
    for (const code of found) {
      // A page under development is for a new engine; what suspends is ours all the same.
      if (bundler === 'vite') expect(code).toContain('$gf')
      else parse(code, { ecmaVersion: 5, sourceType: 'script' })
    }
  },
)

it('compiles what has not changed once', () => {
  const lowering = new Lowering({ target: 'es2022' })
  const first = lowering.lower('/a.ts', 'export const f = async () => { await 1 }')
  expect(lowering.lower('/a.ts', 'export const f = async () => { await 1 }')).toBe(first)
  expect(lowering.lower('/a.ts', 'export const f = async () => { await 2 }')).not.toBe(first)
})
