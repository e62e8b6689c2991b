/**
 * The runtime and its network in a real page: hosts, WebSocket, fetch, and streams through a gateway, in Chromium
 * against servers on the loopback.
 */
import { existsSync } from 'node:fs'
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import {
  connect,
  createServer as createNetServer,
  type AddressInfo,
  type Server as NetServer,
  type Socket,
} from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebSocketStream, WebSocketServer, type WebSocket } from 'ws'
import { echoServer } from '../../playground/examples/net/echo.js'
import { startServer, type Server } from '../../runtime/net/node.js'
import { hostBehaviours } from '../../runtime/testing/index.js'
import { nodeHost } from '../../runtime/hosts/node.js'
import globeflower from '../../dist/transformer/plugins/esbuild.js'
import { host, ircHandler, portOf, stop } from '../support/loopback.js'
import { freePort } from '../support/servers.js'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const missing = !existsSync(executablePath)

describe.skipIf(missing)(`in a page${missing ? ` (skipped: no ${executablePath})` : ''}`, () => {
  let browser: Browser
  let page: Page
  let site: Site

  beforeAll(async () => {
    site = await serve(await bundle())
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    page = await browser.newPage()
    page.on('pageerror', (error) => site.errors.push(error.message))
    await page.goto(site.url)
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
    expect(site.errors).toEqual([])
  })

  /** Runs a scenario of program.ts. */
  const scenario = (name: string, ...args: unknown[]) =>
    page.evaluate(
      ([name, args]) => {
        const { scenarios } = globalThis as unknown as {
          scenarios: Record<string, (...args: unknown[]) => Promise<unknown>>
        }
        return scenarios[name](...args).then(
          (value) => value,
          (error) => {
            throw new Error(String(error))
          },
        )
      },
      [name, args] as [string, unknown[]],
    )

  for (const kind of ['machineHost', 'browserHost'])
    describe(`${kind} passes the suite of hosts`, () => {
      for (const { name } of hostBehaviours(nodeHost)) it(name, () => scenario('host', kind, name))
    })

  it('runs on the scheduler of the page', async () => expect(await scenario('scheduled')).toBe('slept'))

  describe('openWebSocket', () => {
    it('speaks text and bytes, until it is closed in good order', async () => {
      const closed = 'EndOfChannel: The socket was closed.'
      expect(await scenario('echo')).toEqual([
        ...['first', 'text', [1, 2, 3], true, { code: 3000, reason: 'enough' }],
        ...[closed, closed],
      ])
    })

    it('is iterated until the other side closes', async () => {
      expect(await scenario('iteration')).toEqual(['one', 'two', 'three'])
    })

    it('is lost, refused, and times out in the handshake, which closes the connection', async () => {
      let open = 0
      const silent = createNetServer((socket) => {
        open++
        socket.on('error', () => {}).on('close', () => open--)
        socket.resume()
      })
      const lost = 'ConnectionResetError: The connection is lost.'
      expect(await scenario('losses', await listening(silent), await freePort())).toEqual([
        ...[lost, lost, lost],
        expect.stringContaining('TimeoutError'),
      ])
      await expect.poll(() => open).toBe(0)
      silent.close()
    })

    it('a cancel at any step leaves no socket', async () => {
      expect(await scenario('cancels')).toBeGreaterThan(3)
    })
  })

  describe('fetch', () => {
    it('gives a body as a reader of lines', async () => {
      expect(await scenario('fetched')).toEqual(['one\n', 'two\n', 'three'])
    })

    it('is a transport of its own', async () => {
      expect(await scenario('opened')).toEqual([200, ['one\n', 'two\n', 'three']])
    })

    it('a cancel, or the end of its time, aborts it in the middle of the body', async () => {
      const [cancelled, timed] = ['CancelledError: enough', 'TimeoutError: The time is up.']
      expect(await scenario('aborted')).toEqual([timed, cancelled, timed, cancelled, timed, cancelled, '0'])
    })
  })

  describe('streams through a gateway', () => {
    let echo: Server
    beforeAll(async () => (echo = await echoServer(host)) && undefined)
    afterAll(() => stop(echo))

    it('the IRC client runs unchanged', async () => {
      const heard: string[] = []
      const server = await startServer(ircHandler(heard), { host, port: 0 })
      expect(await scenario('chat', portOf(server))).toEqual(['guido!g@x', ['#python', 'hello there']])
      await expect.poll(() => heard.at(-1)).toBe('QUIT :bye')
      await stop(server)
    })

    it('from streams of the web and to them', async () => {
      expect(await scenario('streams', portOf(echo))).toEqual([true, true, 'and back\n', 'the rest', true])
    })

    it('keeps no more than its marks for who is slow', async () => {
      expect(await scenario('pressure', portOf(echo))).toEqual([true, true])
    })

    it('says what a page cannot do', async () => {
      const [refused, tls, listens] = (await scenario('refusals', await freePort())) as string[]
      expect(refused).toContain('ConnectionResetError')
      expect(tls).toContain('Give it an address with wss.')
      expect(listens).toContain('nobody can listen')
    })
  })
})

interface Site {
  url: string
  errors: string[]
  close(): void
}

/** The page, what it fetches, and its WebSockets; `/HOST/PORT` is a gateway to TCP. */
async function serve(script: string): Promise<Site> {
  /** Answers that were begun and are not over. */
  let answering = 0
  const texts: Record<string, () => string> = {
    '/': () => '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="program.js"></script>',
    '/program.js': () => script,
    '/lines': () => 'one\ntwo\nthree',
    '/clients': () => String(sockets.clients.size),
    '/answering': () => String(answering),
  }
  const server = createHttpServer((request, response) => {
    const text = texts[request.url!]
    // With its cache the browser would go on to read what nobody wants any more.
    response.setHeader('cache-control', 'no-store')
    response.setHeader('content-type', request.url === '/' ? 'text/html' : 'text/javascript')
    if (text) response.end(text())
    else {
      response.writeHead(200).write('begun')
      answering++
      response.on('close', () => answering--)
    }
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const [, to, port] = request.url!.split('/')
    const speak = (handler: (client: WebSocket) => void) => sockets.handleUpgrade(request, socket, head, handler)
    const refuse = () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    if (to in handlers) speak(handlers[to])
    else if (port === undefined) refuse()
    else {
      const target = connect(Number(port), to, () => speak((client) => join(client, target)))
      target.on('error', refuse)
    }
  })
  const port = await listening(server)
  return {
    url: `http://${host}:${port}/`,
    errors: [],
    close() {
      for (const client of sockets.clients) client.terminate()
      server.close().closeAllConnections()
    },
  }
}

const handlers: Record<string, (client: WebSocket) => void> = {
  echo: (client) => client.on('message', (data, isBinary) => client.send(data, { binary: isBinary })),
  lost: (client) => client.terminate(),
  three(client) {
    for (const text of ['one', 'two', 'three']) client.send(text)
    client.close(1000)
  },
}

function join(client: WebSocket, target: Socket): void {
  const stream = createWebSocketStream(client)
  stream.on('error', () => target.destroy())
  target.on('error', () => stream.destroy())
  stream.pipe(target).pipe(stream)
}

async function listening(server: HttpServer | NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return (server.address() as AddressInfo).port
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('program.ts', import.meta.url))
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
    plugins: [globeflower()],
  })
  return built.outputFiles[0].text
}
