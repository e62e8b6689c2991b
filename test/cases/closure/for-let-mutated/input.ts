// Closures in init, test, update and body see and change their own copies.
export async function main(log: (...values: unknown[]) => void) {
  const all: any = { init: [], test: [], update: [], body: [] }
  for (let i = (all.init.push(() => i), 0); all.test.push(() => i), i < 3; all.update.push(() => i), i++) {
    await null
    all.body.push(() => i)
    if (i === 1) all.bump = () => ++i
  }
  const read = () => Object.keys(all).map((key) => (Array.isArray(all[key]) ? all[key].map((f: any) => f()) : key))
  log(read())
  log(all.bump(), read())
}
