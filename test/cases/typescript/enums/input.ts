// Enums, const enums and their members in suspending functions.
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
  enum Local {
    X = 1,
    Y = X * 2,
  }
  await null
  log(Color.Red, Color.Blue, Color[5], Text.B, Local.Y, Local[1])
  for (const c of [Color.Red, Color.Green])
    switch (await c) {
      case Color.Red:
        log('red')
        break
      case Color.Green:
        log('green')
    }
}
