/** WebSocket hello: a client by `openWebSocket`, a server of our streams with the Receiver and Sender of `ws`. */
import { createHash } from 'node:crypto'
import { openChannel } from 'globeflower'
import {
  decode,
  IncompleteReadError,
  LimitOverrunError,
  openWebSocket,
  startServer,
  type Server,
  type StreamReader,
  type StreamWriter,
} from 'globeflower/net'
import * as ws from 'ws'

const { Receiver, Sender, WebSocket } = ws as unknown as Parts

export async function hello(url: string, name: string): Promise<string> {
  await using socket = await openWebSocket(url, { WebSocket })
  await socket.send(name)
  return String(await socket.receive())
}

/** Greets whoever says a name, until the client closes. */
export function helloServer(host: string): PromiseLike<Server> {
  return startServer(
    async (reader, writer) => {
      try {
        const request = decode(await reader.readUntil('\r\n\r\n'))
        const key = /^sec-websocket-key: *(.*)\r$/im.exec(request)?.[1]
        if (key === undefined) writer.write('HTTP/1.1 400 Bad Request\r\n\r\n')
        else {
          const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
          writer.write(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
              `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
          )
          await greet(reader, writer)
        }
      } catch (error) {
        // Who ends in the middle of the request, or sends one without an end, has not asked for anything.
        if (!(error instanceof IncompleteReadError || error instanceof LimitOverrunError)) throw error
      } finally {
        writer.close()
      }
    },
    { host, port: 0 },
  )
}

async function greet(reader: StreamReader, writer: StreamWriter): Promise<void> {
  const sender = new Sender({
    cork() {},
    uncork() {},
    write: (data, done) => {
      writer.write(data)
      done?.()
    },
  })
  const [send, names] = openChannel<string>(Infinity)
  const receiver = new Receiver({ isServer: true })
  receiver.on('message', (data: Buffer) => send.sendNowait(String(data)))
  receiver.on('ping', (data: Buffer) => sender.pong(data, false))
  receiver.on('conclude', (code: number) => {
    sender.close(code === 1005 ? 1000 : code, '', false)
    send.close()
  })
  receiver.on('error', () => {
    sender.close(1002, '', false)
    send.close()
  })
  const feeding = feed(reader, receiver).finally(() => send.close())
  for await (const name of names) sender.send(`hello ${name}`, { binary: false, fin: true, compress: false })
  feeding.catch(() => {})
}

async function feed(reader: StreamReader, receiver: Receiver): Promise<void> {
  for (;;) {
    const data = await reader.read(65536)
    if (data.length === 0) break
    receiver.write(data)
  }
}

interface Receiver {
  on(event: string, listener: (argument: never) => void): void
  write(data: Uint8Array): boolean
}

/** The parts of `ws` that its types leave out. */
interface Parts {
  WebSocket: never
  Receiver: new (options: { isServer: boolean }) => Receiver
  Sender: new (socket: { cork(): void; uncork(): void; write(data: Uint8Array, done?: () => void): void }) => {
    send(data: string, options: object): void
    pong(data: Buffer, mask: boolean): void
    close(code: number, reason: string, mask: boolean): void
  }
}
