// Object rest takes own enumerable keys that are left, symbols too.
export async function main(log: (...values: unknown[]) => void) {
  const s = Symbol('s')
  const object = Object.create(
    { inherited: 1 },
    {
      hidden: { value: 1, enumerable: false },
      a: { value: 1, enumerable: true },
      b: {
        get: () => {
          log('get b')
          return 2
        },
        enumerable: true,
      },
      [s]: { value: 3, enumerable: true },
    },
  )
  const { [await 'a']: a, ...rest } = object
  log(a, Object.keys(rest), rest[s])
  const { [(await s) as any]: taken, [(await 0) as any]: zero = 'none', ...others } = object
  log(taken, zero, others)
  const [x, ...[y, ...z]] = [1, 2, 3, await 4]
  log(x, y, z)
}
