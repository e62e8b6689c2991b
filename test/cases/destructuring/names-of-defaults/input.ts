// Anonymous functions in defaults are named after their binding.
export async function main(log: (...values: unknown[]) => void) {
  const { f = async () => 1, g = function* () {}, h = class {} } = (await {}) as any
  const [i = async function () {}, j = () => 1] = (await []) as any
  log(f.name, g.name, h.name, i.name, j.name)
}
