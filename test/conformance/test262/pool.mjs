/** Two worker threads; a test that hangs costs its worker, which is replaced. */
import { Worker } from 'node:worker_threads'

const SIZE = 2
const TIMEOUT = 10_000
/** Realms leave traces; a worker is renewed after so many tests. */
const LIFE = 2500

/** Runs every test and calls `answered(test, answer)` for each; answer: mode → { error? }. */
export async function runAll(tests, data, answered) {
  let next = 0
  await Promise.all(Array.from({ length: SIZE }, drain))

  async function drain() {
    let worker
    let life = 0
    while (next < tests.length) {
      const test = tests[next++]
      if (!worker || life++ > LIFE) {
        await worker?.terminate()
        worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: data })
        life = 0
      }
      const answer = await ask(worker, test)
      if (!answer.alive) {
        await worker.terminate()
        worker = undefined
      }
      answered(test, answer.modes)
    }
    await worker?.terminate()
  }
}

function ask(worker, test) {
  return new Promise((resolve) => {
    const failed = (error) => ({ alive: false, modes: Object.fromEntries(test.modes.map((mode) => [mode, { error }])) })
    const timer = setTimeout(() => end(failed('timeout')), TIMEOUT)
    const onMessage = (modes) => end({ alive: true, modes })
    const onError = (error) => end(failed(`worker: ${error.message}`))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage({
      source: test.source,
      meta: test.meta,
      modes: test.modes,
      disposal: test.disposal,
    })
    function end(answer) {
      clearTimeout(timer)
      worker.off('message', onMessage)
      worker.off('error', onError)
      resolve(answer)
    }
  })
}
