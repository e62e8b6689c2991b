// Calls nested deeper than the shortest native stack, which holds 256 values.

interface Tree {
  value: number
  children: Tree[]
}

async function recursion(n: number): Promise<number> {
  return n === 0 ? 0 : 1 + (await recursion(n - 1))
}

async function tailCall(n: number): Promise<number> {
  if (n === 0) return 0
  await null
  return tailCall(n - 1)
}

async function manyParameters(n: number, a = 1, b = 2, c = 3, d = 4, e = 5): Promise<number> {
  const sum = a + b + c
  if (n === 0) return sum
  return sum + d + e + (await manyParameters(n - 1, a, b, c, d, e))
}

async function* nestedGenerators(n: number): AsyncGenerator<number> {
  if (n > 0) for await (const value of nestedGenerators(n - 1)) yield value + 1
  else yield* [1, 2]
}

async function* preorder(tree: Tree): AsyncGenerator<number> {
  await null
  yield tree.value
  for (const child of tree.children) yield* preorder(child)
}

async function sum(tree: Tree): Promise<number> {
  let total = tree.value
  for (const part of await Promise.all(tree.children.map(sum))) total += part
  return total
}

async function retried<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } finally {
    retries++
  }
}

async function wrapped(n: number): Promise<string> {
  return retried(() => (n === 0 ? Promise.resolve('inmost') : retried(() => wrapped(n - 1))))
}

let retries = 0

function chain(depth: number): Tree {
  return { value: depth, children: depth > 0 ? [chain(depth - 1), { value: 0, children: [] }] : [] }
}

async function main() {
  console.log('recursion ' + (await recursion(50)))
  console.log('tail call ' + (await tailCall(500)))
  console.log('parameters ' + (await manyParameters(20)))
  for await (const value of nestedGenerators(12)) console.log('generators ' + value)
  const found: number[] = []
  for await (const value of preorder(chain(7))) found.push(value)
  console.log('preorder ' + found.join(' '))
  console.log('sum ' + (await sum(chain(9))))
  console.log((await wrapped(8)) + ' ' + retries)
}

main().then(
  () => console.log('done'),
  (error) => console.log('failed: ' + error.message),
)
