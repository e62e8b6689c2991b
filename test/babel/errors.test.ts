/** What is refused, from the Babel tree: the same diagnostics at the same places as from TypeScript's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from '../../transformer/index.js'

const root = join(import.meta.dirname, '../errors')
/** Calls that nobody waits for are not looked for. */
const LOWERED = ['never-awaited']
/** Babel's parser takes none of these, and stops at the first. */
const PARSED = ['misplaced-await', 'misplaced-yield', 'yield-in-scope']

describe.each(readdirSync(root).sort())('%s', (id) => {
  const file = (name: string) => join(root, id, name)
  const options = existsSync(file('options.json')) ? JSON.parse(readFileSync(file('options.json'), 'utf8')) : {}
  const diagnostics = () =>
    compile(readFileSync(file('input.ts'), 'utf8'), { fileName: 'input.ts', ...options, host: 'babel' }).diagnostics

  it.skipIf(LOWERED.includes(id))('is refused at the place on record', () => {
    const places = diagnostics().map(({ fileName, line, column, id }) => `${fileName}:${line}:${column} ${id}`)
    const recorded = readFileSync(file('expected.txt'), 'utf8').split('\n')
    const expected = recorded.filter((line) => line.startsWith('input.ts:'))
    expect(places).toEqual(PARSED.includes(id) ? [expected[0]!.replace(id, 'syntax-error')] : expected)
    expect(diagnostics().every(({ message }) => /^[A-Z].*\.$/.test(message))).toBe(true)
  })

  it.runIf(LOWERED.includes(id))('is lowered', () => {
    expect(diagnostics()).toEqual([])
  })
})
