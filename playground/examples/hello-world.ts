/**
 * The hello world of the asyncio talk: ten tasks sleep for random times, then `gather`.
 *
 * "Random" comes from a seed, and is coarse, so that every engine prints the same, a slow one too.
 */
import { gather, sleep } from 'globeflower'

async function greet(name: string, delay: number): Promise<string> {
  console.log(`${name} sleeps for ${delay} ms`)
  await sleep(delay)
  console.log(`${name} says hello`)
  return `${name}: ${delay}`
}

async function main(): Promise<void> {
  const delays = shuffled([40, 80, 120, 160, 200, 240, 280, 320, 360, 400])
  const results = await gather(delays.map((delay, i) => greet(`task ${i}`, delay)))
  console.log(results.join(', '))
}

function shuffled(values: number[]): number[] {
  let seed = 2008
  for (let i = values.length - 1; i > 0; i--) {
    seed = (seed * 1103 + 12345) % 65536
    const j = seed % (i + 1)
    ;[values[i], values[j]] = [values[j]!, values[i]!]
  }
  return values
}

main()
