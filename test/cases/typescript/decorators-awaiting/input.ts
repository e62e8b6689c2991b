// Decorator expressions that await.
export async function main(log: (...values: unknown[]) => void) {
  const names: any[] = []
  const note = async (text: any) => {
    log('evaluated', text)
    await null
    return (value: any, context: any) => {
      names.push([text, context.kind])
      return value
    }
  }
  @(await note('class'))
  class Inner {
    @(await note('method')) m() {
      return 'm'
    }
    @(await note('static')) static s() {}
  }
  log(new Inner().m(), names)
}
