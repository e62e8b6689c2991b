// The tag, then its receiver's substitutions; the strings object is the same at each execution of a site.
export async function main(log: (...values: unknown[]) => void) {
  const seen: any[] = []
  const tag = (strings: TemplateStringsArray, ...values: any[]) => {
    seen.push(strings)
    return [[...strings], [...strings.raw], values]
  }
  for (const x of [1, 2]) log(tag`a${await x}b\n${x}c`)
  log(seen[0] === seen[1])
  tag`a${await 1}b\n${1}c`
  log(seen[2] === seen[0])
  const o = {
    name: 'o',
    tag(strings: any, v: any) {
      return [this.name, v]
    },
  }
  log(o.tag`${await 'v'}`, o[(await 'tag') as 'tag']`${'w'}`, (await o).tag`${await 'u'}`)
}
