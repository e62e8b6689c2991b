import { existsSync } from 'node:fs'
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer as createNetServer, type AddressInfo, type Socket } from 'node:net'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTask, currentSignal, Future, once, sleep, timeout, wrapFuture } from '../../runtime/index.js'
import {
  needs,
  startMariadb,
  startMemcached,
  startPostgres,
  startRabbitmq,
  startRedis,
  type RealServer,
} from '../support/servers.js'
import { failure, host } from '../support/loopback.js'

/**
 * Libraries that people use, inside tasks: a task that waits for one is
 * cancelled, times out, and gives back what it had from the library.
 */
const installed = existsSync(fileURLToPath(new URL('node_modules/.installed-lock.json', import.meta.url)))
const because = installed ? '' : ' (skipped: npm ci has failed in test/ecosystem)'
// Theirs are the types of old and new; here they are what they are used as.
const library = createRequire(import.meta.url) as (name: string) => any

async function until(condition: () => unknown): Promise<void> {
  await timeout(5000, async () => {
    while (!condition()) await sleep(2)
  })
}

async function listening(server: HttpServer | ReturnType<typeof createNetServer>): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A question on a connection of its own, which a cancel stops in the server before the connection goes back. */
async function stoppable<C extends { release(): void }>(
  connect: Promise<C>,
  ask: (connection: C) => Promise<unknown[]>,
  end: (connection: C) => Promise<unknown>,
): Promise<unknown[]> {
  const connection = await wrapFuture(connect, { reclaim: (connection) => connection.release() })
  let running: Promise<unknown[]> | null = null
  try {
    running = ask(connection)
    const rows = await running
    running = null
    return rows
  } finally {
    if (running !== null) {
      await end(connection)
      await failure(running)
    }
    connection.release()
  }
}

describe.skipIf(!installed)(`libraries inside tasks${because}`, () => {
  describe('fetch and undici', () => {
    /** Answers that were begun and are not over. */
    let answering = 0
    let server: HttpServer
    let url: string
    beforeAll(async () => {
      server = createHttpServer((request, response) => {
        if (request.url === '/now') response.end('now')
        // The head, a little of the body, and no more.
        else {
          response.writeHead(200).write('begun')
          answering++
          response.on('close', () => answering--)
        }
      })
      url = `http://${host}:${await listening(server)}`
    })
    afterAll(() => server.close().closeAllConnections())

    it('fetch: a cancel in the middle of the body closes the connection', async () => {
      const body = async () => {
        const response = await fetch(`${url}/slow`, { signal: currentSignal() })
        return await response.text()
      }
      const timed = failure(timeout(300, body))
      await until(() => answering === 1)
      expect((await timed)!.name).toBe('TimeoutError')
      await until(() => answering === 0)
      const task = createTask(body)
      await until(() => answering === 1)
      task.cancel('enough')
      expect((await failure(task))!.name).toBe('CancelledError')
      await until(() => answering === 0)
      expect(await (await fetch(`${url}/now`)).text()).toBe('now')
    })

    it('undici: a pool of one is free again', async () => {
      const { Pool } = library('undici')
      const pool = new Pool(url, { connections: 1 })
      const get = async (path: string) => {
        const { body } = await pool.request({ path, method: 'GET', signal: currentSignal() })
        return (await body.text()) as string
      }
      expect((await failure(timeout(50, () => get('/slow'))))!.name).toBe('TimeoutError')
      expect(await timeout(2000, () => get('/now'))).toBe('now')
      expect([pool.stats.running, pool.stats.pending]).toEqual([0, 0])
      await pool.close()
    })
  })

  describe('servers', () => {
    const log: string[] = []
    /** What a request asks for, as a task that ends with its client. */
    async function answer(socket: Socket): Promise<string> {
      const work = createTask(async () => {
        log.push('begun')
        try {
          await sleep(20_000)
          return 'late'
        } finally {
          await sleep(1)
          log.push('cleaned up')
        }
      })
      socket.once('close', () => work.cancel('the client has gone'))
      return await work
    }
    async function disconnects(port: number): Promise<string[]> {
      log.length = 0
      const controller = new AbortController()
      const asked = failure(fetch(`http://${host}:${port}/`, { signal: controller.signal }))
      await until(() => log.length === 1)
      controller.abort()
      await asked
      await until(() => log.length === 2)
      return log
    }

    it('fastify: a client that goes cancels its handler', async () => {
      const app = library('fastify')()
      app.get('/', (request: { raw: { socket: Socket } }) => answer(request.raw.socket))
      await app.listen({ port: 0, host })
      expect(await disconnects(app.server.address().port)).toEqual(['begun', 'cleaned up'])
      await app.close()
    })

    it('koa: a client that goes cancels its handler', async () => {
      const Koa = library('koa').default ?? library('koa')
      const app = new Koa()
      app.silent = true
      app.use(async (context: { body: string; req: { socket: Socket } }) => {
        context.body = await answer(context.req.socket)
      })
      const server = createHttpServer(app.callback())
      expect(await disconnects(await listening(server))).toEqual(['begun', 'cleaned up'])
      server.close()
    })
  })

  describe.skipIf(needs('postgres').skip)(`pg${needs('postgres').because}`, () => {
    let server: RealServer
    let pool: any
    beforeAll(async () => {
      server = await startPostgres()
      pool = new (library('pg').Pool)({ host, port: server.port, user: 'postgres', max: 2 })
    })
    afterAll(async () => {
      await pool.end()
      server.stop()
    })

    const query = (text: string) =>
      stoppable(
        pool.connect() as Promise<any>,
        (client) => client.query(text).then(({ rows }: { rows: unknown[] }) => rows),
        (client) => pool.query('SELECT pg_cancel_backend($1)', [client.processID]),
      )

    it('times out, is cancelled, and the connections are back in the pool', async () => {
      expect((await failure(timeout(50, () => query('SELECT pg_sleep(20)'))))!.name).toBe('TimeoutError')
      const task = createTask(() => query('SELECT pg_sleep(20)'))
      await sleep(30)
      task.cancel()
      expect((await failure(task))!.name).toBe('CancelledError')
      expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }])
      const active =
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND state = 'active'"
      expect((await pool.query(active + ' AND pid <> pg_backend_pid()')).rows).toEqual([{ n: 0 }])
      expect([pool.idleCount, pool.waitingCount]).toEqual([pool.totalCount, 0])
    })

    it('who is cancelled while waiting for a connection gives it back', async () => {
      const held = [await pool.connect(), await pool.connect()]
      expect((await failure(timeout(20, () => query('SELECT 1'))))!.name).toBe('TimeoutError')
      for (const client of held) client.release()
      await until(() => pool.waitingCount === 0 && pool.idleCount === 2)
    })
  })

  describe.skipIf(needs('mariadb').skip)(`mysql2${needs('mariadb').because}`, () => {
    let server: RealServer
    let pool: any
    beforeAll(async () => {
      server = await startMariadb()
      pool = library('mysql2/promise').createPool({ host, port: server.port, user: 'root', connectionLimit: 2 })
    })
    afterAll(async () => {
      await pool.end()
      server.stop()
    })

    const query = (text: string) =>
      stoppable(
        pool.getConnection() as Promise<any>,
        (connection) => connection.query(text).then(([rows]: unknown[][]) => rows),
        (connection) => pool.query(`KILL QUERY ${connection.threadId}`),
      )

    it('times out, is cancelled, and the connections are back in the pool', async () => {
      expect((await failure(timeout(50, () => query('SELECT SLEEP(20)'))))!.name).toBe('TimeoutError')
      const task = createTask(() => query('SELECT SLEEP(20)'))
      await sleep(30)
      task.cancel()
      expect((await failure(task))!.name).toBe('CancelledError')
      expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }])
      const [running] = await pool.query("SELECT * FROM information_schema.processlist WHERE info LIKE '%SLEEP(20)'")
      expect(running).toEqual([])
    })

    it('who is cancelled while waiting for a connection gives it back', async () => {
      const held = [await pool.getConnection(), await pool.getConnection()]
      expect((await failure(timeout(20, () => query('SELECT 1'))))!.name).toBe('TimeoutError')
      for (const connection of held) connection.release()
      // Both are needed again: one to ask, one to stop it.
      expect((await failure(timeout(50, () => query('SELECT SLEEP(20)'))))!.name).toBe('TimeoutError')
    })
  })

  describe.skipIf(needs('redis').skip)(`ioredis${needs('redis').because}`, () => {
    let server: RealServer
    let redis: any
    beforeAll(async () => {
      server = await startRedis()
      const { Redis } = library('ioredis')
      redis = new Redis({ host, port: server.port })
    })
    afterAll(() => {
      redis.disconnect()
      server.stop()
    })

    it('a wait for an item ends with its task, and its connection with it', async () => {
      const pop = async () => {
        const own = redis.duplicate()
        try {
          return await own.blpop('items', 0)
        } finally {
          own.disconnect()
        }
      }
      const clients = async () =>
        String(await redis.client('LIST'))
          .trim()
          .split('\n').length
      const before = await clients()
      expect((await failure(timeout(50, pop)))!.name).toBe('TimeoutError')
      const task = createTask(pop)
      await sleep(30)
      task.cancel()
      expect((await failure(task))!.name).toBe('CancelledError')
      for (let i = 0; i < 100 && (await clients()) > before; i++) await sleep(5)
      expect(await clients()).toBe(before)
      const third = createTask(pop)
      await sleep(20)
      await redis.rpush('items', 'one')
      expect(await third).toEqual(['items', 'one'])
    })
  })

  describe.skipIf(needs('rabbitmq').skip)(`amqplib${needs('rabbitmq').because}`, () => {
    let server: RealServer
    let connection: any
    beforeAll(async () => {
      server = await startRabbitmq()
      connection = await library('amqplib').connect(`amqp://guest:guest@${host}:${server.port}`)
    })
    afterAll(async () => {
      await connection.close()
      server.stop()
    })

    /** Takes a message and works on it; only when that is done the queue forgets it. */
    async function handle(queue: string, work: (text: string) => PromiseLike<unknown>): Promise<string> {
      const channel = await wrapFuture<any>(connection.createChannel(), { reclaim: (channel) => channel.close() })
      try {
        const arrived = new Future<{ content: Buffer }>()
        await channel.prefetch(1)
        await channel.consume(queue, (message: never) => arrived.setResult(message))
        const message = await arrived
        await work(String(message.content))
        channel.ack(message)
        return String(message.content)
      } finally {
        await channel.close()
      }
    }

    it('a wait for a message ends with its task, and its consumer with it', async () => {
      const channel = await connection.createChannel()
      const { queue } = await channel.assertQueue('')
      const consumers = async () => (await channel.checkQueue(queue)).consumerCount as number
      expect((await failure(timeout(100, () => handle(queue, () => sleep(0)))))!.name).toBe('TimeoutError')
      expect(await consumers()).toBe(0)
      const task = createTask(() => handle(queue, () => sleep(0)))
      while ((await consumers()) === 0) await sleep(2)
      task.cancel()
      expect((await failure(task))!.name).toBe('CancelledError')
      expect(await consumers()).toBe(0)
      await channel.close()
    })

    it('what a cancelled task was working on goes to the next one', async () => {
      const channel = await connection.createChannel()
      const { queue } = await channel.assertQueue('')
      channel.sendToQueue(queue, Buffer.from('one'))
      const begun = new Future<void>()
      const task = createTask(() => handle(queue, () => (begun.setResult(), sleep(20_000))))
      await begun
      task.cancel()
      expect((await failure(task))!.name).toBe('CancelledError')
      expect(await timeout(2000, () => handle(queue, () => sleep(1)))).toBe('one')
      expect((await channel.checkQueue(queue)).messageCount).toBe(0)
      await channel.close()
    })
  })

  describe.skipIf(needs('memcached').skip)(`memjs${needs('memcached').because}`, () => {
    it('times out before the library does, and the client goes on', async () => {
      const server = await startMemcached()
      const { Client } = library('memjs')
      const client = Client.create(`${host}:${server.port}`)
      expect(await client.set('key', 'value', {})).toBe(true)
      expect(String((await client.get('key')).value)).toBe('value')
      const silent = createNetServer((socket) => socket.on('error', () => {}))
      const deaf = Client.create(`${host}:${await listening(silent)}`, { timeout: 20, retries: 0 })
      const get = async () => {
        try {
          return await deaf.get('key')
        } finally {
          deaf.close()
        }
      }
      expect((await failure(timeout(50, get)))!.name).toBe('TimeoutError')
      expect(String((await client.get('key')).value)).toBe('value')
      client.close()
      silent.close()
      server.stop()
    })
  })

  it('piscina: the thread of a cancelled task is ended, the pool goes on', async () => {
    const { Piscina } = library('piscina')
    const pool = new Piscina({ filename: fileURLToPath(new URL('worker.mjs', import.meta.url)), maxThreads: 1 })
    const work = async (forever: boolean) => (await pool.run({ forever }, { signal: currentSignal() })) as string
    expect((await failure(timeout(200, () => work(true))))!.name).toBe('TimeoutError')
    expect(await work(false)).toBe('done')
    const task = createTask(() => work(true))
    await sleep(50)
    task.cancel()
    expect((await failure(task))!.name).toBe('CancelledError')
    expect(await work(false)).toBe('done')
    await pool.destroy()
  })

  it('croner: one run at a time, and a stop cancels it', async () => {
    const { Cron } = library('croner')
    const log: string[] = []
    let running: ReturnType<typeof createTask> | null = null
    const job = new Cron('* * * * * *', { protect: true }, () => {
      running = createTask(async () => {
        log.push('begun')
        try {
          await sleep(20_000)
        } finally {
          log.push('cleaned up')
        }
      })
      return failure(running)
    })
    await until(() => log.length > 0)
    // The next second comes and goes.
    await sleep(1200)
    expect(job.isBusy()).toBe(true)
    job.stop()
    running!.cancel()
    await failure(running!)
    expect(log).toEqual(['begun', 'cleaned up'])
  })

  it('ssh2: a command that takes too long is ended with its channel', async () => {
    const { Client, Server, utils } = library('ssh2')
    const log: string[] = []
    const server = new Server({ hostKeys: [utils.generateKeyPairSync('ed25519').private] }, (client: any) => {
      client.on('error', () => {})
      client.on('authentication', (context: any) => context.accept())
      client.on('ready', () =>
        client.on('session', (accept: () => any) =>
          accept().on('exec', (accept: () => any, _reject: unknown, info: { command: string }) => {
            const channel = accept()
            channel.on('close', () => log.push(`${info.command} closed`)).resume()
            if (info.command === 'quick') {
              channel.write('output')
              channel.exit(0)
              channel.end()
            }
          }),
        ),
      )
    })
    const port = await listening(server)
    const client = new Client()
    client.connect({ host, port, username: 'anybody', password: 'any' })
    await once(client, 'ready')
    const execute = async (command: string) => {
      const channel = await wrapFuture<any>(
        new Promise((resolve, reject) =>
          client.exec(command, (error: Error | null, channel: unknown) => (error ? reject(error) : resolve(channel))),
        ),
        { reclaim: (channel) => channel.close() },
      )
      try {
        let output = ''
        for await (const data of channel) output += data
        return output
      } finally {
        channel.close()
      }
    }
    expect(await execute('quick')).toBe('output')
    expect((await failure(timeout(50, () => execute('slow'))))!.name).toBe('TimeoutError')
    await until(() => log.includes('slow closed'))
    expect(await execute('quick')).toBe('output')
    client.end()
    server.close()
  })
})
