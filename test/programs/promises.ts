// Promise with what it has learned since 2015, which some engines' own has not.

const late = <T>(value: T, ms: number) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms))
async function main() {
  const all = await Promise.allSettled([1, Promise.reject(new Error('two')), late(3, 5)])
  console.log(
    all.map((one) => one.status + ' ' + String(one.status === 'fulfilled' ? one.value : one.reason.message)).join(),
  )
  console.log(await Promise.any([Promise.reject(1), late('b', 5), late('c', 20)]))
  try {
    await Promise.any([Promise.reject(1), Promise.reject(2)])
  } catch (error) {
    console.log((error as any).errors.join() + ' ' + (error as Error).name)
  }
  console.log(await late('x', 1).finally(() => console.log('cleanup')))
  console.log(await late('x', 1).finally())
  try {
    await Promise.reject(new Error('no')).finally(() => late(0, 1))
  } catch (error) {
    console.log((error as Error).message)
  }
  try {
    await late('x', 1).finally(() => {
      throw new Error('in finally')
    })
  } catch (error) {
    console.log((error as Error).message)
  }
  const own = (async () => 'own')()
  console.log(await own.finally(() => console.log('own cleanup')))
  class Named extends Promise<number> {
    label = 'named'
  }
  const named = Named.resolve(4) as Named
  console.log(named.label + ' ' + (await named) + ' ' + (await Named.all([1, 2])).join())
  console.log([await Promise.race([late(1, 30), late(2, 3)]), ...(await Promise.all([1, late(2, 2)]))].join())
}
void main()
