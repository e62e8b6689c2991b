// Classes that extend a built-in keep their prototype and their fields, lowered to ES5 too.
class HttpError extends Error {
  constructor(
    message: string,
    public status = 500,
  ) {
    super(message)
    this.name = 'HttpError'
  }
  describe() {
    return `${this.name} ${this.status}: ${this.message}`
  }
}
class NotFound extends HttpError {
  constructor(what: string) {
    super(`${what} not found`, 404)
  }
}
class Numbers extends Array<number> {
  sum() {
    return this.reduce((a, b) => a + b, 0)
  }
}
export async function main(log: (...values: unknown[]) => void) {
  try {
    await null
    throw new NotFound('page')
  } catch (error) {
    if (error instanceof NotFound) log(error.describe(), error instanceof HttpError, error instanceof Error)
  }
  const numbers = new Numbers()
  numbers.push(1, 2, 3)
  log(numbers.sum(), numbers.length, numbers instanceof Numbers)
}
