// Long chains with a suspension in each link.
export async function main(log: (...values: unknown[]) => void) {
  const chain = {
    text: '',
    add(x: any) {
      this.text += x
      return this
    },
    async later(x: any) {
      await null
      this.text += x
      return this
    },
  }
  log((await (await chain.add(await 'a').later(await 'b')).add('c').later('d')).text)
  log(
    [3, 1, 2]
      .map((x) => x * 2)
      .concat(await [9])
      .sort((a, b) => a - b)
      .join(await '-'),
  )
}
