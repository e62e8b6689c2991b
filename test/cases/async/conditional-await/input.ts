// An await on one path only: the other path goes on with the same locals.
async function f(wait: boolean) {
  let text = 'a'
  if (wait) text += await 'b'
  else text += 'c'
  return text + 'd'
}
export async function main(log: (...values: unknown[]) => void) {
  log(await f(true), await f(false), await f(true))
}
