// Methods, getters and setters stay what they are beside a suspension.
export async function main(log: (...values: unknown[]) => void) {
  const o: any = {
    before: await 1,
    get getter() {
      log('getter runs')
      return this.before
    },
    set setter(v: any) {
      this.before = v
    },
    method() {
      return this.before
    },
    async later() {
      return (await this.before) + 1
    },
    *list() {
      yield this.before
    },
    get [await 'computed']() {
      return 'computed getter'
    },
    [await 'm']() {
      return 'computed method'
    },
    after: await 2,
  }
  log('built')
  const d = Object.getOwnPropertyDescriptor(o, 'getter')!
  log(typeof d.get, d.enumerable)
  o.setter = 10
  log(o.getter, o.method(), await o.later(), [...o.list()], o.computed, o.m())
}
