// A rejected promise in a sync iterable is thrown at its step.
export async function main(log: (...values: unknown[]) => void) {
  try {
    for await (const x of [1, Promise.reject(new Error('no')), 3]) log(x)
  } catch (error) {
    log(error)
  }
}
