/** Tasks, gathered under a timeout. */
import { gather, run, sleep, timeout } from 'globeflower'

async function work(ms: number): Promise<number> {
  await sleep(ms)
  return ms
}

run(() => timeout(1000, () => gather([work(10), work(20)])))
