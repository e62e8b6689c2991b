/**
 * `globeflower verify`: nobody has to wonder whether it took effect.
 *
 * What is newer than the target, or suspends and was left as it was, is named with its place in the
 * source, through the map, and the package it comes from. Status 1 when there is anything.
 */
import { Failure } from './failure.js'
import { kindOf, readSource } from './files.js'
import { placedGlobals } from './globals.js'
import type { Input } from './index.js'
import { grouped, level } from './build.js'
import { mapOf, originOf, ownPlace, type Origin } from './origin.js'
import { report, shown } from './report.js'
import { offences } from './syntax.js'

interface Finding extends Partial<Origin> {
  feature: string
  /** How often from the same file. */
  count: number
}

export default async function verify({ values, files }: Input): Promise<number> {
  if (files.length === 0) throw new Failure('No file given. Try globeflower verify --help.', 2)
  const folder = files.find((it) => kindOf(it) === 'folder')
  if (folder) throw new Failure(`${folder} is a folder. Name its files: ${folder}/*.js`, 2)

  const target = String(values.target ?? 'es5')
  const results = files.map((file) => {
    const code = readSource(file)
    return {
      file,
      bytes: Buffer.byteLength(code),
      findings: findingsIn(code, file, target),
      ...(values.globals ? { globals: globalsIn(code, file) } : {}),
    }
  })

  if (values.json) console.log(JSON.stringify(results, undefined, 2))
  else for (const result of results) print(result, target)
  return results.some(({ findings }) => findings.length > 0) ? 1 : 0
}

function findingsIn(code: string, file: string, target: string): Finding[] {
  const trace = mapOf(code, file)
  const found = new Map<string, Finding>()
  for (const { feature, at } of offences(code, target)) {
    const origin = originOf(at, code, trace, file) ?? ownPlace(at, code, file)
    const key = `${feature}\0${origin.file}`
    const known = found.get(key)
    if (known) known.count++
    else found.set(key, { feature, count: 1, ...origin })
  }
  return [...found.values()]
}

function globalsIn(code: string, file: string) {
  return placedGlobals(code, file, mapOf(code, file)).map(({ name, isAsked, origin: { file: from, line, owner } }) => ({
    name,
    isAsked,
    file: from,
    line,
    ...(owner ? { owner } : {}),
  }))
}

function print(
  {
    file,
    bytes,
    findings,
    globals,
  }: { file: string; bytes: number; findings: Finding[]; globals?: ReturnType<typeof globalsIn> },
  target: string,
): void {
  for (const { feature, count, owner, ...place } of findings.slice(0, SHOWN)) {
    const more = count > 1 ? `, ${count} times` : ''
    const from = owner ? `, from package ${owner}` : ''
    console.error(report({ text: `${feature}${more}${from}`, ...place }))
  }
  if (findings.length > SHOWN) console.error(`… and ${findings.length - SHOWN} more.`)
  const verdict = findings.length === 0 ? `${level(target)} ✓` : `not ${level(target)}: ${findings.length} found`
  console.log(`${file}  ${grouped(bytes)} bytes  ${verdict}`)
  for (const { name, isAsked, file: from, line, owner } of globals ?? []) {
    const whose = owner ? `package ${owner}` : `${shown(from)}:${line}`
    console.log(`  ${isAsked ? 'if present' : 'needs     '}  ${name.padEnd(24)} ${whose}`)
  }
}

const SHOWN = 20
