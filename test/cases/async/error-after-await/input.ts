// An error thrown after an await has a stack and its own identity and class fields.
export async function main(log: (...values: unknown[]) => void) {
  const make = async () => {
    await null
    const error: any = new RangeError('x')
    error.extra = 1
    throw error
  }
  try {
    await make()
  } catch (error: any) {
    log(error instanceof RangeError, error.extra, typeof error.stack === 'string' && error.stack.includes('RangeError'))
  }
}
