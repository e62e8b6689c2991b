/**
 * A deadline cancels. The `finally` of the
 * cancelled code still awaits, and ends what it began.
 */
import { CancelledError, createTask, sleep, timeout, TimeoutError } from 'globeflower'

const log: string[] = []

async function transfer(): Promise<string> {
  log.push('open')
  try {
    await sleep(10)
    log.push('half way')
    await sleep(2000)
    return 'complete'
  } finally {
    await sleep(10)
    log.push('rolled back')
  }
}

async function careless(): Promise<string> {
  try {
    await sleep(2000)
  } catch (error) {
    // Meant for errors of the transfer. A cancel goes on all the same.
    log.push('tidied up')
  }
  return 'never'
}

async function main(): Promise<void> {
  try {
    await timeout(50, transfer)
  } catch (error) {
    log.push(error instanceof TimeoutError ? 'too late' : `unexpected: ${String(error)}`)
  }

  console.log(await timeout(2000, async () => 'in time'))

  const task = createTask(careless)
  await sleep(10)
  task.cancel()
  try {
    log.push(await task)
  } catch (error) {
    log.push(error instanceof CancelledError ? 'cancelled' : `unexpected: ${String(error)}`)
  }
  console.log(log.join(', '))
}

main()
