// In sloppy code it is also a var, set when the block is reached.
async function main(log: (...values: unknown[]) => void) {
  log(typeof f)
  {
    log(f())
    await null
    function f() {
      return 'block'
    }
  }
  log(f())
  if (await false) {
    function never() {}
  }
  log(typeof never)
  switch (await 1) {
    case 1:
      log(g())
      function g() {
        return 'case'
      }
  }
  log(g())
}
