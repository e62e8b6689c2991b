// In sloppy functions this is the global object or a wrapper, made once.
async function main(log: (...values: unknown[]) => void) {
  async function f() {
    const before = this
    await null
    return [typeof this, this === globalThis, before === this]
  }
  log(await f(), await f.call(1), await f.call(null), await f.call('x'))
  function* g() {
    yield typeof this
    yield this === globalThis
  }
  log([...g()], [...g.call(5)])
  async function* h() {
    yield typeof this
  }
  log((await h.call(5).next()).value)
}
