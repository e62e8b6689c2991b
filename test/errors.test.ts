/**
 * What is refused: each folder is named after a diagnostic's id; its input gets that diagnostic and the text on record.
 * UPDATE=1 writes expected.txt anew. options.json, if there, is handed to compile().
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from '../transformer/index.js'

const root = join(import.meta.dirname, 'errors')

describe.each(readdirSync(root).sort())('%s', (id) => {
  const folder = join(root, id)
  const file = (name: string) => join(folder, name)
  const options = existsSync(file('options.json')) ? JSON.parse(readFileSync(file('options.json'), 'utf8')) : {}

  it('is refused with the text on record', () => {
    const { diagnostics } = compile(readFileSync(file('input.ts'), 'utf8'), { fileName: 'input.ts', ...options })
    expect(diagnostics.map(({ id }) => id)).toContain(id)
    const text = diagnostics
      .map(({ fileName, line, column, id, message }) => `${fileName}:${line}:${column} ${id}\n${message}\n`)
      .join('\n')
    if (process.env.UPDATE) writeFileSync(file('expected.txt'), text)
    expect(existsSync(file('expected.txt')), 'run once with UPDATE=1').toBe(true)
    expect(text).toBe(readFileSync(file('expected.txt'), 'utf8'))
  })
})
