/** `globeflower/tsc` under ts-patch: what `tspc` writes is ES5 and does what the source does. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { beforeAll, expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
const project = join(root, 'test/output/tsc')

// As it is at a user's: the plugin lies in the project's node_modules.
beforeAll(() => {
  rmSync(project, { recursive: true, force: true })
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  cpSync(join(here, 'project'), project, { recursive: true })
  symlinkSync(root, join(project, 'node_modules/globeflower'), 'dir')
})

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const tspc = (config: string) => node(join(root, 'node_modules/ts-patch/bin/tspc.js'), '-p', config)

it('compiles a project to ES5 that runs', () => {
  expect(tspc('tsconfig.json')).toEqual({ status: 0, stdout: '', stderr: '' })
  for (const name of ['main.js', 'shop.js']) {
    const code = readFileSync(join(project, 'out', name), 'utf8')
    expect(code).toContain('globeflower/frame')
    parse(code, { ecmaVersion: 5, sourceType: 'module' })
  }
  expect(node('out/main.js')).toEqual({ status: 0, stdout: 'total 23\nrefused price -1\ndone\n', stderr: '' })
})

it('has import() name the file that TypeScript writes, where it is to', () => {
  const options = '{ "rewriteRelativeImportExtensions": true, "allowImportingTsExtensions": true }'
  writeFileSync(
    join(project, 'rewritten.json'),
    `{ "extends": "./tsconfig.json", "compilerOptions": ${options}, "files": ["early.ts", "late.ts"] }`,
  )
  writeFileSync(join(project, 'late.ts'), 'export const late = 1\n')
  writeFileSync(
    join(project, 'early.ts'),
    "const same = () => import('./late.ts')\nasync function f() { return (await import('./late.ts')).late + (await same()).late }\n" +
      'f().then((n) => console.log(n))\nexport {}\n',
  )
  expect(tspc('rewritten.json')).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(node('out/early.js')).toEqual({ status: 0, stdout: '2\n', stderr: '' })
})

it('reports what it cannot lower as a diagnostic of tsc, with its place', () => {
  writeFileSync(join(project, 'refused.json'), '{ "extends": "./tsconfig.json", "files": ["bad.ts"] }')
  writeFileSync(
    join(project, 'bad.ts'),
    'export async function f(x: number) {\n  eval("x")\n  for (const x of [1]) await (() => x)()\n}\n',
  )
  const { status, stdout } = tspc('refused.json')
  expect(stdout).toMatch(/bad\.ts\(1,1\): error TS190001: .*\(names-at-run-time\)/)
  expect(status).not.toBe(0)
})
