// undefined, 0, '' and false: only null and undefined cut the chain.
export async function main(log: (...values: unknown[]) => void) {
  for (const value of [0, '', false, NaN, null, undefined] as any[])
    log(value?.toString(await undefined), (await value)?.constructor?.name)
}
