/**
 * Every snippet of the guides is run. A ```ts block is compiled and run under Node; what it prints is
 * the ```output block that follows it, nothing where there is none. ```ts promise is compiled in
 * that profile, ```ts raw is not compiled, ```ts page is for a page and only compiled. UPDATE=1 writes what is printed into the blocks. What a snippet of the
 * README prints stands behind its lines. Settings of tools are used as they stand; the commands of the README are run
 * by test/package.
 */
import { execFile, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as net from '../../runtime/net/node.js'
import * as runtime from '../../runtime/index.js'
import { compile } from '../../transformer/index.js'
import { errors } from '../../transformer/errors.js'

interface Snippet {
  line: number
  how: string
  code: string
  output: string
}

const root = join(import.meta.dirname, '../..')
const guides = join(root, 'playground/guide')
const folder = join(root, 'test/output/docs')
const files = readdirSync(guides)
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(guides, name))

describe('README', () => {
  const snippets = snippetsOf(readFileSync(join(root, 'README.md'), 'utf8'))
  // test/package runs the one that compiles.
  const programs = snippets.filter(({ code }) => !code.includes('globeflower/transformer'))
  it.each(programs)('line $line', async ({ line, code }) => {
    const printed = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, text]) => `${text}\n`).join('')
    expect((await run(`readme-${line}`, code, '')).trimEnd()).toBe(printed.trimEnd())
  })
})

for (const file of files) {
  const name = basename(file, '.md').toLowerCase()
  const snippets = snippetsOf(readFileSync(file, 'utf8'))
  if (snippets.length === 0) continue
  describe(name, () => {
    it.each(snippets)('line $line', async ({ line, how, code, output }) => {
      const printed = await run(`${name}-${line}`, code, how)
      if (process.env.UPDATE) rewrite(file, code, output, printed)
      else expect(printed).toBe(output)
    })
  })
}

it('has the types that the snippets say', () => {
  const typed = join(folder, 'typed')
  mkdirSync(typed, { recursive: true })
  const origins = new Map<string, string>()
  for (const file of [join(root, 'README.md'), ...files]) {
    for (const { line, code } of snippetsOf(readFileSync(file, 'utf8'))) {
      const name = join(typed, `${basename(file, '.md').toLowerCase()}-${line}.ts`)
      // A module, as a file with `await` at its top is; the source to compile is the reader's.
      const given =
        code.includes('compile(source') && !code.includes('source =') ? 'declare const source: string\n' : ''
      writeFileSync(name, `${code}export {}\n${given}`)
      origins.set(name, `${basename(file)}:${line}`)
    }
  }
  const program = ts.createProgram([...origins.keys()], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  })
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const { line } = file!.getLineAndCharacterOfPosition(start!)
    return `${origins.get(file!.fileName)} + ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
  expect(problems).toEqual([])
})

it("compiles a project by the tsconfig of the guide from tsc's ES5", () => {
  const project = projectFolder()
  cpSync(join(root, 'test/tsc/project'), project, { recursive: true })
  const config = settingsOf('from-tsc-es5.md', 'jsonc').replace(
    '"target"',
    '"outDir": "out", "rootDir": ".", "types": [], "target"',
  )
  writeFileSync(join(project, 'tsconfig.json'), config)
  const tspc = spawnSync(process.execPath, [join(root, 'node_modules/ts-patch/bin/tspc.js')], {
    cwd: project,
    encoding: 'utf8',
  })
  expect(tspc).toMatchObject({ status: 0, stdout: '' })
  const main = spawnSync(process.execPath, [join(project, 'out/main.js')], { encoding: 'utf8' })
  expect(main).toMatchObject({ stdout: 'total 23\nrefused price -1\ndone\n', stderr: '' })
})

it('compiles by the settings of the guide from regenerator, and none of it is left', () => {
  const settings = JSON.parse(settingsOf('from-regenerator.md', 'json')) as object
  const source =
    'export async function f() { await 1 }\nexport async function* g() { yield 1 }\nexport function* h() { yield 1 }'
  const { transformSync } = createRequire(import.meta.url)('@babel/core') as {
    transformSync(source: string, options: object): { code: string }
  }
  const project = projectFolder()
  const place = { cwd: project, filename: join(project, 'input.js'), configFile: false }
  const { code } = transformSync(source, { ...settings, ...place })
  expect(code).toContain('globeflower/frame')
  expect(code).not.toMatch(/regenerator|asyncToGenerator|async |function\*/)
})

it('gives the same figures in the README, the numbers and the comparison', () => {
  const [numbers, comparison] = ['numbers.md', 'comparison.md'].map((name) => readFileSync(join(guides, name), 'utf8'))
  const rows = (text: string) => text.split('\n').filter((it) => /^\|.*\| [\d.]+ \|$/.test(it))
  const measured = rows(numbers!.slice(0, numbers!.indexOf('## Conformance')))
  expect(measured.length).toBeGreaterThan(5)
  expect(rows(comparison!.slice(0, comparison!.indexOf('## Size')))).toEqual(measured)
  const [, ours, , theirs] = measured
    .at(-1)!
    .split(/ ?\| ?/)
    .slice(1)
  const readme = readFileSync(join(root, 'README.md'), 'utf8').replace(/\s+/g, ' ')
  expect(readme).toContain(`such code takes ${ours} times`)
  expect(readme).toContain(`TypeScript's ES5 takes ${theirs} times`)
})

it('leads only to files that are there', () => {
  for (const file of [join(root, 'README.md'), ...files]) {
    const targets = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!)
    expect(
      targets.filter((target) => !existsSync(join(file, '..', target))),
      file,
    ).toEqual([])
  }
})

it('names every guide in the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(files.map((file) => basename(file)).filter((name) => !readme.includes(`guide/${name}`))).toEqual([])
})

it('explains every diagnostic under its id', () => {
  const text = readFileSync(join(guides, 'diagnostics.md'), 'utf8')
  const explained = [...text.matchAll(/^### `([\w-]+)`$/gm)].map(([, id]) => id!)
  expect(explained.sort()).toEqual(
    [...Object.keys(errors), 'builtin-needed', 'compiler-error', 'computed-import', 'newer-literal'].sort(),
  )
})

it('tests every diagnostic in a folder of its own', () => {
  const folders = readdirSync(join(root, 'test/errors'))
  // What nobody has found a program for.
  const without = Object.keys(errors).filter((id) => !folders.includes(id))
  expect(without).toEqual(['unsupported'])
})

it('names nothing in the tables of asyncio that is not there', () => {
  const text = readFileSync(join(guides, 'from-asyncio.md'), 'utf8')
  const known = { ...runtime, ...net } as Record<string, { prototype?: object }>
  const rows = [...text.matchAll(/^\| .* \| (.*) \|$/gm)].filter(([, ours]) => ours!.includes('`'))
  expect(rows.length).toBeGreaterThan(45)
  const lost = rows.flatMap(([, ours]) =>
    [...ours!.matchAll(/`(?:using [^`]*|([\w]+)(?:\.(\w+))?[^`]*)`/g)].flatMap(([all, name, member]) => {
      if (name === undefined || name === 'lock') return []
      const found = known[name]
      const isThere = member === undefined ? found !== undefined : member in (found?.prototype ?? {})
      return isThere ? [] : [all]
    }),
  )
  expect(lost).toEqual([])
})

/** As it is at a user's: the package lies in the project's node_modules. */
function projectFolder(): string {
  const project = join(folder, 'project')
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  const link = join(project, 'node_modules/globeflower')
  if (!existsSync(link)) symlinkSync(root, link, 'dir')
  return project
}

function settingsOf(guide: string, language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(readFileSync(join(guides, guide), 'utf8'))![1]!
}

function rewrite(file: string, code: string, before: string, after: string): void {
  const block = (output: string) => `${code}\`\`\`\n\n\`\`\`output\n${output}\`\`\``
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(block(before), () => block(after)),
  )
}

function snippetsOf(text: string): Snippet[] {
  const snippets: Snippet[] = []
  for (const match of text.matchAll(/^```ts(?: (\w+))?\n([\s\S]*?)^```\n(?:\n```output\n([\s\S]*?)^```$)?/gm)) {
    const line = text.slice(0, match.index).split('\n').length
    snippets.push({ line, how: match[1] ?? '', code: match[2]!, output: match[3] ?? '' })
  }
  return snippets
}

async function run(name: string, source: string, how: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.mjs`)
  // Another program may listen on that port.
  const program = source.replaceAll('8000', String(20_000 + (process.pid % 20_000)))
  writeFileSync(file, how === 'raw' ? strip(program) : lowered(program, how))
  if (how === 'page') return ''
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 })
  return stdout
}

function lowered(source: string, how: string): string {
  const semantics = how === 'promise' ? 'promise' : 'task'
  const { code, diagnostics } = compile(source, { target: 'es2022', semantics })
  expect(diagnostics.map(({ id, line }) => `${id}, line ${line}`).join('\n')).toBe('')
  return code
}

function strip(source: string): string {
  return ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText
}
