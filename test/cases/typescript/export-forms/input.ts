// Exports of all forms beside main.
export const constant = 1
export let counter = 0
export async function bump() {
  await null
  counter++
  return counter
}
export function* list() {
  yield constant
  yield counter
}
export class Thing {
  async f() {
    await null
    return counter
  }
}
export default async function () {
  await null
  return 'default'
}
const local = async () => {
  await null
  return 'renamed'
}
export { local as renamed }
export async function main(log: (...values: unknown[]) => void) {
  log(await bump(), await bump(), counter, [...list()], await new Thing().f(), await local())
}
