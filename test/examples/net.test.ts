/** The examples of the network, each against a real server where there is one, and all against garbage. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { encode as encodeDns, decode as decodeDns } from 'dns-packet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gather, sleep, timeout } from 'globeflower'
import {
  createDatagramEndpoint,
  DatagramProtocol,
  decode,
  openConnection,
  startServer,
  type Address,
  type Bytes,
  type DatagramTransport,
  type Server,
} from 'globeflower/net'
import { compile } from '../../dist/transformer/index.js'
import { resolve } from '../../playground/examples/net/dns.js'
import { datagramEchoed, datagramServer, echoed, echoServer } from '../../playground/examples/net/echo.js'
import { get, httpServer } from '../../playground/examples/net/http.js'
import { Irc } from '../../playground/examples/net/irc.js'
import { Memcached } from '../../playground/examples/net/memcached.js'
import { Postgres } from '../../playground/examples/net/postgres.js'
import { openRedis, pipelined, waitEachCommand } from '../../playground/examples/net/redis.js'
import { hello, helloServer } from '../../playground/examples/net/web-socket.js'
import { freePort, needs, startMemcached, startPostgres, startRedis, type RealServer } from '../support/servers.js'
import { failure, host, ircHandler, portOf, stop } from '../support/loopback.js'

it('echo: TCP and UDP', async () => {
  const server = await echoServer(host)
  expect(await echoed(host, portOf(server), 'hello')).toBe('hello')
  await stop(server)
  const datagrams = await datagramServer(host)
  const { port } = datagrams.getExtraInfo('sockname') as Address
  expect(await datagramEchoed(host, port, 'hello')).toBe('hello')
  datagrams.close()
})

describe('http', () => {
  let server: Server
  beforeAll(async () => {
    server = await httpServer(
      async ({ method, url, body }) => {
        await sleep(1)
        if (url === '/fails') throw new Error('no good')
        return { status: 200, headers: { 'content-type': 'text/plain' }, body: `${method} ${url} ${body}` }
      },
      { host, port: 0 },
    )
  })
  afterAll(() => stop(server))

  it('our client and our server', async () => {
    const { status, headers, body } = await get(`http://${host}:${portOf(server)}/hello?x=1`)
    expect([status, headers!['content-type'], String(body)]).toEqual([200, 'text/plain', 'GET /hello?x=1 '])
    expect((await get(`http://${host}:${portOf(server)}/fails`)).status).toBe(500)
  })

  it("Node's client, with a body in pieces and a connection that is kept", async () => {
    const texts = await gather(
      ['one', 'two'].map(
        (text) =>
          new Promise<string>((resolve, reject) => {
            const asked = request(
              { host, port: portOf(server), method: 'POST', path: '/', agent: undefined },
              (answer) => {
                let heard = ''
                answer.on('data', (data) => (heard += data)).on('end', () => resolve(heard))
              },
            )
            asked.on('error', reject)
            asked.write(text)
            setTimeout(() => asked.end('!'), 5)
          }),
      ),
    )
    expect(texts).toEqual(['POST / one!', 'POST / two!'])
    const answer = await fetch(`http://${host}:${portOf(server)}/fetched`)
    expect(await answer.text()).toBe('GET /fetched ')
  })

  it('answers garbage with 400', async () => {
    const [reader, writer] = await openConnection(host, portOf(server))
    writer.write('\0\x01garbage\r\n\r\n')
    expect(decode(await reader.readLine())).toBe('HTTP/1.1 400 Bad Request\r\n')
    await reader.read()
    writer.close()
  })
})

it('web socket: hello', async () => {
  const server = await helloServer(host)
  const url = `ws://${host}:${portOf(server)}`
  expect(await gather([hello(url, 'old'), hello(url, 'new')])).toEqual(['hello old', 'hello new'])
  await stop(server)
})

it('dns: asks, asks again, and gives up', async () => {
  class NameServer extends DatagramProtocol {
    asked = 0
    private transport!: DatagramTransport
    override connectionMade(transport: DatagramTransport) {
      this.transport = transport
    }
    override datagramReceived(data: Bytes, from: Address) {
      const { id, questions } = decodeDns(data as Buffer)
      const [{ name }] = questions!
      this.asked++
      if (name === 'silent.test' || (name === 'slow.test' && this.asked < 2)) return
      // Not what was asked for; and then the answer.
      this.transport.sendTo(encodeDns({ type: 'response', id: (id! + 1) % 65536, questions }), from)
      const found = name === 'unknown.test' ? [] : [{ type: 'A' as const, name, ttl: 60, data: '192.0.2.7' }]
      const flags = name === 'unknown.test' ? 3 : 0
      this.transport.sendTo(encodeDns({ type: 'response', id, flags, questions, answers: found }), from)
    }
  }
  const ask = async (name: string, patience = 1000) => {
    const [transport, server] = await createDatagramEndpoint(() => new NameServer(), { local: { host } })
    const work = resolve(name, transport.getExtraInfo('sockname') as Address, { patience })
    const error = await failure(work)
    transport.close()
    return [error === null ? String(await work) : String(error), server.asked]
  }
  expect(await ask('name.test')).toEqual(['192.0.2.7', 1])
  expect((await ask('slow.test', 50))[0]).toBe('192.0.2.7')
  expect((await ask('unknown.test'))[0]).toContain('NXDOMAIN')
  expect(await ask('silent.test', 10)).toEqual(['TimeoutError: No answer about silent.test.', 3])
})

it('irc: joins, answers PING, hears and speaks', async () => {
  const heard: string[] = []
  const server = await startServer(ircHandler(heard), { host, port: 0 })
  const irc = await Irc.connect(host, portOf(server), 'gf')
  irc.say('JOIN', '#python')
  expect(await irc.next()).toEqual({ from: 'guido!g@x', command: 'PRIVMSG', words: ['#python', 'hello there'] })
  irc.say('PRIVMSG', '#python', 'hi guido')
  await irc.quit()
  await server.close()
  await server.waitClosed()
  expect(heard).toEqual([
    ...['NICK :gf', 'USER gf 0 * :gf', 'PONG :42', 'JOIN :#python', 'PRIVMSG #python :hi guido', 'QUIT :bye'],
  ])
})

describe.skipIf(needs('redis').skip)(`redis${needs('redis').because}`, () => {
  let server: RealServer
  beforeAll(async () => (server = await startRedis()) && undefined)
  afterAll(() => server.stop())

  it('one by one, and pipelined', async () => {
    const redis = await openRedis(host, server.port)
    const expected = Array.from({ length: 500 }, (_, i) => String(i))
    expect(await waitEachCommand(redis, 500)).toEqual(expected)
    expect(await pipelined(redis, 500)).toEqual(expected)
    expect((await failure(redis.command('NO', 'SUCH')))!.message).toContain('unknown command')
    redis.close()
  })

  it('a cancelled command leaves the others their replies', async () => {
    const redis = await openRedis(host, server.port)
    const slow = failure(timeout(20, redis.command('BLPOP', 'nothing', 0.1)))
    expect((await slow)!.name).toBe('TimeoutError')
    expect(await redis.command('PING')).toBe('PONG')
    redis.close()
  })
})

describe.skipIf(needs('memcached').skip)(`memcached${needs('memcached').because}`, () => {
  let server: RealServer
  beforeAll(async () => (server = await startMemcached()) && undefined)
  afterAll(() => server.stop())

  it('sets and gets', async () => {
    const cache = await Memcached.connect(host, server.port)
    await cache.set('key', 'väl\r\nue')
    expect(decode((await cache.get('key'))!)).toBe('väl\r\nue')
    expect(await cache.get('no-such-key')).toBe(null)
    expect((await failure(cache.set('k'.repeat(300), 'x')))!.message).toContain('memcached says')
    await failure(cache.close())
  })
})

describe.skipIf(needs('postgres').skip)(`postgres${needs('postgres').because}`, () => {
  let server: RealServer
  beforeAll(async () => (server = await startPostgres()) && undefined)
  afterAll(() => server.stop())
  const login = () => ({ host, port: server.port, user: 'postgres' })

  it('selects, and tells of errors', async () => {
    const postgres = await Postgres.connect(login())
    expect(await postgres.query('SELECT 1 AS one, NULL AS none')).toEqual([{ one: '1', none: null }])
    expect((await postgres.query('SELECT * FROM generate_series(1, 1000)')).length).toBe(1000)
    expect((await failure(postgres.query('SELEC 1')))!.message).toContain('syntax error')
    expect(await gather([postgres.query('SELECT 1 AS x'), postgres.query('SELECT 2 AS x')])).toEqual([
      [{ x: '1' }],
      [{ x: '2' }],
    ])
    await postgres.close()
  })

  it('stops a query that is cancelled, and goes on', async () => {
    const postgres = await Postgres.connect(login())
    const start = performance.now()
    const slow = failure(timeout(50, () => postgres.query('SELECT pg_sleep(20)')))
    expect((await slow)!.name).toBe('TimeoutError')
    expect(performance.now() - start).toBeLessThan(4000)
    expect(await postgres.query('SELECT 1 AS one')).toEqual([{ one: '1' }])
    await postgres.close()
  })
})

it('garbage is an error, everywhere', async () => {
  const garbage = Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) % 256))
  const server = await startServer(
    async (reader, writer) => {
      await reader.read(1)
      writer.write(garbage)
      writer.write('\r\n')
      writer.close()
    },
    { host, port: 0 },
  )
  const port = portOf(server)
  const works: Record<string, () => PromiseLike<unknown>> = {
    http: () => get(`http://${host}:${port}/`),
    redis: async () => (await openRedis(host, port)).command('PING'),
    postgres: () => Postgres.connect({ host, port, user: 'nobody' }),
    memcached: async () => (await Memcached.connect(host, port)).get('key'),
    irc: () => Irc.connect(host, port, 'gf'),
    'web socket': () => hello(`ws://${host}:${port}`, 'x'),
  }
  for (const name in works) {
    const error = await failure(timeout(2000, works[name]))
    expect([name, error === null, error?.name === 'TimeoutError']).toEqual([name, false, false])
  }
  await stop(server)
})

/** The pre-fork server with two workers, and a client that one of them has answered. */
async function preFork() {
  const out = fileURLToPath(new URL('../output/examples/', import.meta.url))
  const source = new URL('../../playground/examples/net/pre-fork.ts', import.meta.url)
  mkdirSync(out, { recursive: true })
  const { code } = compile(readFileSync(source, 'utf8'), { fileName: 'pre-fork.ts', target: 'es2022' })
  writeFileSync(`${out}pre-fork.mjs`, code)
  const port = await freePort()
  const child = spawn(process.execPath, [`${out}pre-fork.mjs`, '2', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (data) => (printed += data))
  const ended = (how: string) => printed.split(`worker ended: ${how}`).length - 1
  while (printed.split('listening').length < 3) await sleep(10)
  const [reader, writer] = await openConnection(host, port)
  writer.write('hello\n')
  expect(decode(await reader.readLine())).toMatch(/^\d+ HELLO\n$/)
  return { child, port, reader, writer, ended }
}

it('pre-fork: drains at the first signal', async () => {
  const { child, port, reader, writer, ended } = await preFork()
  try {
    child.kill('SIGTERM')
    while (ended('0') === 0) await sleep(10)
    expect((await failure(openConnection(host, port)))?.code).toBe('ECONNREFUSED')
    // Who is there is still served.
    writer.write('again\n')
    expect(decode(await reader.readLine())).toMatch(/^\d+ AGAIN\n$/)
    writer.close()
    while (child.exitCode === null) await sleep(10)
    expect(ended('0')).toBe(2)
  } finally {
    child.kill('SIGKILL')
  }
})

it('pre-fork: ends at the second signal, whoever is there', async () => {
  const { child, reader, writer, ended } = await preFork()
  try {
    child.kill('SIGTERM')
    while (ended('0') === 0) await sleep(10)
    child.kill('SIGTERM')
    while (child.exitCode === null) await sleep(10)
    expect([ended('0'), ended('SIGKILL')]).toEqual([1, 1])
    await failure(reader.read())
    writer.close()
  } finally {
    child.kill('SIGKILL')
  }
})
