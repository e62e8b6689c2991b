// The strings of a tagged template are frozen, raw ones too.
export async function main(log: (...values: unknown[]) => void) {
  const tag = (strings: TemplateStringsArray, ..._: any[]) => strings
  const strings = tag`a${await 1}b`
  log(Object.isFrozen(strings), Object.isFrozen(strings.raw))
}
