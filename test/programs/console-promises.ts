/** What a console shows of promises, of what async functions give back, and of generators. */
console.log(Promise.resolve(1), Promise.resolve({ a: [1] }), new Promise(() => {}))
console.log({ promise: Promise.resolve('text') }, [[[Promise.resolve(1)]]])

const failed = Promise.reject(bare(new Error('wrong')))
failed.catch(() => {})
console.log(failed)

async function answer() {
  await null
  return { answer: 42 }
}

async function fail() {
  await null
  throw bare(new TypeError('not so'))
}

function* count() {
  yield 1
}

async function* later() {
  yield 1
}

console.log(count(), [count()], { generator: later() })

async function main() {
  const task = answer()
  const other = fail()
  console.log(task, [other])
  await task
  await other.catch(() => {})
  console.log(task, [task], { task })
  console.log(other)
}

main().then(
  () => console.log('done'),
  (error) => console.log(error),
)

/** Stacks differ. */
function bare(error: Error): Error {
  error.stack = ''
  return error
}
