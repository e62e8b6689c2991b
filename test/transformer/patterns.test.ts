/** A pattern of today and the one that ES5 engines get find the same; Node can do both. */
import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { olderPattern } from '../../transformer/plugins/pattern-text.js'

const texts = [
  '',
  'a',
  'b',
  'ab',
  'A',
  'é',
  'É',
  '_',
  '-',
  ']',
  '0',
  'a1',
  ' ',
  '\n',
  'a\nb',
  '\u2028',
  'αβ',
  'ж',
  '中',
]
const wide = ['😀', '😁x', 'x😀', '😀😀', '\ud83d', '\ude00', '\ud83da', 'a😀b', '𝒳', '\ud83d\ud83d\ude00', '🇩🇪']

describe.each([
  [/^.$/s],
  [/[.\]]|\.b/s],
  [/(?<x>a)(?<y>.)\k<x>?|(b)\3/],
  [/^.$/u],
  [/^..$/u],
  [/./u],
  [/^.+$/su],
  [/^[^a]$/u],
  [/^[^a😀]+$/u],
  [/[😀-😁x]/u],
  [/^\u{1F600}$/u],
  [/^\ud83d\ude00$/u],
  [/^\ud83d$/u],
  [/^[\ud83d]/u],
  [/😀{2}/u],
  [/^\p{L}+$/u],
  [/^\P{L}+$/u],
  [/^[\p{Lu}\d_-]+$/u],
  [/^[^\p{L}\s]+$/u],
  [/\p{Script=Greek}/u],
  [/^\W$/u],
  [/^\S\D$/u],
  [/[\]\-a]/u],
  [/^[\x61-\u{62}\n]$/u],
  [/^(?:a|😀)*$/iu],
])('%s', (pattern) => {
  it('is said in ES5, and finds the same', () => {
    const older = olderPattern(pattern.source, pattern.flags)!
    const text = `/${older.source}/${older.flags}`
    expect(() => parse(text, { ecmaVersion: 5 })).not.toThrow()
    const made = new RegExp(older.source, older.flags)
    for (const it of [...texts, ...wide]) expect([it, made.exec(it)?.slice()]).toEqual([it, pattern.exec(it)?.slice()])
  })
})

it.each([
  ['(?<=a)b', ''],
  ['(?<!a)b', ''],
  ['(?i:a)b', ''],
  ['[a&&b]', 'v'],
  ['a', 'd'],
])('/%s/%s is left alone', (source, flags) => {
  expect(olderPattern(source, flags)).toBeUndefined()
})
