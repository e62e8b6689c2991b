// Async arrows and methods cannot be called with new and have no prototype.
export function main(log: (...values: unknown[]) => void) {
  const all: any[] = [
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
  ]
  for (const f of all) {
    try {
      new f()
      log('made')
    } catch (error) {
      log(error, 'prototype' in f)
    }
  }
}
