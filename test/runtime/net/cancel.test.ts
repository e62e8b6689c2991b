/** Cancelled at any of its steps, whatever is opened is closed: the descriptors of the process are counted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gather, sleep } from '../../../runtime/index.js'
import {
  createDatagramEndpoint,
  createServer,
  createSubprocess,
  decode,
  openConnection,
  sendFile,
  startServer,
  type Address,
  type ListenOptions,
  type StreamReader,
  type StreamWriter,
} from '../../../runtime/net/node.js'
import { cancelAtEach } from '../../../runtime/testing/index.js'
import { descriptors } from '../../support/descriptors.js'
import { certificate, host, portOf, stop } from '../../support/loopback.js'

const pem = certificate()

/** Runs the program with a cancel at each of its steps. None may leave a descriptor open. */
async function leavesNothing(program: () => Promise<unknown>): Promise<number> {
  await program()
  await sleep(20)
  const before = descriptors()
  const { steps } = await cancelAtEach(
    program,
    async () => {
      let after = descriptors()
      for (let i = 0; i < 100 && after.length > before.length; i++) {
        await sleep(2)
        after = descriptors()
      }
      expect(after).toEqual(before)
    },
    { outside: 100 },
  )
  return steps
}

async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
  try {
    for await (const line of reader) {
      writer.write(line)
      await writer.drain()
    }
  } catch {
    // The client has gone.
  } finally {
    writer.close()
  }
}

/** A server with a client, both closed at the end. */
async function conversation(
  options: Partial<ListenOptions>,
  client: (port: number) => Promise<unknown>,
  handler: (reader: StreamReader, writer: StreamWriter) => unknown = echo,
): Promise<void> {
  const server = await startServer(handler, { host, port: 0, ...options })
  try {
    await client(portOf(server))
  } finally {
    await stop(server)
  }
}

async function closed(writer: StreamWriter): Promise<void> {
  writer.transport().abort()
  await writer.waitClosed().catch(() => {})
}

describe.skipIf(process.platform !== 'linux')('a cancel at any step leaves no descriptor', () => {
  it('of connect, write, drain and read', async () => {
    const steps = await leavesNothing(() =>
      conversation({}, async (port) => {
        const [reader, writer] = await openConnection(host, port)
        try {
          writer.write('hello\n')
          await writer.drain()
          expect(decode(await reader.readLine())).toBe('hello\n')
          writer.write(('x'.repeat(16383) + '\n').repeat(16))
          await writer.drain()
          await reader.readExactly(1 << 18)
        } finally {
          await closed(writer)
        }
      }),
    )
    expect(steps).toBeGreaterThan(10)
  })

  it('of names with several addresses, and of refusals', async () => {
    const server = await createServer(() => ({}), { host, port: 0 })
    const port = portOf(server)
    server.close()
    await leavesNothing(async () => {
      try {
        const [, writer] = await openConnection('localhost', port)
        await closed(writer)
      } catch (error) {
        if ((error as { code?: string }).code !== 'ECONNREFUSED') throw error
      }
    })
  })

  describe.skipIf(pem === null)(`over TLS${pem ? '' : ': openssl is missing'}`, () => {
    const { key, cert } = pem || { key: '', cert: '' }

    it('of a handshake', async () => {
      await leavesNothing(() =>
        conversation({ tls: { key, cert } }, async (port) => {
          const [reader, writer] = await openConnection(host, port, { tls: { ca: cert } })
          try {
            writer.write('hello\n')
            expect(decode(await reader.readLine())).toBe('hello\n')
          } finally {
            await closed(writer)
          }
        }),
      )
    })

    it('of startTls on both sides', async () => {
      await leavesNothing(() =>
        conversation(
          {},
          async (port) => {
            const [reader, writer] = await openConnection(host, port)
            try {
              writer.write('STARTTLS\n')
              await reader.readLine()
              await writer.startTls({ tls: { ca: cert }, serverName: 'localhost' })
            } finally {
              await closed(writer)
            }
          },
          async (reader, writer) => {
            try {
              await reader.readLine()
              writer.write('go\n')
              await writer.startTls({ serverSide: true, tls: { key, cert } })
            } catch {
              // The client has gone.
            } finally {
              writer.close()
            }
          },
        ),
      )
    })
  })

  it('of datagrams', async () => {
    await leavesNothing(async () => {
      const [one] = await createDatagramEndpoint(() => ({}), { local: { host } })
      try {
        const { port } = one.getExtraInfo('sockname') as Address
        const [other] = await createDatagramEndpoint(() => ({}), { remote: { host, port } })
        other.sendTo('x')
        other.close()
      } finally {
        one.abort()
      }
    })
  })

  it('of a subprocess that is communicated with', async () => {
    await leavesNothing(async () => {
      const child = await createSubprocess('cat')
      const [stdout] = await child.communicate('hello')
      expect(decode(stdout!)).toBe('hello')
    })
  })

  it('of a file that is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'globeflower-send-'))
    const path = join(folder, 'file')
    writeFileSync(path, new Uint8Array(1 << 18))
    await leavesNothing(() =>
      conversation(
        {},
        async (port) => {
          const [reader, writer] = await openConnection(host, port)
          try {
            await gather([sendFile(writer.transport(), path, { count: 1 << 17 }), reader.read(10)])
          } catch (error) {
            // Bytes without a line feed: the echo refuses them.
            if ((error as { code?: string }).code !== 'ECONNRESET') throw error
          } finally {
            await closed(writer)
          }
        },
        async (reader, writer) => {
          try {
            writer.write(await reader.readExactly(1 << 17))
            await writer.drain()
          } catch {
            // The client has gone.
          } finally {
            writer.close()
          }
        },
      ),
    )
    rmSync(folder, { recursive: true })
  })

  it('nor do 10,000 connections that come and go', async () => {
    await conversation({}, async (port) => {
      const one = async () => {
        const [reader, writer] = await openConnection(host, port)
        writer.write('x\n')
        await reader.readLine()
        await closed(writer)
      }
      const many = (count: number) =>
        gather(
          Array.from({ length: 20 }, async () => {
            for (let i = 0; i < count / 20; i++) await one()
          }),
        )
      await many(2000)
      await sleep(50)
      const before = descriptors().length
      const heap = process.memoryUsage().heapUsed
      await many(10_000)
      await sleep(50)
      expect(descriptors().length).toBeLessThanOrEqual(before + 1)
      // Without a full collection there is always some that nobody holds.
      expect(process.memoryUsage().heapUsed - heap).toBeLessThan(40 << 20)
    })
  }, 30_000)
})
