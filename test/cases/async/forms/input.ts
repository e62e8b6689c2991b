// Every way to write an async function.
const later = (value: any) => Promise.resolve(value)
async function declared(a: number) {
  return (await later(a)) + 1
}
const expressed = async function (a: number) {
  return (await later(a)) + 2
}
const arrow = async (a: number) => (await later(a)) + 3
const block = async (a: number) => {
  const b = await later(a)
  return b + 4
}
const key = 'computed'
const object = {
  async method(a: number) {
    return (await later(a)) + 5
  },
  async [key](a: number) {
    return (await later(a)) + 6
  },
  async 'quoted name'(a: number) {
    return (await later(a)) + 7
  },
  async 42(a: number) {
    return (await later(a)) + 8
  },
  get getter() {
    return async (a: number) => (await later(a)) + 9
  },
}
class Thing {
  async method(a: number) {
    return (await later(a)) + 10
  }
  static async still(a: number) {
    return (await later(a)) + 11
  }
  async [key + '2'](a: number) {
    return (await later(a)) + 12
  }
}
export async function main(log: (...values: unknown[]) => void) {
  for (const f of [declared, expressed, arrow, block]) log(await f(100))
  for (const name of ['method', 'computed', 'quoted name', '42', 'getter']) log(name, await (object as any)[name](100))
  log(await new Thing().method(100), await Thing.still(100), await (new Thing() as any).computed2(100))
}
