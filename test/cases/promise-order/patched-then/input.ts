// await of a promise with its own then calls no then; resolving an async function with it does.
export async function main(log: (...values: unknown[]) => void) {
  const patched: any = Promise.resolve('value')
  patched.then = function (...args: any[]) {
    log('then called')
    return Promise.prototype.then.apply(this, args as any)
  }
  log(await patched)
  log(await (async () => patched)())
}
