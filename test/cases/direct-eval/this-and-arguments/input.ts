// A direct eval may say `this` and `arguments`; below ES2015 arrow functions get them through variables, which it cannot know.
export async function main(log: (...values: unknown[]) => void) {
  async function own(this: any, first: number) {
    await null
    return [eval('this.name'), eval('arguments.length'), eval('(() => this.name + first)()')]
  }
  function* lines(this: any) {
    yield eval('this.name')
    yield [...eval('arguments')]
  }
  const self = { name: 'self' }
  log(await own.call(self, 10), [...(lines as any).call(self, 1, 2)])
}
