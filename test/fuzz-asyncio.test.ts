/**
 * A few random concurrent programs with a fixed seed, on CPython's asyncio and here; `npm run fuzz:asyncio` runs as many
 * as one likes. Needs a python3 of 3.11 or later.
 */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Asyncio, Checker } from './fuzz/asyncio/check.mjs'
import { Programs } from './fuzz/asyncio/grammar.mjs'

const PROGRAMS = 30
const SEED = 2026

const minor = minorOf('python3')
const name = minor >= 11 ? `asyncio of Python 3.${minor}` : 'asyncio (skipped: no python3 of 3.11 or later)'
let asyncio: Asyncio
beforeAll(async () => {
  if (minor < 11) return
  asyncio = new Asyncio()
  await asyncio.version()
})
afterAll(() => asyncio?.close())

it.skipIf(minor < 11)(`${name}: ${PROGRAMS} random programs log the same there and here`, async () => {
  const programs = new Programs(minor)
  const suspects = await new Checker(asyncio).many(fc.sample(programs, { seed: SEED, numRuns: PROGRAMS }))
  expect(suspects.map(({ error }) => error.message)).toEqual([])
})

function minorOf(command: string): number {
  try {
    const text = execFileSync(command, ['-c', 'import sys; print(sys.version_info[0] * 100 + sys.version_info[1])'])
    return Number(String(text)) - 300
  } catch {
    return 0
  }
}
