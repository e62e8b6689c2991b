/** Retry with backoff, timeouts that race, a family of Error classes. */
class AppError extends Error {
  override name = 'AppError'
  constructor(
    message: string,
    readonly code: number,
    override readonly cause?: unknown,
  ) {
    super(message)
  }
  describe(): string {
    return `${this.name}(${this.code}): ${this.message}${this.cause ? ` <- ${(this.cause as Error).message}` : ''}`
  }
}
class Transient extends AppError {
  override name = 'Transient'
  constructor(message: string) {
    super(message, 503)
  }
}
class Fatal extends AppError {
  override name = 'Fatal'
  constructor(message: string, cause?: unknown) {
    super(message, 500, cause)
  }
  override describe() {
    return '!' + super.describe()
  }
}
class TimeoutFault extends AppError {
  override name = 'TimeoutFault'
  static count = 0
  constructor(ms: number) {
    super(`timed out after ${ms}`, 408)
    TimeoutFault.count++
  }
}
const delay = <T>(ms: number, value?: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, ms, value as T))
async function withTimeout<T>(p: Promise<T>, ms: number): Promise<T> {
  let id: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    id = setTimeout(() => reject(new TimeoutFault(ms)), ms)
  })
  try {
    return await Promise.race([p, late])
  } finally {
    clearTimeout(id)
  }
}
interface Options {
  tries?: number
  base?: number
  factor?: number
  onRetry?(e: unknown, n: number, wait: number): void | Promise<void>
}
async function retry<T>(
  fn: (attempt: number) => Promise<T>,
  { tries = 4, base = 1, factor = 2, onRetry }: Options = {},
): Promise<T> {
  let last: unknown
  for (let attempt = 1, wait = base; attempt <= tries; attempt++, wait *= factor) {
    try {
      return await fn(attempt)
    } catch (e) {
      if (e instanceof Fatal) throw e
      last = e
      if (attempt < tries) {
        await onRetry?.(e, attempt, wait)
        await delay(wait)
        continue
      }
    } finally {
      log.push(`end ${attempt}`)
    }
  }
  throw new Fatal(`gave up after ${tries}`, last)
}
const log: string[] = []
async function attempt(name: string, body: () => Promise<unknown>) {
  log.length = 0
  try {
    console.log(name, 'ok', await body())
  } catch (e) {
    if (e instanceof TimeoutFault)
      console.log(name, 'timeout', e.describe(), e instanceof AppError, e instanceof Transient)
    else if (e instanceof AppError) console.log(name, e.describe(), e instanceof Error, e.code)
    else console.log(name, 'unknown', e instanceof Error ? e.message : e)
  } finally {
    console.log('  ' + log.join())
  }
}
async function main() {
  await attempt('plain', () => retry(async (n) => `try ${n}`))
  await attempt('third', () =>
    retry(
      async (n) => {
        if (n < 3) throw new Transient(`not yet ${n}`)
        await delay(1)
        return n
      },
      {
        onRetry: (e, n, w) => {
          log.push(`retry ${(e as Error).message} #${n} w${w}`)
        },
      },
    ),
  )
  await attempt('never', () => retry(() => Promise.reject(new Transient('down')), { tries: 3 }))
  await attempt('fatal', () =>
    retry(async () => {
      await null
      throw new Fatal('disk')
    }),
  )
  await attempt('timeout', () => withTimeout(delay(60, 'late'), 4))
  await attempt('in time', () => withTimeout(delay(2, 'early'), 60))
  await attempt('string', () =>
    retry(
      async () => {
        throw 'oops'
      },
      { tries: 2, base: 0 },
    ),
  )
  await attempt('async hook', () =>
    retry(
      async (n) => {
        if (n === 1) throw 1
        return n
      },
      {
        async onRetry() {
          await delay(1)
          throw new Error('hook failed')
        },
      },
    ),
  )
  await attempt('first', () => Promise.race([delay(60, 'slow'), delay(2, 'fast')]))
  console.log('timeouts', TimeoutFault.count)
}
main().then(() => console.log('bye'))
