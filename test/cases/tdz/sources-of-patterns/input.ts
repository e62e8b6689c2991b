// The names of a pattern are dead while what it takes apart is evaluated, defaults of its parts included.
export async function main(log: (...values: unknown[]) => unknown) {
  const given = (value: unknown) => (value ?? {}) as any
  const attempts: (() => Promise<unknown>)[] = [
    async () => {
      const { a } = given(a)
      return [a, await null]
    },
    async () => {
      const [a = 1, b = a] = []
      await null
      return [a, b]
    },
    async () => {
      const { a: { b } = given(b) } = given(await null)
      return b
    },
    async ({ a: { b } = given(b) } = given(null)) => [b, await null],
    async ({ ['a' + 1]: [, b] = given(b) } = given(null)) => [b, await null],
    async () => {
      for (const [a] of given(() => a)()) log(a, await null)
    },
    async () => {
      for (const { a } of (await null, [given(a)])) log(a)
    },
    async () => {
      for await (const a of [(a = 1 as never)]) log(a)
    },
  ]
  for (const attempt of attempts)
    try {
      log(JSON.stringify(await attempt()))
    } catch (error) {
      log((error as Error).constructor.name)
    }
}
