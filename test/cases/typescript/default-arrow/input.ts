// A default export that is an async arrow.
export default async (x: number) => {
  await null
  return x
}
export const main = async (log: any) => {
  log(await (async (x: number) => x + (await 1))(1))
}
