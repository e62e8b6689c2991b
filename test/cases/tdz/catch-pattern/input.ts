// The names of a catch pattern are dead in its own defaults until they have their values.
export async function main(log: (...values: unknown[]) => void) {
  const attempts = [
    async () => {
      try {
        throw await {}
      } catch ({ a = b, b = 1 }: any) {
        return a + b
      }
    },
    async () => {
      try {
        throw await {}
      } catch ({ a = 1, b = a }: any) {
        return a + b
      }
    },
    async () => {
      try {
        throw await {}
      } catch ({ ['a' + 1]: a = (a = 0) }: any) {
        return a
      }
    },
  ]
  for (const attempt of attempts) log(await attempt().catch((error) => error.constructor.name))
}
