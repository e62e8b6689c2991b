// Missing arguments are undefined, extra ones only in arguments.
export async function main(log: (...values: unknown[]) => void) {
  async function f(a?: any, b?: any) {
    await null
    return [a, b, arguments.length]
  }
  log(await f(), await f(1), await (f as any)(1, 2, 3))
  async function many(a: any, b: any, c: any, d: any, e: any, g: any, h: any, i: any, j: any, k: any) {
    await null
    return [a, b, c, d, e, g, h, i, j, k]
  }
  log(await many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
}
