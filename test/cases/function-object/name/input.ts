// Names of declared, expressed and assigned functions, and of those in literals.
async function declared() {
  await null
}
const arrow = async () => {
  await null
}
const expressed = async function () {
  await null
}
const named = async function other() {
  await null
}
const generator = function* () {
  yield 1
}
const both = async function* () {
  yield 1
}
const object = {
  async method() {
    await null
  },
  *gen() {
    yield 1
  },
  property: async () => {
    await null
  },
  async *ag() {
    yield 1
  },
}
export async function main(log: (...values: unknown[]) => void) {
  log([declared, arrow, expressed, named, generator, both].map((f) => f.name))
  log([object.method, object.gen, object.property, object.ag].map((f) => f.name))
  let later: any
  later = async () => {
    await null
  }
  log(later.name)
  log(
    (async () => {
      await null
    }).name === '',
  )
}
