/** Signs that take two places of a text are printed as one, by themselves and within values. */
async function main(): Promise<void> {
  const party = await Promise.resolve('🎉')
  console.log('✓ done 🎉')
  console.log(`${party} ${party.length} é — 你好`)
  console.log({ party }, ['a', '👩‍💻'])
}

main()
