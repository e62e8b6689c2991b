/** The examples of HTTP, WebSocket and Redis against peers that keep to the letter of the protocol, or do not. */
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sleep, timeout, type Future } from 'globeflower'
import { decode, openConnection, startServer, type Server } from 'globeflower/net'
import { httpServer } from '../../playground/examples/net/http.js'
import { openRedis } from '../../playground/examples/net/redis.js'
import { helloServer } from '../../playground/examples/net/web-socket.js'
import { failure, host, portOf, stop } from '../support/loopback.js'

describe('http', () => {
  let server: Server
  beforeAll(async () => {
    server = await httpServer(
      async ({ method, url, body }) => {
        // The first is the slowest: answers must not overtake each other.
        await sleep(url === '/slow' ? 20 : 0)
        return { status: 200, body: `${method} ${url} ${body}` }
      },
      { host, port: 0 },
    )
  })
  afterAll(() => stop(server))

  /** Says it all, and hears all until the server closes. */
  async function exchange(...said: string[]): Promise<string> {
    const [reader, writer] = await openConnection(host, portOf(server))
    for (const part of said) {
      writer.write(part)
      await sleep(5)
    }
    const heard = decode(await timeout(5000, reader.read()))
    writer.close()
    return heard
  }
  const bodies = (heard: string) => heard.split(/HTTP\/1\.1 \d+ [\s\S]*?\r\n\r\n/).slice(1)

  it('answers what is pipelined in order, keeps the connection, and closes it when asked', async () => {
    const heard = await exchange(
      'GET /slow HTTP/1.1\r\nhost: x\r\n\r\nGET /2 HTTP/1.1\r\nhost: x\r\n\r\n' +
        'POST /3 HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhiGET /4 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    )
    expect(bodies(heard)).toEqual(['GET /slow ', 'GET /2 ', 'POST /3 hi', 'GET /4 '])
    expect(heard.match(/connection: (.*)/g)).toEqual([
      'connection: keep-alive',
      'connection: keep-alive',
      'connection: keep-alive',
      'connection: close',
    ])
  })

  it('takes a body in chunks, however they are cut', async () => {
    const text =
      'POST /chunks HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n' +
      '5;name=value\r\nhello\r\n1\r\n,\r\n6\r\n world\r\n0\r\ntrailer: x\r\n\r\n'
    for (const size of [1, 7, text.length]) {
      const parts = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g'))!
      const [reader, writer] = await openConnection(host, portOf(server))
      for (const part of parts) {
        writer.write(part)
        await sleep(0)
      }
      expect(bodies(decode(await timeout(5000, reader.read())))).toEqual(['POST /chunks hello, world'])
      writer.close()
    }
  })

  it('says 100 Continue to who waits for it', async () => {
    const [reader, writer] = await openConnection(host, portOf(server))
    writer.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n')
    expect(decode(await timeout(2000, reader.readUntil('\r\n\r\n')))).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    writer.write('body')
    expect(bodies(decode(await reader.read()))).toEqual(['POST / body'])
    writer.close()
  })

  it('lets go of who says a word now and then; the others are served', async () => {
    const patient = await httpServer(() => ({ status: 200, body: 'served' }), { host, port: 0, patience: 60 })
    const slow = async () => {
      const [reader, writer] = await openConnection(host, portOf(patient))
      const read = failure(reader.read()) as Future<unknown>
      const start = performance.now()
      for (const word of 'GET / HTTP/1.1\r\nhost: slow'.split('')) {
        if (read.done()) break
        writer.write(word)
        await sleep(10)
      }
      await timeout(2000, read)
      writer.transport().abort()
      return performance.now() - start
    }
    const loris = Promise.all([slow(), slow(), slow()])
    const [reader, writer] = await openConnection(host, portOf(patient))
    writer.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    expect(decode(await reader.read())).toMatch(/served$/)
    writer.close()
    for (const time of await loris) expect(time).toBeLessThan(1500)
    await stop(patient)
  })

  it('a head without an end, and an end in the middle', async () => {
    expect(await exchange(`GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(50_000)}`)).toMatch(/^HTTP\/1\.1 400/)
    const [reader, writer] = await openConnection(host, portOf(server))
    writer.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf')
    writer.writeEof()
    expect(decode(await timeout(2000, reader.read()))).toMatch(/^(HTTP\/1\.1 400|$)/)
    writer.close()
  })
})

describe('web socket', () => {
  let server: Server
  beforeAll(async () => void (server = await helloServer(host)))
  afterAll(() => stop(server))

  async function shaken() {
    const [reader, writer] = await openConnection(host, portOf(server))
    const key = randomBytes(16).toString('base64')
    writer.write(
      `GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\n` +
        'Sec-WebSocket-Version: 13\r\n\r\n',
    )
    const answer = decode(await reader.readUntil('\r\n\r\n'))
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    expect(answer).toContain(accept)
    return { reader, writer }
  }
  /** A frame of a client: masked, with a mask of zeros. */
  const frame = (head: number, data: string | Uint8Array, masked = true) => {
    const bytes = Buffer.from(data as string)
    return Buffer.concat([Buffer.from([head, (masked ? 128 : 0) | bytes.length]), Buffer.alloc(masked ? 4 : 0), bytes])
  }

  it('puts fragments together, with a ping between them, byte by byte', async () => {
    const { reader, writer } = await shaken()
    const all = Buffer.concat([frame(0x01, 'o'), frame(0x89, 'are you there?'), frame(0x00, 'l'), frame(0x80, 'd')])
    for (const byte of all) {
      writer.write(new Uint8Array([byte]))
      await sleep(0)
    }
    expect([...(await reader.readExactly(2))]).toEqual([0x8a, 14])
    expect(decode(await reader.readExactly(14))).toBe('are you there?')
    expect([...(await reader.readExactly(2))]).toEqual([0x81, 9])
    expect(decode(await reader.readExactly(9))).toBe('hello old')
    writer.write(frame(0x88, Buffer.from([0x03, 0xe9])))
    expect([...(await timeout(2000, reader.read()))]).toEqual([0x88, 2, 0x03, 0xe9])
    writer.close()
  })

  it('what breaks the protocol closes the connection', async () => {
    const broken = {
      'not masked': frame(0x81, 'x', false),
      'reserved bits': frame(0xf1, 'x'),
      'a control frame in fragments': frame(0x09, 'x'),
      'a continuation of nothing': frame(0x80, 'x'),
      'not UTF-8': frame(0x81, Buffer.from([0xff, 0xfe])),
      'a close code that is none': frame(0x88, Buffer.from([0, 5])),
    }
    for (const [name, data] of Object.entries(broken)) {
      const { reader, writer } = await shaken()
      writer.write(data)
      const rest = await timeout(
        2000,
        reader.read().then(
          (bytes) => bytes.length >= 0,
          () => true,
        ),
      )
      expect([name, rest]).toEqual([name, true])
      writer.transport().abort()
    }
  })
})

it('redis: RESP3, which its parser does not know, and replies that nobody asked for end the connection', async () => {
  for (const reply of ['%1\r\n+server\r\n+redis\r\n', '_\r\n', '+one\r\n+two\r\n', '$5\r\nhel']) {
    const server = await startServer(
      async (reader, writer) => {
        await reader.read(1)
        writer.write(reply)
        await writer.drain()
        writer.close()
      },
      { host, port: 0 },
    )
    const redis = await openRedis(host, portOf(server))
    const first = failure(timeout(2000, redis.command('HELLO', 3)))
    const error = await first
    expect([reply, error?.name === 'TimeoutError']).toEqual([reply, false])
    await sleep(5)
    expect((await failure(timeout(2000, redis.command('PING'))))?.name).not.toBe('TimeoutError')
    await stop(server)
  }
})
