/** Which console a call gets: the small one where it is sure to print texts. */
import { describe, expect, it } from 'vitest'
import { compile } from '../../transformer/index.js'

describe.each(['typescript', 'babel'] as const)('a call of the console, %s', (host) => {
  const consoleOf = (source: string): string | undefined =>
    /\$gf\w*\.(\w*[cC]onsole)\b/.exec(compile(source, { host, fileName: 'a.js' }).code)?.[1]

  it.each([
    "console.log('text')",
    'console.log()',
    "console.error('text', 1, true, null, undefined)",
    'console.log(`a ${x} b`)',
    "console.log('a' + x)",
    "console.log(x + (y + ': '))",
    "console.log(x ? 'yes' : 'no')",
    "console.log(list.join(', '))",
    'console.log(list.length, 1)',
    'console.log(price.toFixed(2))',
    'console.log(typeof x, x === y, !x)',
    'console.log(String(x))',
    "const name = 'text'; console.log(name)",
    'for (let i = 0; i < 3; i++) console.log(i)',
    'for (let i = 0; i < 3; i++) await f(() => console.log(i))',
  ])('%s needs texts only', (source) => {
    expect(consoleOf(source)).toBe('textConsole')
  })

  it.each([
    'console.log(x)',
    'console.log(x.name)',
    "console.log('a', x)",
    'console.log(-x)',
    'console.log(x + y)',
    "console.log('%s', 'a')",
    "console.log(`${x}`, 'a')",
    'console.log(...x)',
    "console.log(room.join('user'))",
    "console.log(x || 'text')",
    'let name = 1; name = x; console.log(name)',
    'for (let i = 0; i < 3; i++) { i = x; console.log(i) }',
    'const String = x; console.log(String(1))',
    'x.then(console.log)',
    'console.dir(1)',
  ])('%s needs all values', (source) => {
    expect(consoleOf(source)).toBe('valueConsole')
  })

  it.each(["console.group('a')", 'console.table(x)', 'const { log } = console', 'f(console)', "console['log'](1)"])(
    '%s needs all of it',
    (source) => {
      expect(consoleOf(source)).toBe('console')
    },
  )

  it('of a name of its own stays', () => {
    expect(consoleOf("const console = x; console.log('a')")).toBe(undefined)
  })
})
