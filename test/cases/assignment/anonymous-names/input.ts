// Functions assigned across a suspension get their names.
export async function main(log: (...values: unknown[]) => void) {
  let f: any
  f = async () => 1
  log(f.name)
  let g: any
  g ??= async function () {}
  log(g.name)
  await null
  const h = async () => {
    await null
  }
  const i = function* () {
    yield 1
  }
  const j = { k: async () => {}, l: async function* () {} }
  log(h.name, i.name, j.k.name, j.l.name)
}
