import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** Each door of the package, opened first: a circle of imports shows only then. */
const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, { default?: string; node?: { default: string } } | string>
}
const doors = Object.entries(exports).flatMap(([door, target]) => {
  const file = typeof target === 'string' ? target : (target.node ?? target).default
  return file?.startsWith('./dist/runtime/') ? [[door, file] as const] : []
})

it.each(doors)('%s can be the first that a program imports', (_door, file) => {
  const url = new URL(`../../${file}`, import.meta.url).href
  const source = `import(${JSON.stringify(url)}).then(() => console.log('open'))`
  const shown = execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' })
  expect(shown).toBe('open\n')
})

// As CommonJS (jest) there is nothing of the frame yet. Inside of functions it may be named.
it('no module that the frame needs asks it for something while it is loaded', () => {
  const frame = fileURLToPath(new URL('../../dist/runtime/frame.js', import.meta.url))
  const seen = new Set<string>()
  const asking: string[] = []
  const look = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    if (/\$gf\.methods?\(/.test(text)) asking.push(file)
    for (const [, name] of text.matchAll(/^(?:import|export)\b[^'"]*?from ['"](\.[^'"]+)['"]/gm))
      look(resolve(dirname(file), name!))
  }
  look(frame)
  expect(seen.size).toBeGreaterThan(20)
  expect(asking).toEqual([])
})
