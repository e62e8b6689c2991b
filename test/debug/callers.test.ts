/**
 * In a debug build the stack of an error names who awaits: `at async outer (file:line:column)`, in each profile, on
 * promises of the engine and on ours, however the error came.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile, type CompileOptions } from '../../transformer/index.js'

const root = new URL('../..', import.meta.url)
const program = `
async function half(n: number) {
  await null
  if (n < 0) throw new RangeError('negative')
  return n / 2
}
async function total(list: number[]) {
  let sum = 0
  for (const n of list) sum += await half(n)
  return sum
}
async function handsOn() {
  await null
  return total([-1])
}
async function* halves() {
  yield await half(-1)
}
async function loops() {
  for await (const n of halves()) return n
}
async function foreign() {
  await later
}
async function gathers() {
  await Promise.all([half(1), half(-1)])
}
async function catches(work: () => PromiseLike<unknown>) {
  try {
    await work()
  } catch (error) {
    stacks.push((error as Error).stack!)
    throw error
  }
}
async function main() {
  for (const work of [() => total([1, -1]), handsOn, loops, gathers, () => foreign()]) {
    try {
      await catches(work)
    } catch (error) {
      stacks.push((error as Error).stack!)
    }
  }
}
const stacks: string[] = []
const later = Promise.reject(new Error('foreign'))
later.then(null, () => {})
export const ran = main().then(() => stacks)
`
const lines = program.split('\n')
const at = (name: string, text: string) => {
  const line = lines.findIndex((line) => line.includes(text))
  return `${name} (program.ts:${line + 1}:${lines[line]!.indexOf(text) + 1})`
}
const main = [at('catches', 'await work()'), at('main', 'await catches(work)')]
const expected = [
  [at('total', 'await half(n)'), ...main],
  [at('total', 'await half(n)'), ...main],
  [at('halves', 'await half(-1)'), at('loops', 'halves()) return'), ...main],
  [at('gathers', 'await Promise.all'), ...main],
  [at('foreign', 'await later'), ...main],
]
const callersIn = (stack: string) => [...stack.matchAll(/^ +at async (.*program\.ts:.*)$/gm)].map(([, text]) => text!)

function built(options: CompileOptions): string {
  const { code, diagnostics } = compile(program, {
    ...options,
    fileName: 'program.ts',
    debug: true,
    runtime: new URL('dist/runtime/frame.js', root).href,
  })
  expect(diagnostics).toEqual([])
  const folder = join(import.meta.dirname, '../output/debug')
  const file = join(folder, `callers.${options.semantics}.${options.target}.${options.host}.mjs`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, code)
  return file
}

describe.each(['typescript', 'babel'] as const)('tree of %s', (host) => {
  it.each(['task', 'promise'] as const)('profile %s: where it is caught, and further out', async (semantics) => {
    for (const target of ['es2022', 'es5'] as const) {
      const stacks = await ((await import(built({ semantics, host, target }))) as { ran: PromiseLike<string[]> }).ran
      expected.forEach((callers, i) => {
        expect(callersIn(stacks[2 * i]!)).toEqual(callers)
        // Once: an error that goes on is not told again.
        expect(stacks[2 * i + 1]).toBe(stacks[2 * i])
      })
    }
  })
})

it('on our own promises', () => {
  const file = JSON.stringify(built({ semantics: 'promise', host: 'typescript', target: 'es5' }))
  const own = `delete globalThis.Promise
    const { ran } = await import(${file})
    ran.then((stacks) => console.log(JSON.stringify(stacks)))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', own], { encoding: 'utf8' })
  const stacks = JSON.parse(printed) as string[]
  expect(expected.map((_, i) => callersIn(stacks[2 * i]!))).toEqual(expected)
})

it('release builds have nothing of it', () => {
  for (const semantics of ['task', 'promise'] as const) {
    expect(compile(program, { semantics, fileName: 'program.ts' }).code).not.toContain('located')
  }
})
