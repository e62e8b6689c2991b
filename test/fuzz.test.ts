/**
 * A few hundred random programs with a fixed seed, natively and lowered; `npm run fuzz` runs as many as one likes.
 * A difference is shrunk and printed with both logs.
 */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../transformer/index.js'
import { Checker, loadRuntime } from './fuzz/check.mjs'
import { Programs } from './fuzz/grammar.mjs'
import { print } from './fuzz/print.mjs'

const PROGRAMS = 120
const SEED = 2026

let checker: Checker
beforeAll(async () => void (checker = new Checker(compile, await loadRuntime())))

describe('random programs', () => {
  for (const configuration of ['promise.esnext', 'task.esnext', 'promise.es5', 'task.es5'])
    it(`${configuration}: ${PROGRAMS} of them log the same natively and lowered`, { timeout: 120_000 }, async () => {
      const programs = new Programs([configuration])
      const suspects = await checker.many(fc.sample(programs, { seed: SEED, numRuns: PROGRAMS }))
      // Only what differs is shrunk, and only the first: its message holds the program.
      const property = fc.asyncProperty(programs, (each) => checker.one(each))
      for (const suspect of suspects.slice(0, 1)) await fc.assert(property, { examples: [[suspect]], numRuns: 1 })
      expect(suspects).toEqual([])
    })

  it('are drawn again from their seed', () => {
    const draw = () =>
      fc.sample(new Programs(['promise.esnext']), { seed: SEED, numRuns: 20 }).map((each) => print(each))
    expect(draw()).toEqual(draw())
    expect(new Set(draw()).size).toBe(20)
  })

  it('show a wrong compiler, as small as can be', async () => {
    const wrong = new Checker(
      (source, options) => {
        const output = compile(source, options)
        return { ...output, code: output.code.replaceAll('.wait(', '.wait(1 + ') }
      },
      await loadRuntime(),
    )
    const property = fc.asyncProperty(new Programs(['promise.esnext']), (each) => wrong.one(each))
    const { failed, errorInstance } = await fc.check(property, { seed: SEED, numRuns: 300 })
    expect(failed).toBe(true)
    expect((errorInstance as Error).message).toContain('await')
    expect((errorInstance as Error).message.length).toBeLessThan(600)
  })
})
