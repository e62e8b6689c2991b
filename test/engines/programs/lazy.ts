/** `import()` inside one file: the part runs when it is first asked for, once. */
async function main(): Promise<void> {
  console.log('before')
  const [first, second] = await Promise.all([import('./part.js'), import('./part.js')])
  console.log(`${first.default('a')} ${String(first.part === second.part)} ${first.count()}`)
}

main()
