/**
 * Random concurrent programs on CPython's asyncio and here.
 *
 *   npm run fuzz:asyncio -- [--runs N] [--seed S] [--python COMMAND] [--all]
 *
 * Stops at the first difference, shrunk; with --all it goes on and shows each.
 */
import fc from 'fast-check'
import { parseArgs } from 'node:util'
import { Asyncio, Checker } from './check.mjs'
import { Programs } from './grammar.mjs'

const BATCH = 250

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    python: { type: 'string', default: 'python3' },
    open: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
})
const asyncio = new Asyncio(flags.python)
const version = await asyncio.version()
console.log(`Python ${version.join('.')}, seed ${flags.seed}`)
const checker = new Checker(asyncio, flags.open)
const programs = new Programs(version[1])
const total = Number(flags.runs)
let done = 0
let differences = 0

for (let seed = Number(flags.seed); done < total && (flags.all || differences === 0); seed++) {
  const runs = Math.min(BATCH, total - done)
  const suspects = await checker.many(fc.sample(programs, { seed, numRuns: runs }))
  done += runs
  differences += suspects.length
  for (const { program, error } of flags.all ? suspects : suspects.slice(0, 1)) {
    const property = fc.asyncProperty(programs, (each) => checker.one(each))
    const { errorInstance } = await fc.check(property, {
      examples: [[program]],
      numRuns: 1,
      interruptAfterTimeLimit: 20_000,
    })
    console.log(`seed ${seed}, ${(errorInstance ?? error).message}\n${'='.repeat(80)}`)
  }
}
console.log(`${done} programs, ${checker.open} left open by asyncio, ${checker.long} too long, ${differences} differ`)
asyncio.close()
process.exitCode = differences > 0 ? 1 : 0
