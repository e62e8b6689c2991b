// 'use strict' in a body counts for the whole function and its parameters.
async function main(log: (...values: unknown[]) => void) {
  async function f() {
    'use strict'
    await null
    return this
  }
  function* g() {
    'use strict'
    yield this
  }
  async function* h() {
    'use strict'
    yield this
  }
  async function writes() {
    'use strict'
    await null
    try {
      undeclaredVariable = 1
      return 'no error'
    } catch (error) {
      return error
    }
  }
  const m = {
    async m() {
      'use strict'
      await null
      return this
    },
  }.m
  log(
    await f(),
    await f.call(1),
    g.call(2).next().value,
    (await h.call(3).next()).value,
    await writes(),
    await m.call(4),
  )
  async function sloppy() {
    await null
    try {
      globeflowerCaseVariable = 1
      return typeof globeflowerCaseVariable
    } finally {
      delete globalThis.globeflowerCaseVariable
    }
  }
  log(await sloppy())
}
