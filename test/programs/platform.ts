// What every platform has beside the language, and what some engine has wrong of numbers, texts and errors.

function wait(ms: number, signal?: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true })
  })
}

const show = (...values: unknown[]) => console.log(values.map(String).join(' '))

async function aborts() {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 2)
  await wait(500, controller.signal).catch((error) => show(error.name, error.message, controller.signal.aborted))
  const given = new AbortController()
  given.abort('why')
  try {
    given.signal.throwIfAborted()
  } catch (error) {
    show('thrown', error)
  }
  await wait(500, AbortSignal.timeout(3)).catch((error) => show(error.name))
}

async function turns() {
  const order: string[] = []
  setImmediate((name: string) => order.push(name), 'immediate')
  setTimeout(() => order.push('timeout'), 40)
  await null
  order.push('job')
  const never = setImmediate(() => order.push('never'))
  clearImmediate(never)
  const start = performance.now()
  await wait(90)
  show(order, performance.now() - start >= 80)
}

function clones() {
  const copy = structuredClone({
    map: new Map([['k', new Set([1, 2])]]),
    date: new Date(7),
    error: new RangeError('far'),
    list: [1, { b: 2, a: null as unknown }],
  })
  show(copy.map.get('k')!.size, copy.date.getTime(), copy.error.message, copy.error instanceof RangeError)
  show(JSON.stringify(copy.list))
  const self: { me?: unknown } = {}
  self.me = self
  const other = structuredClone(self)
  show(other.me === other, other !== self)
  try {
    structuredClone({ f() {} })
  } catch (error) {
    show((error as Error).name)
  }
}

function numbers() {
  const five: string = ['-5', '-0.5'][0]!
  show(
    Number('-5'),
    +five,
    +five + 1,
    parseFloat(' -5.5px'),
    Number(' 12\n'),
    Number('1e'),
    Number('0b101'),
    Number([7]),
  )
  show(['1', '-2', 'x'].map(Number), Object.is(Number('-0'), -0), Number(), +new Date(3), JSON.parse('-5'))
  show((1234567.891).toLocaleString('en-US'), (-1234.5).toLocaleString('en-US'), (999).toLocaleString('en-US'))
}

function texts() {
  show('abcdef'.substr(1, 2), 'abcdef'.substr(-3), JSON.stringify('\u00a0 x \ufeff'.trim()))
  const words = ['b', 'a', 'C', 'A', 'é', 'e', 'f', '10', '9', ' x', '_y']
  show(words.sort((a, b) => a.localeCompare(b, 'en')))
  show(['a10', 'a9', 'a1'].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })))
  show('a'.localeCompare('A', 'en', { sensitivity: 'base' }), 'apple pie'.localeCompare('apple', 'en'))
  show(/a/gi.flags)
}

function errors() {
  show(new Error('boom') + '|', `${new TypeError('t')}`, new RangeError().message === '')
  try {
    throw new SyntaxError('bad')
  } catch (error) {
    show(error, (error as Error).toString())
  }
  class Own extends Error {
    constructor(message: string) {
      super(message)
      Object.setPrototypeOf(this, new.target.prototype)
    }
  }
  show(new Own('own') instanceof Own)
}

aborts()
  .then(turns)
  .then(() => [clones, numbers, texts, errors].forEach((part) => part()))
  .then(
    () => console.log('done'),
    (error) => console.log('failed: ' + error.message),
  )
