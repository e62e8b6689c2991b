// Each turn starts dead again.
export async function main(log: (...values: unknown[]) => void) {
  for (const turn of [1, 2]) {
    const early = () => {
      try {
        return x
      } catch (error) {
        return error
      }
    }
    log(turn, early())
    let x = await turn
    log(turn, early())
  }
}
