// A hidden own key hides the inherited one of the same name.
export async function main(log: (...values: unknown[]) => void) {
  const object = Object.create(
    { a: 1, b: 2 },
    { a: { value: 1, enumerable: false }, c: { value: 1, enumerable: true } },
  )
  for (const key in object) log(await key)
}
