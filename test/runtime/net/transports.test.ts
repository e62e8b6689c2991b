/** Transports and protocols over real sockets: the order of calls, flow control, errors, servers. */
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect as netConnect, createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Future, getEventLoop, sleep } from '../../../runtime/index.js'
import {
  createConnection,
  createServer,
  createUnixConnection,
  createUnixServer,
  decode,
  encode,
  type Address,
  type AnyProtocol,
  type Bytes,
  type Server,
  type Transport,
} from '../../../runtime/net/node.js'
import { failure, host, portOf, stop } from '../../support/loopback.js'

/** Logs what it is told, and can be waited for. */
class Recorder implements AnyProtocol {
  log: unknown[] = []
  text = ''
  size = 0
  lost = new Future<Error | null>()
  ended = new Future<void>()
  private _wanted: { size: number; future: Future<void> } | null = null
  transport!: Transport

  connectionMade(transport: Transport): void {
    this.transport = transport
    this.log.push('made')
  }

  dataReceived(data: Bytes): void {
    if (this.size === 0) this.log.push('data')
    this.size += data.length
    if (this.size < 1000) this.text += decode(data)
    if (this._wanted !== null && this.size >= this._wanted.size) {
      this._wanted.future.setResult(void 0)
      this._wanted = null
    }
  }

  eofReceived(): boolean | void {
    this.log.push('eof')
    this.ended.setResult(void 0)
  }

  connectionLost(error: Error | null): void {
    this.log.push(error === null ? 'lost' : (error as { code?: string }).code || error.message)
    this.lost.setResult(error)
  }

  pauseWriting(): void {
    this.log.push('pause')
  }

  resumeWriting(): void {
    this.log.push('resume')
  }

  received(size: number): Future<void> {
    const future = new Future<void>()
    if (this.size >= size) future.setResult(void 0)
    else this._wanted = { size, future }
    return future
  }
}

class Echo extends Recorder {
  override dataReceived(data: Bytes): void {
    super.dataReceived(data)
    this.transport.write(data)
  }
}

/** Reads into one buffer, and writes back what is there. */
class BufferedEcho implements AnyProtocol {
  buffer = new Uint8Array(10)
  transport!: Transport
  log: unknown[] = []

  connectionMade(transport: Transport): void {
    this.transport = transport
  }

  getBuffer(): Bytes {
    return this.buffer
  }

  bufferUpdated(size: number): void {
    this.log.push(size)
    this.transport.write(this.buffer.slice(0, size))
  }
}

async function serve<P extends AnyProtocol>(make: () => P): Promise<{ server: Server; port: number; made: P[] }> {
  const made: P[] = []
  const server = await createServer(
    () => {
      const protocol = make()
      made.push(protocol)
      return protocol
    },
    { host, port: 0 },
  )
  return { server, port: portOf(server), made }
}

async function pair<A extends AnyProtocol, B extends AnyProtocol>(one: () => A, other: () => B) {
  const { server, port, made } = await serve(one)
  const [transport, client] = await createConnection(other, { host, port })
  while (made.length === 0) await sleep(1)
  return { server, port, transport, client, served: made[0] }
}

it('tells of the life of a connection in order, once each', async () => {
  const { server, transport, client, served } = await pair(
    () => new Echo(),
    () => new Recorder(),
  )
  transport.write('hello ')
  transport.writeLines([encode('wor'), 'ld'])
  await client.received(11)
  expect(client.text).toBe('hello world')
  transport.close()
  transport.close()
  expect(transport.isClosing()).toBe(true)
  transport.write('into the void')
  expect(await client.lost).toBe(null)
  expect(await served.lost).toBe(null)
  expect(client.log).toEqual(['made', 'data', 'lost'])
  expect(served.log).toEqual(['made', 'data', 'eof', 'lost'])
  await stop(server)
})

it('keeps a side open that has not ended, as long as eofReceived says so', async () => {
  class Late extends Recorder {
    override eofReceived(): boolean {
      super.eofReceived()
      this.transport.write('more')
      this.transport.close()
      return true
    }
  }
  const { server, transport, client, served } = await pair(
    () => new Late(),
    () => new Recorder(),
  )
  expect(transport.canWriteEof()).toBe(true)
  transport.write('x')
  transport.writeEof()
  transport.writeEof()
  expect(() => transport.write('y')).toThrow('after writeEof')
  await client.lost
  expect(client.text).toBe('more')
  expect(served.log).toEqual(['made', 'data', 'eof', 'lost'])
  expect(client.log).toEqual(['made', 'data', 'eof', 'lost'])
  await stop(server)
})

it('writes what waits before it closes; abort drops it', async () => {
  const size = 8 << 20
  const { server, transport, client, served } = await pair(
    () => new Recorder(),
    () => new Recorder(),
  )
  transport.write(new Uint8Array(size))
  transport.close()
  await served.lost
  expect(served.size).toBe(size)
  await client.lost
  const other = await pair(
    () => new Recorder(),
    () => new Recorder(),
  )
  other.served.transport.pauseReading()
  other.transport.write(new Uint8Array(size))
  expect(other.transport.getWriteBufferSize()).toBeGreaterThan(0)
  other.transport.abort()
  expect(await other.client.lost).toBe(null)
  other.served.transport.resumeReading()
  await other.served.lost
  expect(other.served.size).toBeLessThan(size)
  await stop(server)
  await stop(other.server)
})

it('pauses the writer once above the high mark, resumes it once at the low one', async () => {
  const { server, transport, client, served } = await pair(
    () => new Recorder(),
    () => new Recorder(),
  )
  served.transport.pauseReading()
  transport.setWriteBufferLimits({ high: 1000, low: 100 })
  expect(transport.getWriteBufferLimits()).toEqual([100, 1000])
  const size = 16 << 20
  for (let i = 0; i < 16; i++) transport.write(new Uint8Array(size / 16))
  expect(client.log).toEqual(['made', 'pause'])
  served.transport.resumeReading()
  await served.received(size)
  while (client.log.length < 3) await sleep(1)
  expect(client.log).toEqual(['made', 'pause', 'resume'])
  expect(() => transport.setWriteBufferLimits({ high: 1, low: 2 })).toThrow(RangeError)
  expect(() => transport.setWriteBufferLimits({ high: -1 })).toThrow(RangeError)
  transport.setWriteBufferLimits()
  expect(transport.getWriteBufferLimits()).toEqual([16384, 65536])
  await stop(server)
})

it('holds data back while it is paused, from connectionMade on', async () => {
  class Held extends Recorder {
    override connectionMade(transport: Transport): void {
      super.connectionMade(transport)
      transport.pauseReading()
      transport.pauseReading()
    }
  }
  const { server, transport, served } = await pair(
    () => new Held(),
    () => new Recorder(),
  )
  transport.write('held')
  await sleep(20)
  expect(served.size).toBe(0)
  expect(served.transport.isReading()).toBe(false)
  served.transport.resumeReading()
  served.transport.resumeReading()
  await served.received(4)
  expect(served.text).toBe('held')
  await stop(server)
})

it('a protocol that throws costs its connection and nothing else', async () => {
  class Bad extends Recorder {
    override dataReceived(data: Bytes): void {
      super.dataReceived(data)
      throw new Error('bad')
    }
  }
  const told: unknown[] = []
  getEventLoop().setExceptionHandler(({ error }) => told.push((error as Error).message))
  try {
    const { server, port, transport, client, served } = await pair(
      () => new Bad(),
      () => new Recorder(),
    )
    const [, other] = await createConnection(() => new Recorder(), { host, port })
    transport.write('x')
    await client.lost
    expect(await served.lost).toEqual(new Error('bad'))
    expect(told).toEqual(['bad'])
    expect(other.lost.done()).toBe(false)
    await stop(server)
  } finally {
    getEventLoop().setExceptionHandler(null)
  }
})

it('reads into the buffer of a buffered protocol, as far as it goes', async () => {
  const { server, transport, client, served } = await pair(
    () => new BufferedEcho(),
    () => new Recorder(),
  )
  transport.write('0123456789abcdefghij!')
  await client.received(21)
  expect(client.text).toBe('0123456789abcdefghij!')
  expect(Math.max(...(served.log as number[]))).toBeLessThanOrEqual(10)
  await stop(server)
})

it('moves data to another protocol, buffered or not', async () => {
  const { server, transport, client, served } = await pair(
    () => new Recorder(),
    () => new Recorder(),
  )
  transport.write('plain')
  await served.received(5)
  const buffered = new BufferedEcho()
  const { transport: inner } = served
  buffered.connectionMade(inner)
  inner.setProtocol(buffered)
  expect(inner.getProtocol()).toBe(buffered)
  transport.write('0123456789abcdef')
  await client.received(16)
  expect(client.text).toBe('0123456789abcdef')
  inner.setProtocol(served)
  transport.write('again')
  await served.received(10)
  expect(served.text).toBe('plainagain')
  await stop(server)

  const other = await pair(
    () => new BufferedEcho(),
    () => new Recorder(),
  )
  const plain = new Recorder()
  other.served.transport.setProtocol(plain)
  other.transport.write('to the plain one')
  await plain.received(16)
  expect(plain.text).toBe('to the plain one')
  expect(other.served.log).toEqual([])
  await stop(other.server)
})

it('knows who is at both ends', async () => {
  const { server, port, transport, served } = await pair(
    () => new Recorder(),
    () => new Recorder(),
  )
  const name = transport.getExtraInfo('sockname')
  expect(transport.getExtraInfo('peername')).toEqual({ address: '127.0.0.1', port, family: 'IPv4' })
  expect(served.transport.getExtraInfo('peername')).toEqual(name)
  expect(transport.getExtraInfo('socket')).toBeTypeOf('object')
  expect(transport.getExtraInfo('cipher')).toBe(undefined)
  expect(transport.getExtraInfo('nothing', 'else')).toBe('else')
  await stop(server)
})

it('tells of a reset', async () => {
  const { server, port, made } = await serve(() => new Recorder())
  const socket = netConnect({ port, host })
  while (made.length === 0) await sleep(1)
  socket.resetAndDestroy()
  await made[0].lost
  expect(made[0].log).toEqual(['made', 'ECONNRESET'])
  await stop(server)
})

it('connects over Unix sockets', async () => {
  const path = join(tmpdir(), `globeflower-${process.pid}.sock`)
  const server = await createUnixServer(() => new Echo(), path)
  expect(server.sockets()).toEqual([path])
  const [transport, client] = await createUnixConnection(() => new Recorder(), path)
  transport.write('local')
  await client.received(5)
  transport.close()
  await client.lost
  await stop(server)
})

it('takes the place of a Unix socket that nobody listens on any more, and no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-unix-'))
  const path = join(folder, 'socket')
  const program = `process.chdir(${JSON.stringify(folder)})
    require('net').createServer().listen('socket', () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', program])
  expect(lstatSync(path).isSocket()).toBe(true)
  const server = await createUnixServer(() => new Echo(), path)
  const taken = await failure(createUnixServer(() => new Echo(), path))
  expect(taken.code).toBe('EADDRINUSE')
  const [transport, client] = await createUnixConnection(() => new Recorder(), path)
  transport.write('still here')
  await client.received(10)
  await stop(server)
  expect(existsSync(path)).toBe(false)
  writeFileSync(path, 'a file')
  expect((await failure(createUnixServer(() => new Echo(), path))).code).toBe('EADDRINUSE')
  expect(readFileSync(path, 'utf8')).toBe('a file')
  rmSync(folder, { recursive: true })
})

it.skipIf(process.platform !== 'linux')('connects over abstract Unix sockets', async () => {
  const path = `\0globeflower-${process.pid}`
  const server = await createUnixServer(() => new Echo(), path)
  expect(server.sockets()).toEqual([path])
  const [transport, client] = await createUnixConnection(() => new Recorder(), path)
  transport.write('nowhere')
  await client.received(7)
  expect((await failure(createUnixServer(() => new Echo(), path))).code).toBe('EADDRINUSE')
  transport.close()
  await stop(server)
})

it('refuses a connection with the error of the machine, or with those of all addresses', async () => {
  const { server, port } = await serve(() => new Recorder())
  await stop(server)
  const refused = await failure(createConnection(() => new Recorder(), { host, port }))
  expect(refused.code).toBe('ECONNREFUSED')
  const both = await failure(createConnection(() => new Recorder(), { host: 'localhost', port }))
  expect(both.code).toBe('ECONNREFUSED')
})

it('takes a socket that is connected already', async () => {
  const accepted = new Future<Recorder>()
  const listener = createNetServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    void createConnection(() => new Echo(), { socket }).then(([, protocol]) => accepted.setResult(protocol))
  })
  listener.listen(0, host)
  while (!listener.listening) await sleep(1)
  const { port } = listener.address() as Address
  const [transport, client] = await createConnection(() => new Recorder(), { host, port })
  transport.write('hi')
  await client.received(2)
  expect((await accepted).text).toBe('hi')
  transport.close()
  await client.lost
  await (
    await accepted
  ).lost
  listener.close()
})

it('a server stops accepting, keeps its connections, and is closed when they are', async () => {
  const { server, port, transport, client, served } = await pair(
    () => new Echo(),
    () => new Recorder(),
  )
  expect(server.isServing()).toBe(true)
  server.close()
  expect(server.isServing()).toBe(false)
  const refused = await failure(createConnection(() => new Recorder(), { host, port }))
  expect(refused.code).toBe('ECONNREFUSED')
  transport.write('still here')
  await client.received(10)
  let closed = false
  const waiting = server.waitClosed().then(() => (closed = true))
  await sleep(5)
  expect(closed).toBe(false)
  server.closeClients()
  await waiting
  expect(served.lost.done()).toBe(true)
  await client.lost
})

it('serves until it is cancelled', async () => {
  const { server, port } = await serve(() => new Echo())
  const serving = server.serveForever() as unknown as Future<never>
  const [transport, client] = await createConnection(() => new Recorder(), { host, port })
  transport.write('x')
  await client.received(1)
  serving.cancel('enough')
  await sleep(1)
  expect(server.isServing()).toBe(false)
  transport.close()
  const error = await failure(serving)
  expect(error.name).toBe('CancelledError')
})

it('listens on several hosts with one port', async () => {
  const server = await createServer(() => new Echo(), {
    host: ['127.0.0.1', '127.0.0.2'],
    port: 0,
    startServing: false,
  })
  expect(server.isServing()).toBe(false)
  await server.startServing()
  const [one, other] = server.sockets() as Address[]
  expect(other).toEqual({ address: '127.0.0.2', port: one.port, family: 'IPv4' })
  const [transport, client] = await createConnection(() => new Recorder(), { host: '127.0.0.2', port: one.port })
  transport.write('x')
  await client.received(1)
  await stop(server)
})

it('tells of a port that is taken', async () => {
  const { server, port } = await serve(() => new Recorder())
  const error = await failure(createServer(() => new Recorder(), { host, port }))
  expect(error.code).toBe('EADDRINUSE')
  await stop(server)
})
