// A switch without suspension stays whole next to ones with.
export async function main(log: (...values: unknown[]) => void) {
  const f = async (n: number) => {
    let text = await 'a'
    switch (n) {
      case 0:
        text += 'zero'
        break
      case 1:
        text += 'one'
      default:
        text += 'more'
    }
    text += await 'b'
    loop: for (;;) {
      switch (n) {
        case 2:
          break loop
        default:
          n = 2
      }
      text += '.'
      await null
    }
    return text
  }
  log(await f(0), await f(1), await f(2))
}
