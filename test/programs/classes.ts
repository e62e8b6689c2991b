// Classes with all that old engines make hard: statics and accessors that are inherited, `super` as a target,
// decorators, tagged templates.

class Shape {
  static count = 0
  static names: string[] = []
  protected size = 1
  static get total() {
    return this.names.length
  }
  static set first(name: string) {
    this.names[0] = name
  }
  static make<S extends Shape>(this: new () => S): S {
    return new this()
  }
  constructor() {
    Shape.count++
  }
  get area() {
    return this.size * this.size
  }
  set area(area: number) {
    this.size = Math.sqrt(area)
  }
  describe() {
    return 'shape of ' + this.area
  }
}

class Square extends Shape {
  static sides = 4
  static override get total() {
    return super.total + 10
  }
  override get area() {
    return super.area + 1
  }
  override set area(area: number) {
    super.area = area
  }
  override describe() {
    return 'square, ' + super.describe()
  }
}

class Grown extends Square {
  static override sides = 5
  grow(by: number) {
    super.area += by
    ;(super.area as number) = super.area * 2
    ;[super.area] = [super.area + 1]
    ;({ area: super.area, other: (super.area as number) = super.area - 1 } = { area: super.area + 2 } as {
      area: number
      other?: number
    })
    for (super.area of [super.area, super.area + 1]) this.size += 0
    return super.area
  }
}

function statics() {
  Shape.make()
  Square.first = 'one'
  console.log(Shape.count, Square.count, Square.total, Grown.total, Shape.total)
  Grown.count = 20
  Shape.count = 30
  console.log(Shape.count, Square.count, Grown.count, Square.sides, Grown.sides)
  console.log(Square.make().describe(), Square.make() instanceof Square, Square.names === Shape.names)
}

async function accessors() {
  const square = new Square()
  square.area = 16
  console.log(square.area + ' ' + square.describe())
  await null
  console.log(Math.round(new Grown().grow(3)))
}

function counted<A extends unknown[], R>(method: (this: unknown, ...args: A) => R, context: { name: string | symbol }) {
  let calls = 0
  return function (this: unknown, ...args: A): R {
    calls++
    console.log(String(context.name), calls)
    return method.apply(this, args)
  }
}

class Service {
  @counted
  async load(key: string) {
    await null
    return key + '!'
  }
  @counted
  static create() {
    return new Service()
  }
}

const known: unknown[] = []

function query(parts: TemplateStringsArray, ...values: unknown[]) {
  const at = known.indexOf(parts)
  if (at < 0) known.push(parts)
  let text = ''
  for (let i = 0; i < parts.length; i++) text += parts.raw[i] + (i < values.length ? '[' + String(values[i]) + ']' : '')
  return (at < 0 ? 'new ' : 'known ') + text
}

async function templates() {
  const find = (id: number) => query`select \n ${id} from x`
  console.log(find(1))
  console.log(find(2))
  for (const value of [1, 2]) console.log(query`a ${await value} b ${value}`)
  const tools = {
    name: 'tools',
    tag: (parts: TemplateStringsArray) => parts.length,
    own(parts: TemplateStringsArray) {
      return this.name + parts[0]
    },
  }
  console.log(tools.tag`${1}${2}` + tools.own`!`)
}

async function main() {
  statics()
  await accessors()
  const service = Service.create()
  console.log(await service.load('a'), await service.load('b'))
  await templates()
}

void main()
