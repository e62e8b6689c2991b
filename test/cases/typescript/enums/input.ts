// Members of enums in suspending functions.
enum Color {
  Red,
  Green = 5,
  Blue,
}
enum Text {
  A = 'a',
  B = 'b',
}
export async function main(log: (...values: unknown[]) => void) {
  await null
  log(Color.Red, Color.Blue, Color[5], Text.B)
  for (const c of [Color.Red, Color.Green])
    switch (await c) {
      case Color.Red:
        log('red')
        break
      case Color.Green:
        log('green')
    }
}
