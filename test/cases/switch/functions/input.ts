// Functions declared in a case are hoisted to the whole switch.
export async function main(log: (...values: unknown[]) => void) {
  switch (await 1) {
    case 0:
      function helper() {
        return 'hoisted'
      }
    case 1:
      log(helper())
      await null
      log(helper())
  }
}
