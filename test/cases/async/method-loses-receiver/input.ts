// Async methods taken off their object have the receiver of the call, not of the definition.
export async function main(log: (...values: unknown[]) => void) {
  const object = {
    name: 'object',
    async who(this: any) {
      await null
      return this ? this.name : 'nobody'
    },
  }
  const { who } = object
  log(
    await object.who(),
    await who.call(undefined),
    await who.call({ name: 'other' }),
    await who.bind({ name: 'bound' })(),
  )
}
