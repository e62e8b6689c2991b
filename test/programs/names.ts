// Names of functions and classes, on engines whose functions have none.

class Base {
  get kind() {
    return this.constructor.name
  }

  static make() {
    return new this()
  }
}

class Left extends Base {}

class NotFound extends Error {
  constructor(what: string) {
    super(what + ' not found')
    this.name = new.target.name
  }
}

async function work() {
  await null
}

async function main() {
  console.log([new Base(), new Left(), Left.make()].map((it) => it.kind).join())
  console.log(Left.name + ' ' + work.name)
  try {
    await work()
    throw new NotFound('x')
  } catch (error: any) {
    console.log(error.name + ' ' + error.message + ' ' + error.constructor.name)
  }
  const own = { name: 'its own', constructor: { name: 'of no function' } }
  console.log(own.name + ' ' + own.constructor.name)
}

main().then(
  () => console.log('done'),
  (error) => console.log('failed: ' + error.message),
)
