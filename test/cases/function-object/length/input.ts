// length counts the parameters before the first default or rest.
export function main(log: (...values: unknown[]) => void) {
  const all: any[] = [
    async () => {
      await null
    },
    async (a: any, b: any) => {
      await null
    },
    async (a: any, b = 1, c: any) => {
      await null
    },
    async (...rest: any[]) => {
      await null
    },
    async ({ a }: any, [b]: any) => {
      await null
    },
    function* (a: any, b: any) {
      yield 1
    },
    function* (a: any, b = 1) {
      yield 1
    },
    function* (a = 1, b: any) {
      yield 1
    },
    async function* (a: any, ...b: any[]) {
      yield 1
    },
    {
      async m(a: any, b: any, c: any) {
        await null
      },
    }.m,
    {
      *m(a: any, b = 1) {
        yield 1
      },
    }.m,
    class {
      static async m(a: any) {
        await null
      }
    }.m,
    async (a: any, b: any, c: any, d: any, e: any, f: any, g: any, h: any, i: any) => {
      await null
    },
  ]
  log(all.map((f) => f.length))
}
