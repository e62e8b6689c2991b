export const child = {
  __proto__: { name: () => 'parent' },
  async name() {
    await null
    return (super.name as () => string)()
  },
}
