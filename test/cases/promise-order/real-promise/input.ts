// The result is a branded promise of the intrinsic constructor.
export async function main(log: (...values: unknown[]) => void) {
  const f = async () => 1
  const p = f()
  log(Object.getPrototypeOf(p) === Promise.prototype, p.constructor === Promise, Promise.resolve(p) === p)
  log(Object.prototype.toString.call(p), Object.keys(p), p === (f() as any))
  try {
    log(Promise.prototype.then.call(p, () => {}) instanceof Promise)
  } catch (error) {
    log(error)
  }
}
