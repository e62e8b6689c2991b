// An anonymous class with an awaited heritage is named after its variable.
export async function main(log: (...values: unknown[]) => void) {
  const Expression = class extends (await Object) {}
  const { Pattern = class extends (await Object) {} } = {} as any
  log(Expression.name, Pattern.name)
}
