/** One async function and a timer. */
import { sleep } from 'globeflower'

async function main(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await sleep(10)
    console.log(i)
  }
}

main()
