/**
 * What packages need that ES5 engines do not have, in that part of each that the program imports.
 *
 * A literal that is newer is a need: no such engine reads the script. So is Proxy, which nobody can stand in for or
 * do without. Other names are notes: packages often ask first whether they are there.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { needsOf } from '../../plugins/builtins.js'
import { newerLiterals } from '../../plugins/newer-literals.js'
import { lowerPatterns } from '../../plugins/patterns.js'
import type { Finding, Project } from './project.js'

export function packages(project: Project): { needs: Finding[]; notes: Omit<Finding, 'fix'>[] } {
  const names = Object.keys(project.manifest.dependencies ?? {}).filter(
    (it) => !/^(globeflower|core-js|typescript|tslib)/.test(it),
  )
  const needs: Finding[] = []
  const notes: Omit<Finding, 'fix'>[] = []
  const about = { id: 'library-missing', file: 'package.json' }
  const imports = names.length > 0 ? importsIn(project.folder) : new Map<string, Set<string>>()
  const require = createRequire(join(project.folder, 'package.json'))
  for (const name of names) {
    const code = bundleOf(entryFor(name, imports), project.folder) ?? mainOf(name, require) ?? ''
    const named = needsOf(code).flatMap((it) => (it.module ? [] : [it.name]))
    const lacking = [
      ...new Set([...named, ...newerLiterals(lowerPatterns(code, NO_MAP).code).map(({ what }) => `a ${what}`)]),
    ]
    const fatal = lacking.filter((it) => it === 'Proxy' || it.startsWith('a '))
    if (fatal.length > 0) {
      const text = `package ${name} names ${listed(fatal)}, which no one can provide on an ES5 engine.`
      needs.push({ ...about, text, fix: `npm uninstall ${name}` })
    }
    const others = lacking.filter((it) => !fatal.includes(it))
    if (others.length === 0) continue
    const text = `package ${name} names ${listed(others)}, which an ES5 engine may lack; it works if it asks first.`
    notes.push({ ...about, text })
  }
  return { needs, notes }
}

const NO_MAP = { version: 3 as const, sources: [], names: [], mappings: '' }

const SOURCE = /\.[cm]?[jt]sx?$/
const CLAUSE = /\b(?:import|export)\s+(?!type\b)([\w$*{}\s,]+?)\s*\bfrom\s*(['"])([^'"\n]+)\2/g
const WHOLE = /\b(?:import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g

/** What the project's own files take of each module; `*` for all of it. */
function importsIn(folder: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (module: string, name: string) => {
    if (!found.has(module)) found.set(module, new Set())
    found.get(module)!.add(name)
  }
  for (const file of sourcesIn(folder, 2_000)) {
    const text = readFileSync(file, 'utf8')
    for (const [, clause, , module] of text.matchAll(CLAUSE)) {
      const [, list] = /\{([^}]*)\}/.exec(clause!) ?? []
      const rest = clause!
        .replace(/\{[^}]*\}/, '')
        .trim()
        .replace(/,$/, '')
      if (rest) add(module!, rest.includes('*') ? '*' : 'default')
      for (const name of list?.split(',') ?? []) {
        const plain = name.trim().split(/\s+as\s+/)[0]!
        if (plain && !plain.startsWith('type ')) add(module!, plain)
      }
    }
    for (const [, , module] of text.matchAll(WHOLE)) add(module!, '*')
  }
  return found
}

function sourcesIn(folder: string, most: number): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (found.length >= most) break
    const path = join(folder, entry.name)
    if (entry.isFile() && SOURCE.test(entry.name)) found.push(path)
    else if (entry.isDirectory() && !/^(\..*|node_modules|dist|build|out|output|coverage)$/.test(entry.name))
      found.push(...sourcesIn(path, most - found.length))
  }
  return found
}

/** A module that takes the same, or all where nobody takes anything. */
function entryFor(name: string, imports: Map<string, Set<string>>): string {
  const used = [...imports].filter(([module]) => module === name || module.startsWith(`${name}/`))
  const lines = (used.length > 0 ? used : [[name, new Set(['*'])] as const]).flatMap(([module, names], at) => {
    const from = `from ${JSON.stringify(module)}`
    return names.has('*')
      ? [`import * as all${at} ${from}`, `export { all${at} }`]
      : [...names].map((it, i) => `export { ${it} as name${at}_${i} } ${from}`)
  })
  return lines.join('\n')
}

/** As a bundler for browsers would take it. Undefined when that does not work: a package for Node. */
function bundleOf(contents: string, resolveDir: string): string | undefined {
  try {
    const { outputFiles } = buildSync({
      stdin: { contents, resolveDir },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      target: 'esnext',
      logLevel: 'silent',
    })
    return outputFiles[0]!.text
  } catch {
    return undefined
  }
}

function mainOf(name: string, require: NodeJS.Require): string | undefined {
  try {
    const path = require.resolve(name)
    return path.startsWith('/') || /^\w:/.test(path) ? readFileSync(path, 'utf8').slice(0, 500_000) : undefined
  } catch {
    return undefined
  }
}

function listed(names: string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ')
}
