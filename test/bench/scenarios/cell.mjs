/**
 * node cell.mjs FILE SCENARIO SIZE: one scenario in a process of its own; prints milliseconds and the result.
 *
 * A start-up is the first run, loading included; of the others the best of many runs counts.
 */
const [file, scenario, size] = process.argv.slice(2)
const start = performance.now()
const { [scenario]: run } = await import(file)
const result = await run(Number(size))
const times = [performance.now() - start]
if (scenario !== 'startup') {
  const end = performance.now() + 1500
  for (let runs = 0; runs < 10 || performance.now() < end; runs++) {
    const begin = performance.now()
    if ((await run(Number(size))) !== result) throw new Error(`${scenario} gave another result than the first time`)
    times.push(performance.now() - begin)
  }
}
console.log(JSON.stringify({ ms: Math.min(...times), result }))
process.exit()
