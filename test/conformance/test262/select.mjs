/**
 * Which files of a test262 checkout ask something of a lowering of async functions, generators and `using`.
 *
 * A language test is in when its own syntax tree holds such a form, wherever the file lies; the chapters of the
 * prototypes and function constructors are in whole. Left out: early errors, modules, dynamic import.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A test: its path below `test/`, its source and what its front matter says. */
export function select(checkout, { filter, promise }) {
  const roots = promise ? PROMISE : ROOTS
  const found = []
  for (const root of roots)
    for (const file of files(join(checkout, 'test'), root)) {
      if (filter && !file.includes(filter)) continue
      const source = readFileSync(join(checkout, 'test', file), 'utf8')
      const meta = frontMatter(source)
      if (meta.negative?.phase === 'parse' || meta.negative?.phase === 'resolution' || meta.negative?.phase === 'early')
        continue
      if (meta.flags.includes('module') || /\bimport\s*\(|\bimport\.meta\b/.test(source)) continue
      const asked = asks(source)
      if (!WHOLE.test(file) && !asked) continue
      found.push({ file, group: groupOf(file), source, meta, modes: modesOf(meta), disposal: asked === 'using' })
    }
  return found
}

const ROOTS = [
  'language',
  'built-ins/AsyncFromSyncIteratorPrototype',
  'built-ins/AsyncFunction',
  'built-ins/AsyncGeneratorFunction',
  'built-ins/AsyncGeneratorPrototype',
  'built-ins/AsyncIteratorPrototype',
  'built-ins/GeneratorFunction',
  'built-ins/GeneratorPrototype',
  'staging/explicit-resource-management',
]
const PROMISE = ['built-ins/Promise']
const WHOLE = /^built-ins\//

function* files(base, folder) {
  for (const entry of readdirSync(join(base, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* files(base, path)
    else if (entry.name.endsWith('.js') && !entry.name.includes('_FIXTURE')) yield path
  }
}

/** The part of YAML that test262 uses: lists in brackets or with dashes, one level of nesting. */
export function frontMatter(source) {
  const text = /\/\*---([\s\S]*?)---\*\//.exec(source)?.[1].replace(/\r\n?/g, '\n') ?? ''
  const list = (name) => {
    const inline = new RegExp(`^${name}:[ \\t]*\\[([^\\]]*)\\]`, 'm').exec(text)
    if (inline) return inline[1].split(',').flatMap((each) => each.trim() || [])
    const block = new RegExp(`^${name}:[ \\t]*\\n((?:[ \\t]+-.*\\n?)+)`, 'm').exec(text)
    return block ? [...block[1].matchAll(/-\s*(.+)/g)].map((each) => each[1].trim()) : []
  }
  const negative = /^negative:\s*\n((?:[ \t]+.*\n?)+)/m.exec(text)?.[1]
  return {
    flags: list('flags'),
    includes: list('includes'),
    features: list('features'),
    negative: negative && { phase: /phase:\s*(\w+)/.exec(negative)?.[1], type: /type:\s*(\w+)/.exec(negative)?.[1] },
  }
}

function modesOf({ flags }) {
  if (flags.includes('onlyStrict')) return ['strict']
  if (flags.includes('noStrict') || flags.includes('raw')) return ['sloppy']
  return ['sloppy', 'strict']
}

/** What the tree holds: 'using', else 'suspension' for an async function, generator or `for await`, else undefined. */
function asks(source) {
  if (!/async|\*|using/.test(source.replace(/\/\*[\s\S]*?\*\//g, ''))) return undefined
  let found
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.VariableDeclarationList && isUsing(node)) return (found = 'using')
    if (
      node.asteriskToken ||
      node.awaitModifier ||
      node.modifiers?.some((each) => each.kind === ts.SyntaxKind.AsyncKeyword)
    )
      found = 'suspension'
    return ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('test.js', source, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS))
  return found
}

function isUsing(list) {
  const kind = list.flags & ts.NodeFlags.BlockScoped
  return kind === ts.NodeFlags.Using || kind === ts.NodeFlags.AwaitUsing
}

/** The line of the table that a file counts in. The grammar of class fields is set apart: it says nothing of async. */
function groupOf(file) {
  const parts = file.split('/')
  if (parts[0] === 'staging') return 'explicit-resource-management'
  if (parts[0] !== 'language') return parts.slice(0, 2).join('/')
  const group = parts.slice(0, 3).join('/')
  if (parts[2] === 'using' || parts[2] === 'await-using') return group
  if (parts[2] === 'class' && FIELD_GRAMMAR.test(file)) return 'class field grammar'
  return CHAPTERS.test(group)
    ? parts[1] === 'arguments-object' || parts[1] === 'eval-code'
      ? parts.slice(0, 2).join('/')
      : group
    : 'language/(other)'
}

const FIELD_GRAMMAR =
  /\/elements\/(after-same-line|multiple|new|regular|same-line|wrapped|nested)-[\w-]*(identifier|names|rs-)[\w-]*\.js$/
const CHAPTERS =
  /^language\/(arguments-object|eval-code)\/?|^language\/(expressions|statements)\/(async-[a-z-]+|await|class|for-await-of|for-of|generators|object|yield)$/
