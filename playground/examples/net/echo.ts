/** Echo over TCP and UDP: a stream server, a protocol client, a datagram server and client. */
import { Future, timeout } from 'globeflower'
import {
  createConnection,
  createDatagramEndpoint,
  DatagramProtocol,
  decode,
  Protocol,
  startServer,
  type Address,
  type Bytes,
  type DatagramTransport,
  type Server,
  type StreamReader,
  type StreamWriter,
  type Transport,
} from 'globeflower/net'

export function echoServer(host: string): PromiseLike<Server> {
  return startServer(echo, { host, port: 0 })
}

export async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for (;;) {
    const data = await reader.read(65536)
    if (data.length === 0) break
    writer.write(data)
    await writer.drain()
  }
  writer.close()
}

/** Says one thing, and is done with the answer. */
class Client extends Protocol {
  answer = new Future<string>()
  private heard = ''

  constructor(private readonly message: string) {
    super()
  }

  override connectionMade(transport: Transport): void {
    transport.write(this.message)
    transport.writeEof()
  }

  override dataReceived(data: Bytes): void {
    this.heard += decode(data)
  }

  override connectionLost(error: Error | null): void {
    if (error === null) this.answer.setResult(this.heard)
    else this.answer.setException(error)
  }
}

export async function echoed(host: string, port: number, message: string): Promise<string> {
  const [, client] = await createConnection(() => new Client(message), { host, port })
  return await client.answer
}

class DatagramEcho extends DatagramProtocol {
  private transport!: DatagramTransport

  override connectionMade(transport: DatagramTransport): void {
    this.transport = transport
  }

  override datagramReceived(data: Bytes, from: Address): void {
    this.transport.sendTo(data, from)
  }
}

export async function datagramServer(host: string): Promise<DatagramTransport> {
  const [transport] = await createDatagramEndpoint(() => new DatagramEcho(), { local: { host } })
  return transport
}

class DatagramClient extends DatagramProtocol {
  answer = new Future<string>()

  override datagramReceived(data: Bytes): void {
    if (!this.answer.done()) this.answer.setResult(decode(data))
  }

  override errorReceived(error: Error): void {
    if (!this.answer.done()) this.answer.setException(error)
  }
}

export async function datagramEchoed(host: string, port: number, message: string): Promise<string> {
  const [transport, client] = await createDatagramEndpoint(() => new DatagramClient(), { remote: { host, port } })
  try {
    transport.sendTo(message)
    return await timeout(1000, client.answer)
  } finally {
    transport.close()
  }
}
