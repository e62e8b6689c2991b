/** Streams over real sockets: echo, half of a connection, flow control, peers that go, handlers that fail. */
import { connect as netConnect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTask, Future, gather, getEventLoop, sleep, timeout } from '../../../runtime/index.js'
import {
  decode,
  encode,
  openConnection,
  openUnixConnection,
  startServer,
  startUnixServer,
  type StreamReader,
  type StreamWriter,
} from '../../../runtime/net/node.js'
import { echo } from '../../../playground/examples/net/echo.js'
import { failure, host, portOf, stop } from '../../support/loopback.js'

it('echoes lines', async () => {
  const server = await startServer(echo, { host, port: 0 })
  const [reader, writer] = await openConnection(host, portOf(server))
  writer.write('one\n')
  writer.writeLines(['two\n', encode('three\n')])
  await writer.drain()
  expect(decode(await reader.readLine())).toBe('one\n')
  expect(decode(await reader.readUntil('three\n'))).toBe('two\nthree\n')
  writer.writeEof()
  expect((await reader.read()).length).toBe(0)
  writer.close()
  await writer.waitClosed()
  expect(writer.isClosing()).toBe(true)
  await stop(server)
})

it('echoes over Unix sockets', async () => {
  const path = join(tmpdir(), `globeflower-streams-${process.pid}.sock`)
  const server = await startUnixServer(echo, path)
  const [reader, writer] = await openUnixConnection(path)
  writer.write('x\n')
  expect(decode(await reader.readLine())).toBe('x\n')
  writer.close()
  await writer.waitClosed()
  await stop(server)
})

it('serves many at a time', async () => {
  const server = await startServer(echo, { host, port: 0 })
  const answers = await gather(
    Array.from({ length: 50 }, async (_, i) => {
      const [reader, writer] = await openConnection(host, portOf(server))
      writer.write(`client ${i}\n`)
      const line = decode(await reader.readLine())
      writer.close()
      return line
    }),
  )
  expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => `client ${i}\n`))
  await stop(server)
})

it('reports a handler that fails, and closes its connection', async () => {
  const told: unknown[] = []
  getEventLoop().setExceptionHandler(({ error }) => told.push((error as Error).message))
  try {
    const server = await startServer(
      async (reader) => {
        await reader.readLine()
        throw new Error('no good')
      },
      { host, port: 0 },
    )
    const [reader, writer] = await openConnection(host, portOf(server))
    writer.write('x\n')
    expect((await reader.read()).length).toBe(0)
    expect(told).toEqual(['no good'])
    writer.close()
    await stop(server)
  } finally {
    getEventLoop().setExceptionHandler(null)
  }
})

it('a client that resets is no failure of the handler, whatever that was about', async () => {
  const told: unknown[] = []
  getEventLoop().setExceptionHandler(({ error }) => told.push(error))
  let ended = 0
  const works: Record<string, (reader: StreamReader, writer: StreamWriter) => Promise<unknown>> = {
    read: (reader) => reader.readLine() as never,
    drain: async (_reader, writer) => {
      writer.write(new Uint8Array(32 << 20))
      await writer.drain()
    },
    iterate: async (reader) => {
      for await (const line of reader) decode(line)
    },
  }
  try {
    for (const name in works) {
      const server = await startServer(
        async (reader, writer) => {
          try {
            await works[name](reader, writer)
          } finally {
            ended++
          }
        },
        { host, port: 0 },
      )
      const before = ended
      const socket = netConnect({ port: portOf(server), host }).pause()
      socket.write('half a line')
      await sleep(20)
      socket.resetAndDestroy()
      while (ended === before) await timeout(2000, sleep(1))
      await stop(server)
    }
    expect(told).toEqual([])
  } finally {
    getEventLoop().setExceptionHandler(null)
  }
})

it('a reset in the middle of a read fails the read', async () => {
  const read = new Future<unknown>()
  const server = await startServer(async (reader) => read.setResult(await failure(reader.readLine())), {
    host,
    port: 0,
  })
  const socket = netConnect({ port: portOf(server), host })
  socket.write('half a line')
  await sleep(20)
  socket.resetAndDestroy()
  expect(((await read) as { code: string }).code).toBe('ECONNRESET')
  await stop(server)
})

it('a reset in the middle of a drain fails the drain', async () => {
  const drain = new Future<unknown>()
  const server = await startServer(
    async (_reader, writer) => {
      writer.write(new Uint8Array(32 << 20))
      drain.setResult(await failure(writer.drain()))
    },
    { host, port: 0 },
  )
  const socket = netConnect({ port: portOf(server), host })
  socket.pause()
  await sleep(20)
  socket.resetAndDestroy()
  const error = (await drain) as { code: string }
  expect(['ECONNRESET', 'EPIPE']).toContain(error.code)
  await stop(server)
})

it('writes to a peer that is gone fail at a drain, after a while', async () => {
  const server = await startServer((_reader, writer) => writer.close(), { host, port: 0 })
  const [, writer] = await openConnection(host, portOf(server))
  const error = await failure(
    timeout(5000, async () => {
      for (;;) {
        writer.write('into the void')
        await writer.drain()
        await sleep(1)
      }
    }),
  )
  expect(['ECONNRESET', 'EPIPE']).toContain(error.code)
  expect((await failure(writer.drain())).code).toMatch(/ECONNRESET|EPIPE/)
  await stop(server)
})

it('hears from a peer that has ended only one side', async () => {
  const server = await startServer(
    async (reader, writer) => {
      const asked = decode(await reader.read())
      await sleep(10)
      writer.write(asked.toUpperCase())
      writer.close()
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  writer.write('question')
  writer.writeEof()
  expect(decode(await reader.read())).toBe('QUESTION')
  writer.close()
  await writer.waitClosed()
  await stop(server)
})

it('a line longer than the limit is an error of its own, and the connection goes on', async () => {
  const server = await startServer(
    async (reader, writer) => {
      const error = await failure(reader.readLine())
      writer.write(error.name + '\n')
      writer.write(await reader.readLine())
      writer.close()
    },
    { host, port: 0, limit: 100 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  writer.write('x'.repeat(150) + '\n')
  expect(decode(await reader.readLine())).toBe('LimitOverrunError\n')
  writer.write('short\n')
  expect(decode(await reader.readLine())).toBe('short\n')
  writer.close()
  await stop(server)
})

it('keeps no more than its marks for a slow reader', async () => {
  const total = 1 << 30
  const chunk = new Uint8Array(256 << 10)
  let most = 0
  const server = await startServer(
    async (_reader, writer) => {
      for (let sent = 0; sent < total; sent += chunk.length) {
        writer.write(chunk)
        most = Math.max(most, writer.transport().getWriteBufferSize())
        await writer.drain()
      }
      writer.close()
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  const before = process.memoryUsage()
  let received = 0
  let heap = 0
  for (let i = 0; ; i++) {
    const data = await reader.read(1 << 20)
    if (data.length === 0) break
    received += data.length
    // Slower than the writer.
    if (i % 1000 === 0) {
      await sleep(3)
      const { arrayBuffers } = process.memoryUsage()
      heap = Math.max(heap, arrayBuffers - before.arrayBuffers)
    }
  }
  expect(received).toBe(total)
  expect(most).toBeLessThanOrEqual(65536 + chunk.length)
  // What the collector has not looked at yet comes on top.
  expect(heap).toBeLessThan(200 << 20)
  writer.close()
  await stop(server)
}, 60_000)

it('a handler that is cancelled closes its connection', async () => {
  let task: { cancel(reason: string): unknown } | null = null
  const server = await startServer(
    (reader) => {
      const reading = createTask(async () => {
        await reader.read()
      })
      task = reading
      return reading
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  while (task === null) await sleep(1)
  ;(task as { cancel(reason: string): unknown }).cancel('enough')
  expect((await reader.read()).length).toBe(0)
  writer.close()
  await stop(server)
})
