/** Names with several addresses: tried in turn, one beside the other, and none of them stays open but the first to answer. */
import { spawn, type ChildProcess } from 'node:child_process'
import dns from 'node:dns'
import { once } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { gather, sleep, timeout } from '../../../runtime/index.js'
import { createConnection, openConnection, startServer, type Server } from '../../../runtime/net/node.js'
import { descriptors } from '../../support/descriptors.js'
import { failure, portOf, stop } from '../../support/loopback.js'

const { lookup } = dns
const GOOD = '127.0.0.1'
const HOLE = '127.0.0.9'
const REFUSED = '127.0.0.8'

/** Has the name `several.test` these addresses. */
function named(...addresses: string[]): void {
  const list = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  dns.lookup = ((_name: string, _options: object, done: (error: null, list: object[]) => void) =>
    setImmediate(() => done(null, list))) as never
  syncBuiltinESMExports()
}

afterEach(() => {
  dns.lookup = lookup
  syncBuiltinESMExports()
})

const serve = () => startServer((_reader, writer) => writer.close(), { host: GOOD, port: 0 })

/** An address that answers nobody: its server is stopped, and as many as it keeps in line are there already. */
async function hole(port: number): Promise<ChildProcess> {
  const program = `require('net').createServer(() => {}).listen(${port}, '${HOLE}', 1, () => console.log('up'))`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout!, 'data')
  child.kill('SIGSTOP')
  for (let i = 0; i < 4; i++) connect(port, HOLE).on('error', () => {})
  await sleep(20)
  return child
}

async function peerOf(work: PromiseLike<[unknown, { getExtraInfo(name: string): unknown; close(): void }]>) {
  const [, writer] = await work
  writer.close()
  return (writer.getExtraInfo('peername') as { address: string }).address
}

describe.skipIf(process.platform !== 'linux')('of several addresses', () => {
  let server: Server
  let silent: ChildProcess | null = null
  afterEach(async () => {
    silent?.kill('SIGKILL')
    silent = null
    await stop(server)
  })

  it('one that refuses gives way to the next at once, one that is silent after the delay', async () => {
    server = await serve()
    const port = portOf(server)
    named(REFUSED, GOOD)
    expect(await peerOf(openConnection('several.test', port, { happyEyeballsDelay: null }))).toBe(GOOD)
    silent = await hole(port)
    named(HOLE, GOOD)
    const before = descriptors()
    expect(await peerOf(timeout(900, openConnection('several.test', port, { happyEyeballsDelay: 30 })))).toBe(GOOD)
    await sleep(20)
    expect(descriptors()).toEqual(before)
  })

  it('one that is slow is not given up for those that fail', async () => {
    server = await serve()
    const port = portOf(server)
    silent = await hole(port)
    named(HOLE, REFUSED, REFUSED)
    const work = peerOf(openConnection('several.test', port, { happyEyeballsDelay: 10 }))
    await sleep(100)
    silent.kill('SIGCONT')
    expect(await timeout(8000, work)).toBe(HOLE)
  })

  it('a cancel closes all that are being tried', async () => {
    server = await serve()
    const port = portOf(server)
    silent = await hole(port)
    named(HOLE, HOLE, HOLE)
    const before = descriptors()
    const work = timeout(60, openConnection('several.test', port, { happyEyeballsDelay: 10 }))
    expect((await failure(work))!.name).toBe('TimeoutError')
    await sleep(5)
    expect(descriptors()).toEqual(before)
  })

  it('the families come in turn, and all errors are told', async () => {
    server = await serve()
    const port = portOf(server)
    await stop(server)
    named(REFUSED, HOLE, '::1')
    const error = await failure(openConnection('several.test', port))
    expect(error.code).toBe('ECONNREFUSED')
    expect(error.errors.map((it: { address: string }) => it.address)).toEqual([REFUSED, '::1', HOLE])
    named(REFUSED)
    expect((await failure(openConnection('several.test', port))).errors).toBe(undefined)
  })

  it('many at a time reach one each', async () => {
    server = await serve()
    const port = portOf(server)
    named(GOOD, '127.0.0.2', GOOD)
    const before = descriptors()
    const work = () => peerOf(openConnection('several.test', port, { happyEyeballsDelay: 0 }))
    await gather(Array.from({ length: 50 }, work))
    for (let i = 0; i < 100 && descriptors().length > before.length; i++) await sleep(10)
    expect(descriptors().length).toBeLessThanOrEqual(before.length)
  })
})

it('refuses options that contradict each other', () => {
  const factory = () => ({})
  expect(() => createConnection(factory, {})).toThrow('needs a host and a port')
  expect(() => createConnection(factory, { port: 1, serverName: 'x' })).toThrow('for TLS')
  expect(() => createConnection(factory, { port: 1, tlsHandshakeTimeout: 5 })).toThrow('for TLS')
  expect(() => startServer(() => {}, { port: 1, tlsShutdownTimeout: 5 })).toThrow('for TLS')
})
