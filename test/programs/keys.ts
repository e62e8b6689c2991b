// The order of keys, and JSON, also where the engine keeps keys sorted or has no JSON.

class Person {
  name: string
  age: number
  constructor(name: string, age: number) {
    this.name = name
    this.age = age
  }
}

class Employee extends Person {
  boss?: Employee
  job = 'clerk'
}

const show = (value: unknown, ...rest: any[]) => console.log(JSON.stringify(value, ...rest))

async function main() {
  const words = 'to be or not to be that is the question'.split(' ')
  const counts: Record<string, number> = {}
  for (const word of words) {
    await null
    counts[word] = (counts[word] || 0) + 1
  }
  show(counts)
  console.log(Object.keys(counts).join() + ' ' + Object.values(counts).join(''))
  for (const word in counts) if (counts[word] > 1) console.log(word)
  for (const word in counts) {
    if (word === 'to') delete counts.or
    await null
    console.log(word)
  }
  delete counts.be
  counts.be = 7
  show(counts)

  show(new Employee('Zoe', 7))
  const { name, ...others } = { ...new Employee('Yan', 8), id: 3, 10: 'ten', 9: 'nine', boss: null }
  show(others)
  console.log(name)
  const made: any = {}
  made.z = 1
  made.y = { x: [{ w: 1, v: 2 }], u: {} }
  made['t' + made.z] = []
  show(made)
  show(made, null, 2)
  show(made, ['z', 'y', 'x', 'w'])
  show(made, (key: string, value: unknown) => (typeof value === 'number' ? value * 2 : value), '--')
  show(Object.entries(Object.assign({ m: 1 }, { l: 2, k: 3 }, { m: 4 })))
  show([1, 'a"\n\u0001\\é', null, undefined, NaN, true, () => 1, { toJSON: (key: string) => 'at ' + key }])
  const held: any = { b: 1 }
  held.a = held
  try {
    show(held)
  } catch (error) {
    console.log(String(error instanceof TypeError))
  }

  const read = JSON.parse(
    ' {"z": [1, -2.5e3, {"y": null, "x": "\\u0041\\n\\"é"}], "b": true, "a": {} , "7": "", "5": 0} ',
  )
  show(read)
  show(JSON.parse('{"z":1,"a":{"c":2,"b":3}}', (key, value) => (key === 'c' ? undefined : value)))
  for (const text of ['', '{', '[1,]', "{'a':1}", '{"a" 1}', '01', '1 2', '"a\tb"', 'nul', '{"a":1,}', '"\\x"', '-'])
    try {
      JSON.parse(text)
      console.log('read ' + text)
    } catch (error) {
      console.log(String(error instanceof SyntaxError))
    }
  let key: string
  const both: Record<string, object> = { b: { y: 1, x: 2 }, a: {} }
  for (key in both.b) console.log(key)
  for (key in (both.a, both)) console.log(key)
  const text: string = ['-4'][0]!
  const negated = (value: string) => {
    return +(value || 0) || 1
  }
  console.log(String(+text + 1) + negated(text))
  for (const at in ['a', 'b']) console.log(at)
  console.log(Object.keys(['a', 'b']).join() + Object.entries(['a']).join())
}

main().then(
  () => console.log('done'),
  (error) => console.log('failed: ' + error.message),
)
