// Arguments with &&, ||, ?? and ?: that suspend on one side.
export async function main(log: (...values: unknown[]) => void) {
  const f = (...args: any[]) => args
  const later = async (v: any) => {
    await null
    return v
  }
  log(
    f(
      1 && (await later('a')),
      0 && (await later('b')),
      null ?? (await later('c')),
      1 || (await later('d')),
      (await later(0)) ? 'e' : await later('f'),
    ),
  )
  log(f((await later(1)) && (await later(2)), (await later(0)) || (await later(3)), (await later(undefined)) ?? 'g'))
  log(f(true ? await later('h') : log('never'), false ? log('never') : 'i'))
}
