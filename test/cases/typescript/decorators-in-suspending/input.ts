// A decorated class inside an async function, between awaits.
export async function main(log: (...values: unknown[]) => void) {
  const names: any[] = []
  const note = (text: any) => (value: any, context: any) => {
    names.push([text, context.kind, String(context.name)])
    return value
  }
  const first = await 'first'
  @note(first)
  class Inner {
    @note('method') async m() {
      await null
      return 'm'
    }
  }
  await null
  log(await new Inner().m(), names)
}
