/** HTTP/1.1, client and server, with the parser of `http-parser-js`: aiohttp's hello world. */
import { timeout, TimeoutError } from 'globeflower'
import {
  openConnection,
  startServer,
  type Bytes,
  type Server,
  type StreamReader,
  type StreamWriter,
} from 'globeflower/net'
import { HTTPParser } from 'http-parser-js'

export interface Request {
  method: string
  url: string
  headers: Record<string, string>
  body: Buffer
}

export interface Response {
  status: number
  headers?: Record<string, string>
  body: string | Bytes
}

interface Message extends Request {
  status: number
  keepAlive: boolean
}

export function httpServer(
  handler: (request: Request) => Response | PromiseLike<Response>,
  options: { host: string; port: number; patience?: number },
): PromiseLike<Server> {
  const { patience = 60_000 } = options
  return startServer(async (reader, writer) => {
    const requests = messages(reader, 'REQUEST', () => writer.write('HTTP/1.1 100 Continue\r\n\r\n'))
    try {
      for (;;) {
        // All of it, and no word now and then.
        const { value: request, done } = await timeout(patience, () => requests.next())
        if (done) break
        await answer(writer, await respond(handler, request), request.keepAlive)
        if (!request.keepAlive) break
      }
    } catch (error) {
      const status = error instanceof TimeoutError ? 408 : 400
      await answer(writer, { status, body: STATUS[status] }, false)
    } finally {
      writer.close()
    }
  }, options)
}

export async function get(url: string, headers: Record<string, string> = {}): Promise<Response & { body: Buffer }> {
  const { hostname, port, pathname, search, host } = new URL(url)
  const [reader, writer] = await openConnection(hostname, Number(port || 80))
  try {
    const all = { host, connection: 'close', ...headers }
    writer.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines(all)}\r\n`)
    for await (const { status, headers, body } of messages(reader, 'RESPONSE')) return { status, headers, body }
    throw new Error('The server has closed the connection without an answer.')
  } finally {
    writer.transport().abort()
  }
}

async function respond(
  handler: (request: Request) => Response | PromiseLike<Response>,
  request: Request,
): Promise<Response> {
  try {
    return await handler(request)
  } catch (error) {
    return { status: 500, body: String(error) }
  }
}

async function answer(writer: StreamWriter, { status, headers, body }: Response, keepAlive: boolean): Promise<void> {
  const bytes = Buffer.from(body as string)
  const all = { ...headers, 'content-length': String(bytes.length), connection: keepAlive ? 'keep-alive' : 'close' }
  writer.writeLines([`HTTP/1.1 ${status} ${STATUS[status] ?? ''}\r\n${lines(all)}\r\n`, bytes])
  await writer.drain()
}

const STATUS: Record<number, string> = {
  200: 'OK',
  400: 'Bad Request',
  404: 'Not Found',
  408: 'Request Timeout',
  500: 'Internal Server Error',
}

function lines(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
}

/** The messages of a connection, each when its body is there. `goOn` is called for one that waits to send it. */
async function* messages(
  reader: StreamReader,
  kind: 'REQUEST' | 'RESPONSE',
  goOn = () => {},
): AsyncGenerator<Message, undefined> {
  const parser = new HTTPParser(HTTPParser[kind]) as unknown as Parser
  const complete: Message[] = []
  let message: Message
  let body: Buffer[] = []
  parser.onHeadersComplete = (info) => {
    const { method, url, headers, statusCode, shouldKeepAlive } = info
    const named: Record<string, string> = {}
    for (let i = 0; i < headers.length; i += 2) named[headers[i].toLowerCase()] = headers[i + 1]
    message = { method, url, headers: named, status: statusCode, keepAlive: shouldKeepAlive, body: EMPTY }
    body = []
    if (/^100-continue$/i.test(named.expect)) goOn()
  }
  parser.onBody = (chunk, offset, length) => void body.push(chunk.subarray(offset, offset + length))
  parser.onMessageComplete = () => void complete.push({ ...message, body: Buffer.concat(body) })
  for (;;) {
    const data = (await reader.read(65536)) as Buffer
    const failed = data.length > 0 ? parser.execute(data) : parser.finish()
    if (failed instanceof Error) throw failed
    yield* complete.splice(0)
    if (data.length === 0) return
  }
}

const EMPTY = Buffer.alloc(0)

interface Parser {
  onHeadersComplete: (info: {
    method: string
    url: string
    headers: string[]
    statusCode: number
    shouldKeepAlive: boolean
  }) => void
  onBody: (chunk: Buffer, offset: number, length: number) => void
  onMessageComplete: () => void
  execute(chunk: Buffer): number | Error
  finish(): void | Error
}
