// x + await f() uses the x of before; x += await f() too.
export async function main(log: (...values: unknown[]) => void) {
  let x = 1
  const f = async () => {
    await null
    x = 100
    return 10
  }
  log(x + (await f()), x)
  x = 1
  log((await f()) + x)
  x = 1
  x += await f()
  log(x)
  x = 1
  x = x * 2 + (await f()) * x
  log(x)
  let text = 'a'
  text += text + (await (text = 'b')) + text
  log(text)
}
