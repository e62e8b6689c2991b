// Class expressions among other operands.
export async function main(log: (...values: unknown[]) => void) {
  const list = [
    class A {
      v = 1
    },
    await 'x',
    class B extends (await Object) {
      w = 2
    },
    await 'y',
  ] as any[]
  log(new list[0]().v, list[1], new list[2]().w, list[3], list[0].name, list[2].name)
  log(
    new (class {
      constructor(public x: any) {}
    })(await 5).x,
  )
}
