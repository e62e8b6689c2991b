// The strings of a tagged template are made once for each place: in a classic script as well.
const known: unknown[] = []
function tag(strings: TemplateStringsArray, ...values: unknown[]) {
  const isKnown = known.indexOf(strings) >= 0
  known.push(strings)
  return [isKnown, strings.join('|'), strings.raw.join('|'), values.length].join()
}
function plain(value: unknown) {
  return tag`plain ${value}`
}
async function suspending(value: unknown) {
  return tag`\n ${await value} \x41 ${value}`
}
function* generator(): Generator<string> {
  for (let i = 0; i < 2; i++) yield tag`in ${yield 'ready'}`
}
const tools = {
  name: 'tools',
  tag(strings: TemplateStringsArray) {
    return this.name + strings[0]
  },
}
async function main(log: (...values: unknown[]) => void) {
  log(plain(1), plain(2))
  log(await suspending(1), await suspending(2))
  log([...generator()].join(' '))
  log(tools.tag`!`, (await tools).tag`?`)
  log(tag`same`, tag`same`)
}
