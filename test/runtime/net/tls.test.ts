/** TLS from the beginning or from the middle of a connection, on both sides, and how it fails. */
import { connect as netConnect, createServer as createNetServer } from 'node:net'
import { connect as tlsConnect, createServer as createTlsServer } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { Future, sleep, timeout } from '../../../runtime/index.js'
import {
  connectAcceptedSocket,
  createConnection,
  createServer,
  decode,
  openConnection,
  Protocol,
  startServer,
  startTls,
  type Address,
  type Bytes,
  type StreamReader,
  type StreamWriter,
  type Transport,
} from '../../../runtime/net/node.js'
import { descriptors } from '../../support/descriptors.js'
import { certificate, failure, host, portOf, stop } from '../../support/loopback.js'

const pem = certificate()

async function echoLines(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for await (const line of reader) writer.write(line)
  writer.close()
}

describe.skipIf(pem === null)(`TLS${pem ? '' : ': openssl is missing'}`, () => {
  const { key, cert } = pem || { key: '', cert: '' }
  const trust = { ca: cert }

  it('connects and serves', async () => {
    const server = await startServer(echoLines, { host, port: 0, tls: { key, cert } })
    const [reader, writer] = await openConnection('localhost', portOf(server), { tls: trust, family: 4 })
    writer.write('hello\n')
    expect(decode(await reader.readLine())).toBe('hello\n')
    expect(writer.canWriteEof()).toBe(false)
    expect(() => writer.writeEof()).toThrow('no half of a connection')
    expect((writer.getExtraInfo('peercert') as { subject: { CN: string } }).subject.CN).toBe('localhost')
    expect((writer.getExtraInfo('cipher') as { version: string }).version).toMatch('TLSv1')
    writer.close()
    await writer.waitClosed()
    await stop(server)
  })

  it('hears the end of the other side, on both', async () => {
    const ended = new Future<string>()
    const server = await startServer(
      async (reader, writer) => {
        ended.setResult(decode(await reader.read()))
        writer.close()
      },
      { host, port: 0, tls: { key, cert } },
    )
    const [reader, writer] = await openConnection('localhost', portOf(server), { tls: trust, family: 4 })
    writer.write('last words')
    writer.close()
    expect(await ended).toBe('last words')
    await writer.waitClosed()
    expect(reader.atEof()).toBe(true)
    await stop(server)
  })

  it('refuses a certificate of another name, or of nobody known', async () => {
    const server = await startServer(echoLines, { host, port: 0, tls: { key, cert } })
    const options = { tls: trust, family: 4, serverName: 'elsewhere.test' }
    const name = await failure(openConnection('localhost', portOf(server), options))
    expect(name.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    const unknown = await failure(openConnection('localhost', portOf(server), { tls: true, family: 4 }))
    expect(unknown.code).toMatch(/SELF_SIGNED/)
    await stop(server)
  })

  it('gives a handshake its time and no more', async () => {
    const listener = createNetServer(() => {}).listen(0, host)
    while (!listener.listening) await sleep(1)
    const { port } = listener.address() as Address
    const error = await failure(openConnection(host, port, { tls: trust, tlsHandshakeTimeout: 30 }))
    expect(error.name).toBe('TimeoutError')
    listener.close()
    const server = await startServer(echoLines, { host, port: 0, tls: { key, cert }, tlsHandshakeTimeout: 30 })
    const silent = netConnect(portOf(server), host)
    const closed = new Future<void>()
    silent.on('error', () => {})
    silent.on('close', () => closed.setResult(void 0))
    await timeout(2000, closed)
    await stop(server)
  })

  it('gives the end of a connection its time and no more, wherever it was said how long', async () => {
    const much = new Uint8Array(16 << 20)
    const limit = { tlsShutdownTimeout: 60 }
    /** Ends what nobody reads; gives back how long that took, and why it ended. */
    const farewell = async (writer: StreamWriter) => {
      const start = performance.now()
      writer.write(much)
      writer.close()
      const error = await failure(timeout(5000, writer.waitClosed()))
      return [error.name, performance.now() - start > 50]
    }
    const deaf = createTlsServer({ key, cert }, (socket) => socket.on('error', () => {}).pause())
    deaf.listen(0, host)
    while (!deaf.listening) await sleep(1)
    const { port } = deaf.address() as Address
    const [, direct] = await openConnection(host, port, { tls: trust, ...limit })
    expect(await farewell(direct)).toEqual(['TimeoutError', true])
    const [, upgraded] = await openConnection(host, port)
    await upgraded.startTls({ tls: trust, serverName: 'localhost', ...limit })
    expect(await farewell(upgraded)).toEqual(['TimeoutError', true])
    deaf.close()
    const ended = new Future<unknown>()
    const server = await startServer(async (_, writer) => ended.setResult(await farewell(writer)), {
      ...{ host, port: 0, tls: { key, cert } },
      ...limit,
    })
    const deafClient = (port: number) =>
      tlsConnect({ host, port, ca: cert })
        .on('error', () => {})
        .pause()
    const client = deafClient(portOf(server))
    expect(await ended).toEqual(['TimeoutError', true])
    client.destroy()
    await stop(server)
    const lost = new Future<Error | null>()
    const listener = createNetServer({ pauseOnConnect: true }, (socket) => {
      const last = {
        connectionMade: (transport: Transport) => (transport.write(much), transport.close()),
        connectionLost: (error: Error | null) => lost.setResult(error),
      }
      void connectAcceptedSocket(() => last, socket, { tls: { key, cert }, ...limit })
    }).listen(0, host)
    while (!listener.listening) await sleep(1)
    const other = deafClient((listener.address() as Address).port)
    expect((await timeout(5000, lost))!.name).toBe('TimeoutError')
    other.destroy()
    listener.close()
  })

  it('fails when the peer resets in the handshake; a cancel leaves it', async () => {
    const listener = createNetServer((socket) => socket.once('data', () => socket.resetAndDestroy())).listen(0, host)
    while (!listener.listening) await sleep(1)
    const { port } = listener.address() as Address
    const error = await failure(openConnection(host, port, { tls: trust }))
    expect(error.code).toBe('ECONNRESET')
    listener.close()
    let closed = false
    const silent = createNetServer((socket) => {
      socket
        .on('error', () => {})
        .on('close', () => (closed = true))
        .resume()
    }).listen(0, host)
    while (!silent.listening) await sleep(1)
    const work = timeout(50, () => openConnection(host, (silent.address() as Address).port, { tls: trust }))
    expect((await failure(work)).name).toBe('TimeoutError')
    while (!closed) await sleep(1)
    silent.close()
  })

  it('a peer that ends in the handshake is not waited for, on either side', async () => {
    const limit = { tlsHandshakeTimeout: 20_000 }
    const server = await startServer(echoLines, { host, port: 0, tls: { key, cert }, ...limit })
    const before = descriptors().length
    const half = () => netConnect({ port: portOf(server), host, allowHalfOpen: true }).on('error', () => {})
    const closed = new Future<void>()
    half()
      .on('close', () => closed.setResult(void 0))
      .resume()
      .end('\x16\x03')
    await timeout(2000, closed)
    while (descriptors().length > before) await sleep(5)
    await stop(server)
    const upgrade = new Future<unknown>()
    const plain = await startServer(
      async (_reader, writer) => upgrade.setResult(await failure(writer.startTls({ tls: { key, cert }, ...limit }))),
      { host, port: 0 },
    )
    netConnect({ port: portOf(plain), host, allowHalfOpen: true })
      .resume()
      .end('\x16\x03')
    expect(((await timeout(2000, upgrade)) as { code: string }).code).toBe('ECONNRESET')
    await stop(plain)
    const listener = createNetServer((socket) => socket.end()).listen(0, host)
    while (!listener.listening) await sleep(1)
    const { port } = listener.address() as Address
    const error = await failure(timeout(2000, openConnection(host, port, { tls: trust, ...limit })))
    expect(error.code).toBe('ECONNRESET')
    listener.close()
  })

  it('a reset in the middle of what is read or written fails both', async () => {
    const heard: unknown[] = []
    const server = await startServer(
      async (reader, writer) => {
        await reader.readLine()
        const reading = failure(reader.readLine())
        writer.write(new Uint8Array(32 << 20))
        heard.push((await failure(writer.drain())).code, (await reading).code)
        writer.close()
        heard.push((await failure(writer.waitClosed())).code)
      },
      { host, port: 0, tls: { key, cert } },
    )
    const raw = netConnect({ port: portOf(server), host })
    const socket = tlsConnect({ socket: raw, ca: cert, servername: 'localhost' }).on('error', () => {})
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    socket.pause()
    socket.write('go\n')
    await sleep(50)
    raw.resetAndDestroy()
    while (heard.length < 3) await timeout(5000, sleep(2))
    for (const code of heard) expect(['ECONNRESET', 'EPIPE']).toContain(code)
    await stop(server)
  })

  it('streams go on in TLS, with what had come before', async () => {
    const server = await startServer(
      async (reader, writer) => {
        expect(decode(await reader.readLine())).toBe('STARTTLS\n')
        writer.write('go\n')
        await writer.startTls({ tls: { key, cert } })
        await echoLines(reader, writer)
      },
      { host, port: 0 },
    )
    for (const waits of [true, false]) {
      const [reader, writer] = await openConnection(host, portOf(server))
      writer.write('STARTTLS\n')
      if (waits) expect(decode(await reader.readLine())).toBe('go\n')
      // Not waiting, the answer would be taken for TLS: read it from below.
      else expect(decode(await reader.readExactly(3))).toBe('go\n')
      await writer.startTls({ tls: trust, serverName: 'localhost' })
      writer.write('secret\n')
      expect(decode(await reader.readLine())).toBe('secret\n')
      expect(writer.getExtraInfo('cipher')).toBeTruthy()
      writer.close()
      await writer.waitClosed()
    }
    await stop(server)
  })

  it('a handshake that has come with the command before it is not lost', async () => {
    const server = await startServer(
      async (reader, writer) => {
        // Meanwhile all of it comes.
        await sleep(30)
        await reader.readLine()
        await writer.startTls({ serverSide: true, tls: { key, cert } })
        await echoLines(reader, writer)
      },
      { host, port: 0 },
    )
    const [reader, writer] = await openConnection(host, portOf(server))
    writer.write('STARTTLS\n')
    await writer.startTls({ tls: trust, serverName: 'localhost' })
    writer.write('in time\n')
    expect(decode(await reader.readLine())).toBe('in time\n')
    writer.close()
    await stop(server)
  })

  it('protocols go on in TLS: the protocol stays, the transport is another', async () => {
    class Line extends Protocol {
      transport!: Transport
      text = ''
      arrived = new Future<void>()
      override connectionMade(transport: Transport) {
        this.transport = transport
      }
      override dataReceived(data: Bytes) {
        this.text += decode(data)
        if (/\n$/.test(this.text)) this.arrived.setResult(void 0)
      }
    }
    const served: Line[] = []
    const server = await createServer(
      () => {
        served.push(new Line())
        return served[0]
      },
      { host, port: 0 },
    )
    const [transport, client] = await createConnection(() => new Line(), { host, port: portOf(server) })
    while (served.length === 0) await sleep(1)
    const other = startTls(served[0].transport, { serverSide: true, tls: { key, cert } })
    const upgraded = await startTls(transport, { tls: trust, serverName: 'localhost' })
    const accepted = await other
    expect(upgraded).not.toBe(transport)
    expect(transport.isClosing()).toBe(true)
    accepted.write('from the server\n')
    upgraded.write('from the client\n')
    await client.arrived
    await served[0].arrived
    expect([client.text, served[0].text]).toEqual(['from the server\n', 'from the client\n'])
    expect((await failure(startTls(upgraded, { tls: trust }))).message).toContain('plain connection')
    upgraded.close()
    await stop(server)
  })
})
