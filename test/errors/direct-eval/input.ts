export async function main(text: string) {
  const local = 1
  await null
  return eval(text)
}
