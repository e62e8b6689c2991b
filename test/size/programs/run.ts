/** `run` and `sleep`. */
import { run, sleep } from 'globeflower'

run(async () => {
  await sleep(10)
  console.log('done')
})
