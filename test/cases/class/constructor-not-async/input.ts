// Async work started in a constructor, with this.
class Loader {
  ready: Promise<any>
  state = 'new'
  constructor(public name: string) {
    this.ready = this.load()
  }
  async load() {
    this.state = 'loading'
    await null
    this.state = 'loaded'
    return this.name
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const loader = new Loader('x')
  log(loader.state)
  log(await loader.ready, loader.state)
}
