// Methods that are generators, marked in both profiles and below ES2015, too.
const tag = (f: any) => Object.prototype.toString.call(f).slice(8, -1)
const intrinsic = Object.getPrototypeOf(function* () {
  yield 1
}).prototype
let calls = 0
const fresh = () => 'k' + ++calls

class C {
  *own() {
    yield 1
  }
  static async *still() {
    yield 2
  }
  *[Symbol.iterator]() {
    yield 3
  }
  *[fresh()]() {
    yield 4
  }
  plain() {}
}

export async function main(log: (...values: unknown[]) => void) {
  const base = {
    *list() {
      yield 'base'
    },
  }
  const object = {
    *own() {
      yield 1
    },
    async *several() {
      yield 2
    },
    *[Symbol.iterator]() {
      yield 3
    },
    *[fresh()]() {
      yield 4
    },
    [fresh()]: function* () {
      yield 5
    },
    *replaced() {
      yield 6
    },
    // @ts-ignore
    replaced: 7,
  } as any
  const sub = {
    *list(): any {
      // @ts-ignore
      yield* super.list()
    },
  }
  Object.setPrototypeOf(sub, base)
  log(calls, object.replaced)
  const c = new C() as any
  log([c.own, C.still, c[Symbol.iterator], c.k1, c.plain].map(tag))
  log([object.own, object.several, object[Symbol.iterator], object.k2, object.k3, sub.list].map(tag))
  log([...c, ...c.own(), ...c.k1(), ...object, ...object.own(), ...object.k2(), ...object.k3(), ...sub.list()])
  for await (const x of C.still()) log(x)
  for await (const x of object.several()) log(x)
  log(Object.getPrototypeOf(c.own.prototype) === intrinsic, Object.getPrototypeOf(object.own.prototype) === intrinsic)
  log('constructor' in c.own.prototype === 'constructor' in intrinsic, Object.keys(c.own.prototype))
}
