// Functions and classes of a switch that keep a variable of the iteration, whichever case comes first.
export async function main(log: (...values: unknown[]) => void) {
  const lists: (() => Iterable<number>)[] = []
  const objects: { m(): number }[] = []
  for await (const b of [1, 2]) {
    const name: any = "outer"
    switch ((() => "outer")()) {
      case 'first':
        log('never')
      case 'outer':
        function* list({ k: a = b } = {}) {
          yield a + b
        }
        log([...list({})])
        lists.push(list)
        class K {
          m() {
            return b
          }
        }
        objects.push(new K())
        if (b === 2) break
      case 'second':
        function name() {
          return 'name' + b
        }
        log(name())
      default:
        log('fell', name())
    }
  }
  log(lists.map((list) => [...list()]), objects.map((object) => object.m()))
  for (let i = 0; i < 2; i++) {
    await i
    inner: switch (i) {
      default:
        log(late())
        break inner
      case 7:
        function late() {
          return 'late' + i
        }
    }
  }
}
