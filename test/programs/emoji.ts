/** Signs that take two places of a text are printed as one, by themselves and within values. */
const signs = ['🎉', '👩‍💻', '𝒳', '\u{1F389}', '\uD83C\uDF89', String.fromCharCode(0xd83d, 0xde00)]

async function main(): Promise<void> {
  console.log('✓ done 🎉')
  for (const sign of signs) {
    const party = await Promise.resolve(sign)
    console.log(`${party} ${party.length} ${party.charCodeAt(0)} é — 你好`)
  }
  console.log({ party: signs[0] }, ['a', '👩‍💻'])
  console.log(JSON.stringify([...signs, 'a"\n']), JSON.parse('"\\ud83c\\udf89"'))
}

main()
