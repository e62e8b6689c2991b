// A callback of a generator is no generator.
export function* lines(texts: string[]) {
  texts.forEach((text) => {
    yield text
  })
}
