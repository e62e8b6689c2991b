// Fields are defined, not assigned: a setter that is inherited does not hear of them. Methods are hidden and named.
class Base {
  count = 0
  set seen(value) {
    this.count++
  }
  get 'own name'() {
    return 'accessor'
  }
  plain() {}
}

class Derived extends Base {
  seen = 1
  bare;
  ['com' + 'puted'] = 2
  'own name' = 3
  static name = 'renamed'
  static length
  static bare
  get
  *values() {
    yield this.seen
  }
}

export async function main(log) {
  const made = await new Derived()
  log(made.count, made.seen, Object.keys(made), 'bare' in made, made['own name'])
  log(Object.getOwnPropertyDescriptor(made, 'seen'))
  log(Derived.name, Object.hasOwn(Derived, 'length'), Derived.length, Object.hasOwn(Derived, 'bare'))
  log([...made.values()], Object.keys(Base.prototype), Base.prototype.plain.name, Derived.prototype.values.name)
  const shown = []
  for (const key in made) shown.push(key)
  log(shown)
  const Anonymous = class {
    static who = 'me'
    static caller = 1
    x = 5
  }
  log(Anonymous.name, Anonymous.who, Anonymous.caller, new Anonymous().x)
}
