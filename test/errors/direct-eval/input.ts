async function main(text) {
  const local = 1
  await null
  return eval(text)
}
