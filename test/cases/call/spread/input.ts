// Spread arguments before, between and after suspensions.
export async function main(log: (...values: unknown[]) => void) {
  const f = (...args: any[]) => args
  const list = [1, 2]
  const grow = async () => {
    list.push(3)
    return 'grown'
  }
  log(f(...list, await grow(), ...list))
  log(f(...(await [4, 5]), await 6, ...'ab'))
  log(Math.max(...[1, await 9], ...(await [3])))
  const o = {
    base: 10,
    sum(...n: number[]) {
      return n.reduce((a, b) => a + b, this.base)
    },
  }
  log(o.sum(...[1, 2], await 3))
  function* lazy() {
    log('spread 1')
    yield 'l'
    log('spread end')
  }
  log(f(...lazy(), await log('awaited')))
}
