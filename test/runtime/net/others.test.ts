/** Bridges to other streams, files, pipes, names, signals, and WebSocket through `ws`. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { connect as netConnect, createServer as createNetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import {
  createTask,
  EndOfChannel,
  Future,
  getEventLoop,
  NotSupportedError,
  sleep,
  timeout,
} from '../../../runtime/index.js'
import {
  addSignalHandler,
  connectAcceptedSocket,
  connectReadPipe,
  connectWritePipe,
  createConnection,
  decode,
  encode,
  getAddrInfo,
  getNameInfo,
  openConnection,
  openWebSocket,
  readerFrom,
  removeSignalHandler,
  sendFile,
  setNetwork,
  startServer,
  StreamReader,
  StreamReaderProtocol,
  toReadableStream,
  toWritableStream,
  useWebSockets,
  WebSocketConnection,
  type Address,
  type Bytes,
  type WebSocketClass,
} from '../../../runtime/net/node.js'
import { failure, host, portOf } from '../../support/loopback.js'
import { freePort } from '../../support/servers.js'

it('reads streams of Node, of the web, and iterables', async () => {
  async function* made() {
    yield 'a\nb'
    await sleep(1)
    yield new Uint8Array([10])
  }
  for (const source of [made(), Readable.from(made()), Readable.toWeb(Readable.from(made())), ['a\nb', '\n']]) {
    const reader = readerFrom(source as never)
    expect(decode(await reader.readLine())).toBe('a\n')
    expect(decode(await reader.readLine())).toBe('b\n')
    expect((await reader.readLine()).length).toBe(0)
  }
  const broken = readerFrom(
    Readable.from(
      (async function* () {
        yield 'x'
        throw new Error('broken')
      })(),
    ),
  )
  expect((await failure(broken.readLine())).message).toBe('broken')
})

it('asks a source for no more than is read', async () => {
  let given = 0
  function* endless() {
    for (;;) {
      given++
      yield 'x'.repeat(100)
    }
  }
  const reader = readerFrom(endless(), { limit: 1000 })
  await reader.readExactly(100)
  await sleep(1)
  expect(given).toBeLessThan(30)
})

it('gives streams of the web', async () => {
  const server = await startServer(
    async (reader, writer) => {
      await (toReadableStream<ReadableStream>(reader) as never as { pipeTo(to: unknown): Promise<void> }).pipeTo(
        toWritableStream(writer),
      )
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  const data = randomBytes(1 << 20)
  writer.write(data)
  writer.writeEof()
  expect(data.equals(await reader.read())).toBe(true)
  writer.close()
  server.close()
  await server.waitClosed()
})

it('sends a file, or a part of it, and goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-file-'))
  const path = join(folder, 'file')
  const data = randomBytes(3 << 20)
  writeFileSync(path, data)
  const server = await startServer(
    async (_reader, writer) => {
      expect(await sendFile(writer.transport(), path)).toBe(data.length)
      expect(await sendFile(writer.transport(), path, { offset: 10, count: 20 })).toBe(20)
      writer.write('end')
      writer.close()
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  expect(data.equals(await reader.readExactly(data.length))).toBe(true)
  expect(data.subarray(10, 30).equals(await reader.readExactly(20))).toBe(true)
  expect(decode(await reader.read())).toBe('end')
  writer.close()
  server.close()
  await server.waitClosed()
  rmSync(folder, { recursive: true })
})

it('sends a file no faster than it is read, and tells the protocol of it as ever', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-file-'))
  const path = join(folder, 'file')
  const size = 32 << 20
  writeFileSync(path, new Uint8Array(size))
  let most = 0
  const server = await startServer(
    async (_reader, writer) => {
      const looking = createTask(async () => {
        for (;;) {
          most = Math.max(most, writer.transport().getWriteBufferSize())
          await sleep(0)
        }
      })
      // More than the mark waits already, and the protocol knows.
      writer.write(new Uint8Array(1 << 20))
      const file = await open(path)
      expect(await sendFile(writer.transport(), file)).toBe(size)
      looking.cancel()
      await timeout(5000, writer.drain())
      await file.close()
      writer.close()
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  await sleep(50)
  expect((await reader.readExactly((1 << 20) + size)).length).toBe((1 << 20) + size)
  expect(most).toBeLessThanOrEqual((1 << 20) + 65536)
  writer.close()
  server.close()
  await server.waitClosed()
  rmSync(folder, { recursive: true })
})

it('sends no file into a connection that closes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-file-'))
  const path = join(folder, 'file')
  writeFileSync(path, new Uint8Array(32 << 20))
  const server = await startServer(
    async (reader, writer) => {
      await reader.read(1)
      writer.close()
    },
    { host, port: 0 },
  )
  for (const how of ['before', 'meanwhile', 'by the peer']) {
    const [, writer] = await openConnection(host, portOf(server))
    if (how === 'before') writer.close()
    const work = failure(timeout(5000, sendFile(writer.transport(), path)))
    if (how === 'meanwhile') getEventLoop().callLater(1, () => writer.close())
    expect([how, (await work)?.code]).toEqual([how, 'ECONNRESET'])
    writer.transport().abort()
  }
  server.close()
  server.abortClients()
  await server.waitClosed()
  rmSync(folder, { recursive: true })
})

it('connects protocols to pipes', async () => {
  const accepted = new Future<Socket>()
  const listener = createNetServer({ allowHalfOpen: true }, (socket) => accepted.setResult(socket)).listen(0, host)
  while (!listener.listening) await sleep(1)
  const socket = netConnect((listener.address() as Address).port, host)
  const [writing] = await connectWritePipe(() => ({}), socket)
  const reader = new StreamReader()
  const [reading] = await connectReadPipe(() => new StreamReaderProtocol(reader), await accepted)
  writing.write('through')
  writing.close()
  expect(decode(await reader.read())).toBe('through')
  reading.close()
  listener.close()
})

it('takes over what somebody else has accepted', async () => {
  const listener = createNetServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    void connectAcceptedSocket(() => ({ connectionMade: (it) => (it.write('welcome'), it.close()) }), socket)
  }).listen(0, host)
  while (!listener.listening) await sleep(1)
  const [reader, writer] = await openConnection(host, (listener.address() as Address).port)
  expect(decode(await reader.read())).toBe('welcome')
  writer.close()
  listener.close()
})

it('looks names up', async () => {
  const list = await getAddrInfo('localhost', 80)
  expect(list).toContainEqual({ address: '127.0.0.1', family: 4, port: 80 })
  expect((await getNameInfo('127.0.0.1', 80))[0]).toBe('localhost')
  expect((await failure(getAddrInfo('no.such.name.invalid', 80))).code).toMatch(/ENOTFOUND|EAI_AGAIN/)
})

it('handles signals in the loop', async () => {
  const told = new Future<void>()
  addSignalHandler('SIGUSR2', () => told.setResult(void 0))
  process.kill(process.pid, 'SIGUSR2')
  await told
  expect(removeSignalHandler('SIGUSR2')).toBe(true)
  expect(removeSignalHandler('SIGUSR2')).toBe(false)
  expect(process.listenerCount('SIGUSR2')).toBe(0)
})

async function webSockets(handler: (connection: WebSocketConnection) => unknown) {
  const server = new WebSocketServer({ host, port: 0 })
  server.on('connection', (socket) =>
    createTask(() => handler(new WebSocketConnection(socket as never)) as Promise<void>),
  )
  while (!server.address()) await sleep(1)
  return { server, url: `ws://${host}:${(server.address() as Address).port}` }
}
const Class = WebSocket as unknown as WebSocketClass

it('speaks WebSocket: text, bytes, the end', async () => {
  const { server, url } = await webSockets(async (connection) => {
    for await (const message of connection) await connection.send(message)
  })
  const connection = await openWebSocket(url, { WebSocket: Class })
  await connection.send('hello')
  expect(await connection.receive()).toBe('hello')
  await connection.send(new Uint8Array([1, 2, 3]))
  expect(await connection.receive()).toEqual(new Uint8Array([1, 2, 3]))
  await connection.send(encode('bytes'))
  expect(decode((await connection.receive()) as Bytes)).toBe('bytes')
  connection.close(1000, 'enough')
  expect(await connection.waitClosed()).toEqual({ code: 1000, reason: 'enough' })
  expect(await failure(connection.receive())).toBeInstanceOf(EndOfChannel)
  expect(await failure(connection.send('late'))).toBeInstanceOf(EndOfChannel)
  server.close()
})

it('a WebSocket that is lost, refused, or cancelled', async () => {
  const { server, url } = await webSockets(() => {})
  const connection = await openWebSocket(url, { WebSocket: Class })
  const receiving = connection.receive()
  for (const socket of server.clients) socket.terminate()
  expect((await failure(receiving)).code).toBe('ECONNRESET')
  server.close()
  expect((await failure(openWebSocket(url, { WebSocket: Class }))).code).toBe('ECONNREFUSED')
  expect(await failure(openWebSocket(url))).toBeInstanceOf(NotSupportedError)
  let closed = false
  const silent = createNetServer((socket) =>
    socket
      .on('error', () => {})
      .on('close', () => (closed = true))
      .resume(),
  )
  silent.listen(0, host)
  while (!silent.listening) await sleep(1)
  const { port } = silent.address() as Address
  const work = timeout(20, () => openWebSocket(`ws://${host}:${port}`, { WebSocket: Class }))
  expect((await failure(work)).name).toBe('TimeoutError')
  while (!closed) await sleep(1)
  silent.close()
})

it('transports through WebSockets: held back, aborted, closed by a protocol that fails', async () => {
  const { server, url } = await webSockets(async (connection) => {
    try {
      for await (const message of connection) await connection.send(message)
    } catch {
      // The client has gone.
    }
  })
  useWebSockets((_host, port) => (port === 0 ? url : `ws://${host}:${port}`), { WebSocket: Class })
  const told: unknown[] = []
  getEventLoop().setExceptionHandler(({ error }) => told.push((error as Error).message))
  try {
    const [reader, writer] = await openConnection('gateway', 0, { limit: 100 })
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i}\n`)
    for (const line of lines) writer.write(line)
    while (writer.transport().isReading()) await sleep(1)
    for (const line of lines) expect(decode(await reader.readLine())).toBe(line)
    writer.transport().abort()
    await writer.waitClosed()
    expect((await reader.read()).length).toBe(0)
    const lost = new Future<Error | null>()
    const [transport] = await createConnection(
      () => ({
        dataReceived() {
          throw new Error('no good')
        },
        connectionLost: (error) => lost.setResult(error),
      }),
      { host: 'gateway', port: 0 },
    )
    expect(transport.getExtraInfo('peername')).toEqual({ address: 'gateway', port: 0 })
    transport.write('x')
    expect((await lost)!.message).toBe('no good')
    expect(told).toEqual(['no good'])
    server.close()
    expect((await failure(openConnection('gateway', await freePort()))).code).toBe('ECONNREFUSED')
  } finally {
    getEventLoop().setExceptionHandler(null)
    setNetwork(null)
  }
})
