// Async functions, arrows and methods cannot be called with new and have no prototype.
export function main(log: (...values: unknown[]) => void) {
  const all: any[] = [
    async function () {
      await null
    },
    async () => {
      await null
    },
    {
      async m() {
        await null
      },
    }.m,
    class {
      async m() {
        await null
      }
    }.prototype.m,
    async function () {},
  ]
  for (const f of all) {
    try {
      new f()
      log('made')
    } catch (error) {
      log(error, 'prototype' in f)
    }
  }
  const o: any = {
    *g() {
      yield 1
    },
    async *h() {
      yield 1
    },
  }
  for (const f of [
    o.g,
    o.h,
    function* () {
      yield 1
    },
    async function* () {
      yield 1
    },
  ]) {
    try {
      new f()
      log('made')
    } catch (error) {
      log(error, Object.getOwnPropertyDescriptor(f, 'prototype')?.writable)
    }
  }
}
