// Functions inside a suspending function are made once a call.
export async function main(log: (...values: unknown[]) => void) {
  const make = async () => {
    const before = helper
    await null
    const same = before === helper
    const arrow = () => arrow
    await null
    return [same, arrow() === arrow, helper]
    function helper() {}
  }
  const a = await make(),
    b = await make()
  log(a[0], a[1], b[0], a[2] !== b[2])
}
