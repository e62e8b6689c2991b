/** What is written around the end of a connection, and who waits for it to be written. */
import { expect, it } from 'vitest'
import { createTask, gather, sleep } from '../../../runtime/index.js'
import { createSubprocess, decode, openConnection, startServer } from '../../../runtime/net/node.js'
import { failure, host, portOf, stop } from '../../support/loopback.js'

it('S5 several who drain all go on; at a connection that closes a drain lets others run', async () => {
  const server = await startServer(
    async (reader, writer) => {
      await sleep(20)
      await reader.read()
      writer.close()
    },
    { host, port: 0 },
  )
  const [, writer] = await openConnection(host, portOf(server))
  writer.transport().setWriteBufferLimits({ high: 10 })
  writer.write(new Uint8Array(8 << 20))
  await gather([writer.drain(), writer.drain(), writer.drain()])
  writer.close()
  const log: string[] = []
  createTask(() => log.push('other'))
  await writer.drain()
  expect(log).toEqual(['other'])
  await writer.waitClosed()
  await stop(server)
})

it('S6 nothing is an empty write; after close a write is ignored; what waited is written first', async () => {
  const texts: string[] = []
  const server = await startServer(
    async (reader, writer) => {
      texts.push(decode(await reader.read()))
      writer.close()
    },
    { host, port: 0 },
  )
  const [reader, writer] = await openConnection(host, portOf(server))
  writer.write(new Uint8Array(0))
  writer.write('')
  writer.write('kept')
  writer.close()
  for (let i = 0; i < 7; i++) writer.write('ignored')
  await writer.waitClosed()
  while (texts.length === 0) await sleep(1)
  expect([texts, (await reader.read()).length]).toEqual([['kept'], 0])
  await stop(server)
})

it('S12 abortClients ends connections at once, and waitClosed waits for that', async () => {
  const server = await startServer(async (reader) => void (await reader.read()), { host, port: 0 })
  const [reader] = await openConnection(host, portOf(server))
  await sleep(5)
  server.close()
  const waiting = createTask(() => server.waitClosed())
  await sleep(5)
  expect(waiting.done()).toBe(false)
  server.abortClients()
  await waiting
  await failure(reader.read())
  expect(reader.atEof()).toBe(true)
})

it('P2 what a process has written can be read after its end', async () => {
  const child = await createSubprocess('printf', ['left'])
  expect(await child.wait()).toBe(0)
  expect(decode(await child.stdout!.read())).toBe('left')
})
