/**
 * A debug build under a debugger: Node's inspector drives program.ts, lowered, and what it shows is
 * read back through the source map. Lines are those of program.ts.
 */
import { eachMapping, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from '../../transformer/index.js'

type TreeHost = 'typescript' | 'babel'

interface Stop {
  name: string
  line: number | null
  variables: Record<string, unknown>
}

const source = readFileSync(join(import.meta.dirname, 'program.ts'), 'utf8')
const lines = source.split('\n')
const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1
const columnOf = (text: string) => lines[lineOf(text) - 1]!.indexOf(text) + 1

describe.each<TreeHost>(['typescript', 'babel'])('a debug build, tree of %s', (host) => {
  it('stops on the lines before, at and after an await, with the variables by their names', async () => {
    const stops = await debug(host, [{ at: 'const twice' }, { at: 'sum += await half(twice)' }, { at: 'sum += 100' }])
    const seen = stops.slice(0, 4).map(({ name, line, variables: { numbers, number, twice, sum } }) => {
      return [name, line, numbers, number, twice, sum]
    })
    const line = lineOf('const twice')
    expect(seen).toEqual([
      ['total$step', line, 'Array(2)', 1, 'undefined', 0],
      ['total$step', line + 1, 'Array(2)', 1, 2, 0],
      ['total$step', line + 2, 'Array(2)', 1, 2, 1],
      ['total$step', line, 'Array(2)', 2, 2, 101],
    ])
  })

  it('steps over an await that goes on at once to the next line', async () => {
    const stops = await debug(host, [{ at: "await 'at once'", over: 3 }])
    const lines = stops.map(({ line }) => line).filter((line, i, all) => line !== all[i - 1])
    const line = lineOf("await 'at once'")
    expect(lines.slice(0, 2)).toEqual([line, line + 1])
    expect(stops[0]!.variables).toMatchObject({ before: 10, amount: 3 })
  })

  it('returns to the caller when it steps over the first await of a call', async () => {
    const stops = await debug(host, [{ at: 'sum += await half(twice)', over: 4 }])
    const lines = stops.map(({ line }) => line).filter((line, i, all) => line !== all[i - 1])
    expect(lines[0]).toBe(lineOf('sum += await'))
    expect(lines).toContain(lineOf('await total([1, 2])'))
  })
})

it.each(['task', 'promise'] as const)('names the callers of a call that fails, profile %s', async (semantics) => {
  const text = (await output('typescript', ['--enable-source-maps'], semantics)).split('\n')
  const at = (part: string) => `program.ts:${lineOf(part)}:${columnOf(part)}`
  expect(text[0]).toBe('RangeError: no half of -2')
  expect(text[1]).toMatch(new RegExp(`^    at half \\(.*program\\.ts:${lineOf('throw new')}:`))
  expect(text.filter((line) => line.includes('at async '))).toEqual([
    `    at async total (${at('await half')})`,
    `    at async main (${at('await total([-1])')})`,
  ])
})

/** Runs the program and stops at each breakpoint, then steps over as often as it says. */
async function debug(host: TreeHost, breakpoints: { at: string; over?: number }[]): Promise<Stop[]> {
  const { file, trace } = built(host)
  const places = breakpoints.map(({ at, over = 0 }) => ({ ...firstOf(trace, lineOf(at)), over }))
  const script = join(import.meta.dirname, 'debugger.mjs')
  const { stops } = await spawned([script, file, JSON.stringify(places)])
  return stops.map(({ name, line, column, variables }) => ({
    name,
    line: originalPositionFor(trace, { line: line + 1, column }).line,
    variables,
  }))
}

async function output(host: TreeHost, options: string[], semantics: 'task' | 'promise'): Promise<string> {
  return (await spawned([...options, built(host, semantics).file])).text
}

function built(host: TreeHost, semantics: 'task' | 'promise' = 'task'): { file: string; trace: TraceMap } {
  const { code, map } = compile(source, {
    host,
    semantics,
    target: 'es2022',
    debug: true,
    sourceMap: true,
    fileName: 'program.ts',
  })
  const folder = join(import.meta.dirname, '../output/debug')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${host}.${semantics}.mjs`)
  writeFileSync(`${file}.map`, JSON.stringify(map))
  writeFileSync(file, `${code}//# sourceMappingURL=${host}.${semantics}.mjs.map\n`)
  return { file, trace: new TraceMap(map as ConstructorParameters<typeof TraceMap>[0]) }
}

/** Where a debugger puts a breakpoint on a line: the first place that came from it. */
function firstOf(trace: TraceMap, line: number): { line: number; column: number } {
  let first: { line: number; column: number } | undefined
  eachMapping(trace, (it) => {
    if (it.originalLine === line && !first) first = { line: it.generatedLine - 1, column: it.generatedColumn }
  })
  return first!
}

interface Place {
  name: string
  line: number
  column: number
  variables: Record<string, unknown>
}

function spawned(args: string[]): Promise<{ stops: Place[]; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], timeout: 20_000 })
    let stops = ''
    let text = ''
    let errors = ''
    child.stdio[3]!.on('data', (part) => (stops += part))
    child.stdout!.on('data', (part) => (text += part))
    child.stderr!.on('data', (part) => (errors += part))
    child.on('error', reject)
    child.on('close', (status) => {
      if (status !== 0) reject(new Error(errors || `status ${status}`))
      else
        resolve({
          stops: stops
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as Place),
          text,
        })
    })
  })
}
