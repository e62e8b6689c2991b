// Constructor first, then arguments.
export async function main(log: (...values: unknown[]) => void) {
  class Point {
    constructor(
      public x: any,
      public y: any = 'none',
    ) {}
  }
  let C: any = Point
  const swap = async () => {
    C = null
    return 1
  }
  const point = new C(await swap(), 2)
  log(point instanceof Point, point.x, point.y)
  log(new (await Point)(await 3).x)
  log(new Point(...([await 4, 5] as [any, any])).y)
  const space = { Point }
  log(new space.Point(await 6).x, new (await space).Point(7).x)
  log(
    new (await (async () =>
      class {
        v = 8
      })())().v,
  )
  log((await new Point(1)).y)
}
