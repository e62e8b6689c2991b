// Waiting for a timer, in sequence.
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
export async function main(log: (...values: unknown[]) => void) {
  for (let i = 0; i < 3; i++) {
    await sleep(1)
    log('tick', i)
  }
}
