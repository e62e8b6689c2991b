// Private names as targets of patterns and of loops, with and without a suspension beside them.
class Point {
  #x = 0
  #y = 0
  log: (...values: unknown[]) => void
  constructor(log: (...values: unknown[]) => void) {
    this.log = log
  }
  get self() {
    this.log('self')
    return this
  }
  set(value: Iterable<number>) {
    ;[this.#x, this.#y] = value
    return this
  }
  setDefault(value: { a?: number; rest?: unknown }) {
    ;({ a: this.self.#x = 7, ...this.self.#y } = value as never)
    return this
  }
  loop(values: number[]) {
    for (this.#x of values) this.log(this.#x)
    for ([this.#x, this.self.#y = 9] of values.map((value) => [value])) this.log(this.#x, this.#y)
    for (this.#y as never in { key: 1 });
    return this
  }
  async wait(values: Promise<number>[]) {
    ;[this.#x = await 5, this.self.#y] = [undefined!, await values[0]!]
    for await (this.#x of values) this.log(this.#x)
    for await ([this.#y] of values.map(async (value) => [await value])) this.log(this.#y)
  }
  show() {
    this.log(this.#x, this.#y)
  }
}

export async function main(log: (...values: unknown[]) => void) {
  const point = new Point(log)
  point.set([1, 2]).show()
  point.setDefault({ rest: true }).show()
  point.loop([3, 4]).show()
  await point.wait([Promise.resolve(6), Promise.resolve(8)])
  point.show()
}
