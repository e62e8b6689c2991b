// Names of methods: computed, symbol, of classes; and of defaults in patterns.
const s = Symbol('described')
const key = 'computed'
const object = {
  async method() {
    await null
  },
  async [key]() {
    await null
  },
  async [s]() {
    await null
  },
  *gen() {
    yield 1
  },
  property: async () => {
    await null
  },
  async *ag() {
    yield 1
  },
}
class C {
  async method() {
    await null
  }
  static async still() {
    await null
  }
  async [s]() {
    await null
  }
  field = async () => {
    await null
  };
  *g() {
    yield 1
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log([object.method, object[key as 'computed'], object[s], object.gen, object.property, object.ag].map((f) => f.name))
  log([C.prototype.method, C.still, C.prototype[s], C.prototype.g].map((f) => f.name))
  let later: any
  later = async () => {
    await null
  }
  const {
    inPattern = async () => {
      await null
    },
  } = {} as any
  log(
    later.name,
    inPattern.name,
    ((
      f = async () => {
        await null
      },
    ) => f.name)(),
  )
  log(
    (async () => {
      await null
    }).name === '',
    function* () {
      yield 1
    }.name === '',
  )
}
