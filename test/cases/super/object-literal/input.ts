// super in methods of object literals, of every kind, one object for each evaluation.
const parent = {
  who: 'parent',
  plain(...words: unknown[]) {
    return [this.who, ...words]
  },
  get accessed() {
    return `${this.who} read`
  },
  set accessed(value: unknown) {
    ;(this as any).written = [this.who, value]
  },
}

function make(this: { own: string }, who: string, ..._: unknown[]) {
  const own = this
  return {
    __proto__: parent,
    who,
    first: arguments[0],
    [`${own.own} key`]: 1,
    outer: () => [this.own, arguments.length],
    plain(...words: unknown[]) {
      return super.plain('own', ...words)
    },
    async waits(value: unknown, again = super.plain('default')) {
      const read = super.accessed
      super.accessed = await value
      return [read, (super.plain as any)(1), super['plain'](...[await 2, 3]), again]
    },
    *yields() {
      yield super.plain('yielded')
      yield* [() => super.plain('from an arrow')]
    },
    async *streams() {
      yield super.plain(await 4)
    },
    get accessed() {
      return `own ${super.accessed}`
    },
    set accessed(value: unknown) {
      ;[super.accessed] = [value]
    },
    nested: {
      plain() {
        return [super.toString === Object.prototype.toString, 'nested']
      },
    },
  } as any
}

export async function main(log: (...values: unknown[]) => void) {
  const objects = ['a', 'b'].map((name, index) => make.call({ own: 'maker' }, name, index))
  for (const made of objects) {
    log(made.plain(1, 2), made.first, Object.keys(made).join(), made.outer())
    log(await made.waits(5), made.written)
    for (const value of made.yields()) log(typeof value === 'function' ? value() : value)
    for await (const value of made.streams()) log(value)
    made.accessed = 6
    log(made.accessed, made.written, made.nested.plain())
  }
  Object.setPrototypeOf(objects[0], { plain: () => 'another parent' })
  log(objects[0].plain(), objects[1].plain())
}
