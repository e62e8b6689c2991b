/** StreamReader by itself, fed by hand: asyncio's behaviours, limits, and reads that are cancelled. */
import { expect, it } from 'vitest'
import { createTask, Future, yieldNow } from '../../../runtime/index.js'
import { decode, encode, IncompleteReadError, LimitOverrunError, StreamReader } from '../../../runtime/net/node.js'
import { virtual } from '../../support/virtual.js'

function fed(...chunks: string[]): StreamReader {
  const reader = new StreamReader()
  for (const chunk of chunks) reader.feedData(encode(chunk))
  return reader
}

const text = async (bytes: PromiseLike<Uint8Array>) => decode(await bytes)
const error = (work: PromiseLike<unknown>) =>
  work.then(
    () => null,
    (error) => error,
  )

it(
  'reads lines across chunks, the last one without an end, then nothing',
  virtual(async () => {
    const reader = fed('on', 'e\ntw', 'o', '\n', 'three\nfour')
    expect(await text(reader.readLine())).toBe('one\n')
    expect(await text(reader.readLine())).toBe('two\n')
    expect(await text(reader.readLine())).toBe('three\n')
    reader.feedEof()
    expect(reader.atEof()).toBe(false)
    expect(await text(reader.readLine())).toBe('four')
    expect(await text(reader.readLine())).toBe('')
    expect(reader.atEof()).toBe(true)
  }),
)

it(
  'iterates over lines',
  virtual(async ({ spawn, idle }) => {
    const reader = fed('a\nb')
    const lines: string[] = []
    const task = spawn(async () => {
      for await (const line of reader) lines.push(decode(line))
    })
    await idle()
    expect(lines).toEqual(['a\n'])
    reader.feedData(encode('\n\nc'))
    reader.feedEof()
    await task
    expect(lines).toEqual(['a\n', 'b\n', '\n', 'c'])
  }),
)

it(
  'finds separators across chunks; of several the one that ends first',
  virtual(async () => {
    const reader = fed('x\r', '\ny\r\r\nz', '\r', '\n', 'one--two\n')
    expect(await text(reader.readUntil('\r\n'))).toBe('x\r\n')
    expect(await text(reader.readUntil('\r\n'))).toBe('y\r\r\n')
    expect(await text(reader.readUntil('\r\n'))).toBe('z\r\n')
    expect(await text(reader.readUntil(['\n', encode('--')]))).toBe('one--')
    expect(await text(reader.readUntil())).toBe('two\n')
    expect(() => reader.readUntil('')).toThrow(RangeError)
    expect(() => reader.readUntil([])).toThrow(RangeError)
  }),
)

it(
  'agrees with a search in the whole text, wherever the chunks end',
  virtual(async () => {
    let state = 7
    const random = (below: number) => (state = (state * 16807) % 2147483647) % below
    for (let round = 0; round < 300; round++) {
      let whole = ''
      for (let i = random(40); i >= 0; i--) whole += 'ab'[random(2)]
      const separator = ['a', 'ab', 'bb', 'aba', 'bbab'][random(5)]
      const reader = new StreamReader()
      for (let at = 0; at < whole.length;) {
        const end = at + 1 + random(4)
        reader.feedData(encode(whole.slice(at, end)))
        at = end
      }
      reader.feedEof()
      let rest = whole
      for (;;) {
        const found = rest.indexOf(separator)
        if (found < 0) break
        const part = rest.slice(0, found + separator.length)
        expect(await text(reader.readUntil(separator))).toBe(part)
        rest = rest.slice(part.length)
      }
      const failure = await error(reader.readUntil(separator))
      expect(failure).toBeInstanceOf(IncompleteReadError)
      expect(decode(failure.partial)).toBe(rest)
    }
  }),
)

it(
  'reads some, so many, and all',
  virtual(async ({ spawn, idle }) => {
    const reader = fed('abc', 'def', 'g')
    expect((await reader.read(0)).length).toBe(0)
    expect(await text(reader.read(2))).toBe('ab')
    expect(await text(reader.read(100))).toBe('c')
    expect(await text(reader.readExactly(4))).toBe('defg')
    const all = spawn(() => text(reader.read()))
    await idle()
    reader.feedData(encode('x'))
    reader.feedData(encode('yz'))
    reader.feedEof()
    expect(await all).toBe('xyz')
    expect(await text(reader.read(5))).toBe('')
  }),
)

it(
  'readExactly fails with what there was',
  virtual(async () => {
    const reader = fed('abc')
    const failure = error(reader.readExactly(5))
    reader.feedEof()
    const { name, partial, expected, message } = await failure
    expect([name, decode(partial), expected]).toEqual(['IncompleteReadError', 'abc', 5])
    expect(message).toBe('The stream ended after 3 bytes, before 5 bytes.')
  }),
)

it(
  'a line that is too long is an error, and the next one can be read',
  virtual(async () => {
    const reader = new StreamReader(4)
    reader.feedData(encode('1234\n12345\nab\n'))
    expect(await text(reader.readLine())).toBe('1234\n')
    const failure = await error(reader.readLine())
    expect(failure).toBeInstanceOf(LimitOverrunError)
    expect(failure.message).toContain('the limit of 4 bytes')
    expect(await text(reader.readLine())).toBe('ab\n')
    reader.feedData(encode('123456'))
    expect(await error(reader.readLine())).toBeInstanceOf(LimitOverrunError)
    reader.feedData(encode('\n'))
    expect(await text(reader.readLine())).toBe('\n')
  }),
)

it(
  'readUntil leaves what is over the limit, and says how much',
  virtual(async () => {
    const reader = new StreamReader(3)
    reader.feedData(encode('abcdef'))
    const failure = await error(reader.readUntil('--'))
    expect([failure.name, failure.consumed]).toEqual(['LimitOverrunError', 5])
    expect(await text(reader.readExactly(failure.consumed))).toBe('abcde')
    ;(reader.feedData(encode('-')), reader.feedData(encode('-')))
    expect(await text(reader.readUntil('--'))).toBe('f--')
  }),
)

it(
  'one read at a time',
  virtual(async () => {
    const reader = new StreamReader()
    const first = reader.readLine()
    expect(() => reader.read(1)).toThrow('Another read waits')
    reader.feedData(encode('x\n'))
    expect(await text(first)).toBe('x\n')
  }),
)

it(
  'the end, an exception and a cancel each wake the one who waits',
  virtual(async () => {
    const reader = new StreamReader()
    const cancelled = reader.read(5)
    cancelled.cancel()
    expect((await error(cancelled)).name).toBe('CancelledError')
    const read = reader.read(5)
    reader.setException(new Error('broken'))
    expect((await error(read)).message).toBe('broken')
    expect((await error(reader.readLine())).message).toBe('broken')
    expect((reader.exception() as Error).message).toBe('broken')
    const other = new StreamReader()
    const rest = other.readLine()
    other.feedEof()
    expect((await rest).length).toBe(0)
    expect(() => other.feedData(encode('x'))).toThrow('after feedEof')
  }),
)

it(
  'a cancelled read takes nothing, also when its bytes had come',
  virtual(async ({ log, idle }) => {
    const reader = fed('one\ntw')
    expect(await text(reader.readLine())).toBe('one\n')
    const task = createTask(async () => log.push(decode(await reader.readLine())))
    await idle()
    reader.feedData(encode('o\nthree\n'))
    task.cancel()
    await error(task)
    expect(log).toEqual([])
    expect(await text(reader.readLine())).toBe('two\n')
    const lines = createTask(async () => {
      for await (const line of reader) log.push(decode(line))
    })
    await idle()
    expect(log).toEqual(['three\n'])
    reader.feedData(encode('four\n'))
    lines.cancel()
    await error(lines)
    expect(await text(reader.readLine())).toBe('four\n')
  }),
)

it(
  'stops the transport above twice the limit, and starts it below the limit, or for one who needs more',
  virtual(async ({ log }) => {
    const reader = new StreamReader(4)
    reader.setTransport({ pauseReading: () => log.push('pause'), resumeReading: () => log.push('resume') } as never)
    reader.feedData(encode('12345678'))
    expect(log).toEqual([])
    reader.feedData(encode('9'))
    expect(log).toEqual(['pause'])
    await reader.readExactly(4)
    expect(log).toEqual(['pause'])
    await reader.readExactly(1)
    expect(log).toEqual(['pause', 'resume'])
    reader.feedData(encode('123456'))
    const large = reader.readExactly(20)
    expect(log).toEqual(['pause', 'resume', 'pause', 'resume'])
    reader.feedData(encode('1234567890'))
    expect((await large).length).toBe(20)
    expect(log.length).toBe(4)
  }),
)

it(
  'copies nothing that is read as it came',
  virtual(async () => {
    const chunk = encode('chunk')
    const reader = new StreamReader()
    reader.feedData(chunk)
    const read: Future<Uint8Array> = reader.read(100)
    await yieldNow()
    expect(await read).toBe(chunk)
  }),
)
