/** A fetch as a connection: its body goes to a protocol or a reader, and whoever stops reading stops the server. */
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getEventLoop, sleep, timeout } from '../../../runtime/index.js'
import { connectFetch, decode, openFetch, Protocol, type Transport } from '../../../runtime/net/node.js'
import { cancelAtEach } from '../../../runtime/testing/index.js'
import { failure, host } from '../../support/loopback.js'

let server: Server
let url: string
/** Answers that were begun and are not over. */
let answering = 0
/** Bytes that `/endless` has written. */
let written = 0

const answers: Record<string, (response: ServerResponse) => void> = {
  '/lines': (response) => response.end('one\ntwo\nthree'),
  '/missing': (response) => response.writeHead(404).end('none'),
  '/empty': (response) => response.writeHead(204).end(),
  '/begun': (response) => response.write('begun'),
  '/broken': (response) => response.write('half', () => response.destroy()),
  '/silent': () => {},
  '/endless': (response) => {
    const chunk = Buffer.alloc(65536)
    const more = () => {
      while (!response.destroyed) {
        written += chunk.length
        if (!response.write(chunk)) break
      }
    }
    response.on('drain', more)
    more()
  },
}

beforeAll(async () => {
  server = createServer((request, response) => {
    answering++
    response.on('close', () => answering--)
    answers[request.url!](response)
  }).listen(0, host)
  await once(server, 'listening')
  url = `http://${host}:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close().closeAllConnections())

/** Keeps what it was told. */
class Log extends Protocol {
  readonly log: string[] = []
  readonly lost: Promise<void>
  private end!: () => void

  constructor() {
    super()
    this.lost = new Promise((resolve) => (this.end = resolve))
  }
  override connectionMade(transport: Transport): void {
    this.log.push(`made ${transport.isReading()}`)
  }
  override dataReceived(data: Uint8Array): void {
    this.log.push(decode(data))
  }
  override eofReceived(): void {
    this.log.push('eof')
  }
  override connectionLost(error: Error | null): void {
    this.log.push(`lost ${error && error.name}`)
    this.end()
  }
}

const connect = (path: string) => connectFetch(() => new Log(), url + path)

describe('connectFetch', () => {
  it('tells the protocol of the body in the order of all transports', async () => {
    const [transport, protocol] = await connect('/missing')
    expect(protocol.log).toEqual(['made true'])
    await protocol.lost
    expect([transport.response.status, transport.getExtraInfo('response') === transport.response]).toEqual([404, true])
    expect([protocol.log, transport.isClosing()]).toEqual([['made true', 'none', 'eof', 'lost null'], true])
  })

  it('takes a response without a body for an empty one', async () => {
    const [, protocol] = await connect('/empty')
    await protocol.lost
    expect(protocol.log).toEqual(['made true', 'eof', 'lost null'])
  })

  it('is lost with an error when the server is', async () => {
    const [, protocol] = await connect('/broken')
    await protocol.lost
    expect(protocol.log).toEqual(['made true', 'half', 'lost ConnectionResetError'])
  })

  it('ends the request when it is closed, and by the signal of the request', async () => {
    const [transport, protocol] = await connect('/begun')
    transport.close()
    await protocol.lost
    expect(protocol.log).toEqual(['made true', 'lost null'])
    const controller = new AbortController()
    const [, other] = await connectFetch(() => new Log(), `${url}/begun`, { signal: controller.signal })
    controller.abort()
    await other.lost
    expect(other.log.at(-1)).toBe('lost ConnectionResetError')
    await expect.poll(() => answering).toBe(0)
  })

  it('costs a protocol that fails its own connection', async () => {
    class Broken extends Log {
      override dataReceived(): void {
        throw new Error('from the protocol')
      }
    }
    const told: unknown[] = []
    getEventLoop().setExceptionHandler(({ error }) => told.push(String(error)))
    const [transport, protocol] = await connectFetch(() => new Broken(), `${url}/begun`)
    await protocol.lost
    getEventLoop().setExceptionHandler(null)
    expect([protocol.log, transport.isClosing()]).toEqual([['made true', 'lost Error'], true])
    expect(told).toEqual(['Error: from the protocol'])
    await expect.poll(() => answering).toBe(0)
  })

  it('a factory that fails ends the request', async () => {
    const work = connectFetch(() => {
      throw new Error('from the factory')
    }, `${url}/begun`)
    expect(String(await failure(work))).toBe('Error: from the factory')
    await expect.poll(() => answering).toBe(0)
  })

  it('gives nothing while reading is paused, and has the server wait', async () => {
    written = 0
    const [transport, protocol] = await connect('/endless')
    transport.pauseReading()
    await sleep(200)
    const before = written
    await sleep(200)
    expect([protocol.log, written]).toEqual([['made true'], before])
    transport.resumeReading()
    await expect.poll(() => written).toBeGreaterThan(before)
    transport.close()
    await protocol.lost
  })
})

describe('openFetch', () => {
  it('reads lines', async () => {
    const [reader] = await openFetch(`${url}/lines`)
    const lines: string[] = []
    for await (const line of reader) lines.push(decode(line))
    expect(lines).toEqual(['one\n', 'two\n', 'three'])
  })

  it('fails as fetch does, and when its time is up before the head of the response', async () => {
    expect(await failure(openFetch('http://127.0.0.1:1/'))).toBeInstanceOf(TypeError)
    expect((await failure(timeout(50, () => openFetch(`${url}/silent`)))).name).toBe('TimeoutError')
    await expect.poll(() => answering).toBe(0)
  })

  it('a cancel at any step leaves no request', async () => {
    const program = async () => {
      const [reader, transport] = await openFetch(`${url}/begun`)
      try {
        await reader.readExactly(5)
        await timeout(20, reader.read()).catch(() => {})
      } finally {
        transport.close()
      }
    }
    const { steps } = await cancelAtEach(program, () => expect.poll(() => answering).toBe(0) as never, { outside: 100 })
    expect(steps).toBeGreaterThan(2)
  })
})
