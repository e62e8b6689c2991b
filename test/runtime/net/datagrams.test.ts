/** UDP endpoints: what they send, are told, and do when something fails. */
import { createSocket } from 'node:dgram'
import { expect, it } from 'vitest'
import { Future, sleep } from '../../../runtime/index.js'
import {
  createDatagramEndpoint,
  decode,
  DatagramProtocol,
  encode,
  type Address,
  type Bytes,
  type DatagramTransport,
} from '../../../runtime/net/node.js'
import { host } from '../../support/loopback.js'

const portOf = (transport: DatagramTransport) => (transport.getExtraInfo('sockname') as Address).port

class Recorder extends DatagramProtocol {
  log: unknown[] = []
  lost = new Future<void>()
  transport!: DatagramTransport
  override connectionMade(transport: DatagramTransport) {
    this.transport = transport
    this.log.push('made')
  }
  override datagramReceived(data: Bytes, _from: Address) {
    this.log.push(decode(data))
  }
  override errorReceived(error: Error & { code?: string }) {
    this.log.push(error.code)
  }
  override connectionLost() {
    this.log.push('lost')
    this.lost.setResult(void 0)
  }
  async has(count: number) {
    while (this.log.length < count) await sleep(1)
  }
}

class Echo extends Recorder {
  override datagramReceived(data: Bytes, from: Address) {
    super.datagramReceived(data, from)
    this.transport.sendTo(data, from)
  }
}

it('sends and receives, connected or not', async () => {
  const [served, server] = await createDatagramEndpoint(() => new Echo(), { local: { host } })
  const port = portOf(served)
  const [connected, one] = await createDatagramEndpoint(() => new Recorder(), { remote: { host, port } })
  const [free, other] = await createDatagramEndpoint(() => new Recorder(), { local: { host } })
  connected.sendTo('one')
  await one.has(2)
  free.sendTo(encode('two'), { address: host, port })
  await other.has(2)
  expect(one.log).toEqual(['made', 'one'])
  expect(other.log).toEqual(['made', 'two'])
  expect(server.log).toEqual(['made', 'one', 'two'])
  expect(connected.getExtraInfo('peername')).toEqual({ address: host, port, family: 'IPv4' })
  expect(() => free.sendTo('to whom?')).toThrow('needs an address')
  for (const transport of [served, connected, free]) transport.close()
  await server.lost
  connected.sendTo('into the void')
  expect(connected.isClosing()).toBe(true)
  await one.lost
  expect(one.log).toEqual(['made', 'one', 'lost'])
})

it('sends what waits before it closes', async () => {
  const [served, server] = await createDatagramEndpoint(() => new Recorder(), { local: { host } })
  const [free] = await createDatagramEndpoint(() => new Recorder(), { local: { host } })
  for (let i = 0; i < 20; i++) free.sendTo(String(i), { address: host, port: portOf(served) })
  free.close()
  await server.has(21)
  expect(server.log.length).toBe(21)
  served.abort()
  await server.lost
})

it('tells of a port where nobody is, and stays open', async () => {
  const gone = createSocket('udp4')
  const port = await new Promise<number>((resolve) => gone.bind(0, host, () => resolve(gone.address().port)))
  gone.close()
  const [transport, protocol] = await createDatagramEndpoint(() => new Recorder(), { remote: { host, port } })
  for (let i = 0; i < 50 && protocol.log.length < 2; i++) {
    transport.sendTo('anybody?')
    await sleep(2)
  }
  expect(protocol.log[1]).toBe('ECONNREFUSED')
  expect(transport.isClosing()).toBe(false)
  transport.close()
  await protocol.lost
})

it('fails where it cannot be bound, and leaves nothing', async () => {
  const [transport] = await createDatagramEndpoint(() => new Recorder(), { local: { host } })
  const again = createDatagramEndpoint(() => new Recorder(), { local: { host, port: portOf(transport) } })
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' })
  transport.close()
})
