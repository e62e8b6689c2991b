// Variables of inner blocks are new in each iteration, whether it waits or not.
export async function main(log: (...values: unknown[]) => void) {
  const kept: (() => unknown)[] = []
  for await (const b of [1, 2]) {
    if (b) {
      let x = b
      kept.push(() => x++)
      const y = b * 10
      kept.push(() => y)
    }
    try {
      function list() {
        return b
      }
      class K {
        m() {
          return list()
        }
      }
      kept.push(() => [list(), new K().m()])
    } finally {
      let z = b
      kept.push(() => z)
    }
    switch (b) {
      case 1:
      case 2:
        let s = 's' + b
        kept.push(() => s)
    }
    for (let i = 0; i < 2; i++) {
      let inner = i
      kept.push(() => inner + i)
    }
  }
  for (const f of kept) log(f(), f())
  const generated = [...generate()]
  for (const f of generated) log(f())
}
function* generate() {
  for (let i = 0; i < 4; i++) {
    const made: (() => unknown)[] = []
    if (i) {
      const square = i * i
      made.push(() => square)
    }
    if (i % 2) continue
    yield () => made.map((f) => f())
  }
}
