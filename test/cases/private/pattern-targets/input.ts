// Private names as targets of patterns and loops, with suspensions in what they are given.
class Pair {
  #n = 1
  constructor(n: number) {
    this.#n = n
  }
  async swap(other: Pair) {
    ;[this.#n, other.#n] = [other.#n, await this.#n]
    return [this.#n, other.#n].join()
  }
  async take(other: Pair) {
    ;({ a: this.#n, b: other.#n = await 8 } = { a: other.#n } as { a: number; b?: number })
    return [this.#n, other.#n].join()
  }
  async each(other: Pair, log: (value: unknown) => void) {
    for (this.#n of [1, await 2]) log(this.#n)
    for ([other.#n] of [[await 7]]) log(other.#n)
    const later = () => ([this.#n, other.#n] = [other.#n, this.#n])
    later()
    return [this.#n, other.#n].join()
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const one = new Pair(1)
  const two = new Pair(2)
  log(await one.swap(two))
  log(await one.take(two))
  log(await one.each(two, log))
}
