// In strict code a direct eval reads and writes the variables around it, before and after a suspension.
class Base {
  async greet(name: string) {
    return 'hello ' + name
  }
}

export async function main(log: (...values: unknown[]) => void) {
  async function count(first: number, step = 2) {
    let value = first
    const twice = (n: number) => n * 2
    eval('value += step')
    await null
    {
      const inner = 'inner'
      log(eval('inner + value'), eval('twice(value)'))
      await null
      eval('value++')
    }
    for (let i = 0; i < 2; i++) {
      await i
      eval('value += i')
    }
    return value
  }
  function* words(prefix: string) {
    const word = 'one'
    yield eval('prefix + word')
    const second = eval('prefix = "b"')
    yield [second, prefix]
  }
  class Derived extends Base {
    async greet(name = eval('"you"')) {
      const said = await super.greet(name)
      return eval('said + "!"')
    }
  }
  log(await count(10))
  log([...words('a')])
  log(await new Derived().greet(), await new Derived().greet('me'))
}
