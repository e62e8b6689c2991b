// Whether the callee is a function is asked when all arguments have been evaluated, in chains and after a suspension.
export async function main(log: (...values: unknown[]) => unknown) {
  const object: any = { text: 'no function', m: (...values: unknown[]) => values.length, b: { m() { return this === object.b } } }
  const attempts: (() => Promise<unknown>)[] = [
    async () => object?.['te' + (await 'xt')](log('argument')),
    async () => object['te' + (await 'xt')](log('first'), await log('second'), log('third')),
    async () => (await object)?.text?.b.c(log('argument')),
    async () => (await object)?.m(log('argument'), ...[1, log('spread')]),
    async () => object?.[await 'm'](...(await [log('spread')]), 2),
    async () => object?.[await 'text'](...(await [log('spread')])),
    async () => object?.b[await 'm'](log('argument')),
    async () => object?.[await 'missing']?.(log('never')),
    // A function may have a `call` of its own.
    async () => Object.assign(object, { own: Object.assign(() => 'called', { call: 1 }) })?.[await 'own'](log('argument')),
  ]
  for (const attempt of attempts)
    try {
      log(await attempt())
    } catch (error) {
      log((error as Error).constructor.name)
    }
}
