/*
 * node cell.cjs BUNDLE N SAMPLES: runs one compiled workload and prints
 * {"ms": best, "checksum": "…"}.
 *
 * The same lines for every variant; none of them is compiled by any. Warm-up
 * lasts until the optimising compiler has had its time, whatever the variant.
 * The best of the timed runs counts: what another process takes away only adds.
 */
const { run } = require(require('node:path').resolve(process.argv[2]))
const n = Number(process.argv[3])
const samples = Number(process.argv[4])
const WARM_MS = 250

async function main() {
  const warm = performance.now() + WARM_MS
  let checksum = ''
  for (let runs = 0; runs < 3 || performance.now() < warm; runs++) checksum = String(await run(n))

  const times = []
  for (let i = 0; i < samples; i++) {
    // Only with --gc: it also ends hidden classes without a living object, and with them optimised code.
    globalThis.gc?.()
    const start = performance.now()
    const result = run(n)
    const value = typeof result === 'object' ? await result : result
    times.push(performance.now() - start)
    if (String(value) !== checksum) throw new Error(`gave ${checksum}, then ${value}`)
  }
  process.stdout.write(JSON.stringify({ ms: Math.min(...times), checksum }))
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
