import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
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
