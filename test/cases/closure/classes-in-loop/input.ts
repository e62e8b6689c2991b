// Classes and generators made in a loop body, too.
export async function main(log: (...values: unknown[]) => void) {
  const made: any[] = []
  for (let i = 0; i < 2; i++) {
    await null
    class Thing {
      value() {
        return i
      }
      static *list() {
        yield i
      }
      async later() {
        await null
        return i
      }
    }
    made.push(Thing)
  }
  for (const Thing of made) log(new Thing().value(), [...Thing.list()], await new Thing().later())
  log(made[0] !== made[1])
}
