// Accessors run at the right moments.
export async function main(log: (...values: unknown[]) => void) {
  const o = {
    value: 1,
    get x() {
      log('get', this.value)
      return this.value
    },
    set x(v: any) {
      log('set', v)
      this.value = v
    },
  }
  o.x += await ((o.value = 50), 5)
  log((o.x = await 3))
  log(o.x++ + (await 1))
}
