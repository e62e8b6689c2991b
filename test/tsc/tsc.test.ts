/** `globeflower/tsc` under ts-patch: what `tspc` writes is ES5 and does what the source does. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
const out = join(root, 'test/output/tsc')
const tspc = (config: string) =>
  spawnSync(process.execPath, [join(root, 'node_modules/ts-patch/bin/tspc.js'), '-p', config], { encoding: 'utf8' })

it('compiles a project to ES5 that runs', () => {
  rmSync(out, { recursive: true, force: true })
  const { status, stdout, stderr } = tspc(here)
  expect(stdout + stderr).toBe('')
  expect(status).toBe(0)

  for (const name of ['main.js', 'shop.js']) {
    const code = readFileSync(join(out, name), 'utf8')
    expect(code).toContain('globeflower/frame')
    parse(code, { ecmaVersion: 5, sourceType: 'module' })
  }
  expect(execFileSync(process.execPath, [join(out, 'main.js')], { encoding: 'utf8' })).toBe(
    'total 23\nrefused price -1\ndone\n',
  )
})

it('reports what it cannot lower as a diagnostic of tsc, with its place', () => {
  const folder = join(root, 'test/output/tsc-refused')
  mkdirSync(folder, { recursive: true })
  const config = JSON.parse(readFileSync(join(here, 'tsconfig.json'), 'utf8'))
  Object.assign(config.compilerOptions, { outDir: 'out', rootDir: '.' })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, files: ['bad.ts'] }))
  writeFileSync(join(folder, 'bad.ts'), 'export async function f(code: string) {\n  await 0\n  return eval(code)\n}\n')
  const { status, stdout } = tspc(folder)
  expect(status).not.toBe(0)
  expect(stdout).toMatch(/bad\.ts\(3,10\): error TS190001: .*\(direct-eval\)/)
})
