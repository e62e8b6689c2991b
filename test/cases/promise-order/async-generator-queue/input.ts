// Requests made at once are answered in order, at native's ticks.
export async function main(log: (...values: unknown[]) => void) {
  async function* g() {
    try {
      yield 1
      yield 2
    } finally {
      log('finally')
      await null
    }
  }
  const it = g()
  const say = (name: string) => (result: any) => log(name, result)
  const all = [
    it.next().then(say('n1')),
    it.next().then(say('n2')),
    it.return('r' as any).then(say('r')),
    it.next().then(say('n3')),
  ]
  const ticks = async () => {
    for (let i = 0; i < 12; i++) {
      await null
      log('tick', i)
    }
  }
  await Promise.all([...all, ticks()])
}
