// Methods of every kind are functions of their kind, and stay methods.
const AsyncFunction = Object.getPrototypeOf(async () => {
  await null
}).constructor
const tag = (f: any) => {
  const name = f && f.name
  return Object.prototype.toString.call(f).slice(8, -1) + ':' + (typeof name === 'function' ? 'a function' : name)
}
let calls = 0
const fresh = () => 'k' + ++calls
const symbol = Symbol('described')
function plain() {}

export async function main(log: (...values: unknown[]) => void) {
  const show = (home: object) => {
    for (const key of Reflect.ownKeys(home)) {
      const { value, get, enumerable, writable } = Object.getOwnPropertyDescriptor(home, key)!
      if (typeof value === 'function' || get)
        log(String(key), get ? 'accessor' : tag(value), enumerable, writable, 'prototype' in (value ?? {}))
    }
  }
  const base = {
    async hello() {
      await null
      return 'base'
    },
    *list() {
      yield 'b'
    },
  }
  const object = {
    __proto__: base,
    async hello(): Promise<string> {
      // @ts-ignore
      return 'sub ' + (await super.hello())
    },
    *list(): any {
      // @ts-ignore
      yield* super.list()
      yield 's'
    },
    async [fresh()]() {
      await null
    },
    async [symbol]() {
      await null
    },
    async *[Symbol.asyncIterator]() {
      yield 1
    },
    async 12() {},
    async 'a b'() {},
    async ['written']() {},
    async replaced() {
      await null
    },
    // @ts-ignore
    replaced() {},
    async accessor() {},
    // @ts-ignore
    get accessor() {
      return log('the getter is not asked')
    },
    [fresh()]: async () => {
      await null
    },
    [calls === 0 ? 'x' : 'y']: function* () {
      yield 1
    },
  } as any
  show(object)
  log(calls, await object.hello(), [...object.list()])

  const more = { m: plain, x() {} }
  show({
    async m() {},
    async kept() {
      await null
    },
    async [fresh()]() {},
    ...more,
    async after() {},
  })
  log(tag(plain), Object.getPrototypeOf(plain) === Function.prototype)
  const named = { async __proto__() {}, async other() {} }
  log(Object.keys(named), tag(Object.getOwnPropertyDescriptor(named, '__proto__')!.value))
  const spread = { async __proto__() {}, ...more }
  log(Object.keys(spread), tag(Object.getOwnPropertyDescriptor(spread, '__proto__')!.value))

  let A = class {
    async m() {
      await null
    }
    static async name() {}
    static seen = tag(this.prototype.m)
    static {
      log('in a static block', tag(this.name), this.seen)
    }
  }
  const B = class {
    async m() {
      await null
      return 'b'
    }
  }
  class C extends B {
    async m() {
      return [await super.m(), C.name].join()
    }
    static async [fresh()]() {}
    async #hidden() {
      await null
      return 'hidden'
    }
    async shown() {
      return this.#hidden()
    }
    async both() {}
    static async both() {
      await null
    }
    // @ts-ignore
    get both() {
      return 1
    }
    async [symbol]() {}
    static async *[Symbol.asyncIterator]() {
      yield 1
    }
  }
  for (const home of [A, A.prototype, B.prototype, C, C.prototype]) show(home)
  log(B.name, C.name, calls, await new C().m(), await new C().shown())
  for (const method of [object.hello, object.list, C.prototype.m, B.prototype.m]) {
    try {
      new (method as any)()
      log('constructed')
    } catch (error) {
      log((error as Error).constructor.name)
    }
  }
  log(B.prototype.m instanceof AsyncFunction, Object.getPrototypeOf(object.hello) === AsyncFunction.prototype)

  const value = Promise.resolve('v')
  const made: any[] = []
  for (let i = 0; i < 2; i++) {
    const key = 'key' + i
    class E {
      async [key]() {
        await null
        return i
      }
      static async [(await value) + i]() {
        return key
      }
    }
    made.push(E, {
      async [key]() {
        await null
        return i
      },
      waited: await value,
      async [(await value) + 'x']() {
        return i
      },
    })
  }
  const [E0, o0, E1, o1] = made
  for (const home of [E0, E0.prototype, o0, E1, E1.prototype, o1]) show(home)
  log(await new E0().key0(), await new E1().key1(), await E1.v1(), await o0.key0(), await o1.vx())

  function inParameter(object = { async m() {} }, of = class { async [object.m.name]() {} }) {
    return [object.m, of.prototype.m].map(tag)
  }
  log(inParameter())
  const nested = (depth: number): any => ({ async [fresh()]() {}, child: depth > 0 ? nested(depth - 1) : undefined })
  show(nested(1).child)
}
