/** One async function and a timer, without our names. */
async function main(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise<void>((resolve) => setTimeout(resolve, 10))
    console.log(i)
  }
}

main()
