// Anonymous functions in defaults of an assignment pattern are named, too.
export async function main(log: (...values: unknown[]) => void) {
  let k: any, l: any
  ;({ k = async () => 1 } = await ({} as any))
  ;[l = function* () {}] = await ([] as any)
  log(k.name, l.name)
}
