// Entering a running generator is a TypeError and changes nothing.
export function main(log: (...values: unknown[]) => void) {
  const attempt = (what: string) => {
    try {
      ;(it as any)[what](1)
    } catch (error) {
      log(what, error instanceof TypeError)
    }
  }
  function* g(): any {
    attempt('next')
    attempt('throw')
    attempt('return')
    const x = yield 1
    log('resumed with', x)
    attempt('next')
  }
  const it: any = g()
  log(it.next(), it.next('value'), it.next())
}
