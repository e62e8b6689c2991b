// void, !, -, typeof, ~ and the comma around an await.
export async function main(log: (...values: unknown[]) => void) {
  log(void (await 1), !(await 0), -(await 5), +(await '7'), ~(await 6), typeof (await 'x'))
  log((await 1, await 2, await 3))
  log((log('first'), await 'last'))
  log((await 'dropped', log('second'), 'kept'))
  log(2 ** (await 3), (await 2) ** 3, (await 7) % 4, (await 1) << (await 4))
  log('a' in (await { a: 1 }), (await []) instanceof Array, (await 'b') in { b: 1 })
}
