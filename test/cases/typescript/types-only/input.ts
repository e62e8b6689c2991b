// Generics, overloads, interfaces, abstract, declare, type guards: all gone at run time.
interface Shape<T> {
  value: T
  load(): Promise<T>
}
type Pair<A, B = A> = [A, B]
abstract class Base<T> implements Shape<T> {
  declare ghost: string
  abstract value: T
  abstract load(): Promise<T>
  async twice(): Promise<Pair<T>> {
    return [await this.load(), await this.load()]
  }
}
class Real extends Base<number> {
  value = 1
  override async load(): Promise<number> {
    await null
    return this.value++
  }
}
async function over(a: number): Promise<number>
async function over(a: string): Promise<string>
async function over(a: any): Promise<any> {
  await null
  return a
}
async function guard(this: void, x: unknown): Promise<boolean> {
  const is = (y: unknown): y is string => typeof y === 'string'
  return is(await x)
}
export async function main(log: (...values: unknown[]) => void) {
  const generic = async <T extends object>(x: T, y?: keyof T): Promise<T> => {
    await y
    return x
  }
  log(
    await new Real().twice(),
    await over(1),
    await over('x'),
    await guard('text'),
    await generic<{ a: number }>({ a: 1 }),
  )
  type Inside = { [K in keyof Real]?: Real[K] }
  let typed: Inside | undefined = await undefined
  log(typed, 'ghost' in new Real())
}
