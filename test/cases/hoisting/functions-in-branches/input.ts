// Functions in try, catch, loops and cases that suspend.
export async function main(log: (...values: unknown[]) => void) {
  try {
    log(a())
    await null
    throw 1
    function a() {
      return 'in try'
    }
  } catch (e) {
    log(b())
    await null
    function b() {
      return ['in catch', e]
    }
  } finally {
    log(c())
    await null
    function c() {
      return 'in finally'
    }
  }
  for (const x of [1, 2]) {
    log(d())
    await null
    function d() {
      return x
    }
  }
}
