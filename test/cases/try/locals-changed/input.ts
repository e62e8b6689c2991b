// Locals changed in the try are visible in catch and finally.
export async function main(log: (...values: unknown[]) => void) {
  let step = 0,
    text = ''
  try {
    step = 1
    await null
    step = 2
    text += 'a'
    ;(() => {
      throw new Error('x')
    })()
    step = 3
  } catch {
    log(step, text)
    step += 10
  } finally {
    log(step)
    text = 'f' + (await step)
  }
  log(step, text)
}
