/**
 * Every snippet of the guides is run. A ```ts block is compiled and run under Node; what it prints is
 * the ```output block that follows it, nothing where there is none. ```ts promise is compiled in
 * that profile, ```ts raw is not compiled. UPDATE=1 writes what is printed into the blocks. A ```sh block stands for the reader, and is not run here.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as net from '../../runtime/net/index.js'
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

for (const file of [join(root, 'README.md'), ...files]) {
  const name = basename(file, '.md').toLowerCase()
  const snippets = snippetsOf(readFileSync(file, 'utf8')).filter(({ how }) => name !== 'readme' || how === 'run')
  if (snippets.length === 0) continue
  describe(name, () => {
    it.each(snippets)('line $line', async ({ line, how, code, output }) => {
      const printed = await run(`${name}-${line}`, code, how)
      if (process.env.UPDATE) rewrite(file, code, output, printed)
      else expect(printed).toBe(output)
    })
  })
}

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
  writeFileSync(file, how === 'raw' ? strip(source) : lowered(source, how))
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
