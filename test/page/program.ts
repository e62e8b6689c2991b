/** What runs in the page: scenarios by their names, each of which gives back what it has seen. */
import { createTask, currentSignal, Event, newEventLoop, sleep, timeout } from 'globeflower'
import { browserHost } from 'globeflower/browser'
import {
  decode,
  openConnection,
  openFetch,
  openWebSocket,
  readerFrom,
  startServer,
  toReadableStream,
  toWritableStream,
  useWebSockets,
  type Source,
} from 'globeflower/net'
import { cancelAtEach, hostBehaviours, machineHost } from 'globeflower/testing'
import { Irc } from '../../playground/examples/net/irc.js'

declare const location: { host: string }
const address = (path: string) => `ws://${location.host}/${path}`
const hosts = { machineHost, browserHost }

/** Of a ReadableStream what is used here. */
interface WebStream {
  pipeTo(to: unknown, options: object): Promise<void>
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }> }
}

/** The name and the text of what something fails with; not in a `catch`, which lets a cancel through. */
const failure = (work: PromiseLike<unknown>): PromiseLike<string> => work.then(() => 'nothing', String)

const ask = async (path: string) => (await fetch(path)).text()

async function body(path: string, begun: () => void): Promise<string> {
  const response = await fetch(path, { signal: currentSignal() })
  const reader = readerFrom(response.body as Source)
  await reader.readExactly('begun'.length)
  begun()
  return decode(await reader.read())
}

async function text(path: string, begun: () => void): Promise<string> {
  const response = await fetch(path, { signal: currentSignal() })
  begun()
  return await response.text()
}

async function opened(path: string, begun: () => void): Promise<string> {
  const [reader, transport] = await openFetch(path)
  try {
    await reader.readExactly('begun'.length)
    begun()
    return decode(await reader.read())
  } finally {
    transport.close()
  }
}

const scenarios = {
  async host(name: keyof typeof hosts, behaviour: string) {
    await hostBehaviours(hosts[name])
      .find(({ name }) => name === behaviour)!
      .run()
  },

  async echo() {
    const connection = await openWebSocket(address('echo'), { protocols: ['first', 'second'] })
    const log: unknown[] = [connection.protocol()]
    await connection.send('text')
    log.push(await connection.receive())
    await connection.send(new Uint8Array([1, 2, 3]))
    log.push(Array.from((await connection.receive()) as Uint8Array))
    const big = 'x'.repeat(3 << 20)
    await connection.send(big)
    log.push((await connection.receive()) === big)
    connection.close(3000, 'enough')
    log.push(await connection.waitClosed())
    log.push(await failure(connection.receive()), await failure(connection.send('late')))
    return log
  },

  async iteration() {
    const log: unknown[] = []
    for await (const message of await openWebSocket(address('three'))) log.push(message)
    return log
  },

  async losses(silent: number, closed: number) {
    const connection = await openWebSocket(address('lost'))
    return [
      await failure(connection.receive()),
      await failure(openWebSocket(`ws://127.0.0.1:${closed}/`)),
      await failure(openWebSocket(address('refused'))),
      await failure(timeout(50, () => openWebSocket(`ws://127.0.0.1:${silent}/`))),
    ]
  },

  async cancels() {
    const { steps } = await cancelAtEach(
      async () => {
        const connection = await openWebSocket(address('echo'))
        try {
          await connection.send('x')
          await connection.receive()
        } finally {
          connection.close()
        }
      },
      async () => {
        for (let i = 0; i < 200 && (await ask('clients')) !== '0'; i++) await sleep(5)
        if ((await ask('clients')) !== '0') throw new Error('a socket is left')
      },
      { outside: 100 },
    )
    return steps
  },

  async fetched() {
    const response = await fetch('lines')
    const lines: string[] = []
    for await (const line of readerFrom(response.body as Source)) lines.push(decode(line))
    return lines
  },

  /** Its status and its lines. */
  async opened() {
    const [reader, transport] = await openFetch('lines')
    const lines: string[] = []
    for await (const line of reader) lines.push(decode(line))
    return [transport.response.status, lines]
  },

  async aborted() {
    const log: string[] = []
    for (const read of [body, text, opened]) {
      log.push(await failure(timeout(300, () => read('slow', () => {}))))
      const begun = new Event()
      const task = createTask(() => read('slow', () => begun.set()))
      await begun.wait()
      task.cancel('enough')
      log.push(await failure(task))
    }
    for (let i = 0; i < 1000 && (await ask('answering')) !== '0'; i++) await sleep(5)
    return [...log, await ask('answering')]
  },

  async chat(port: number) {
    useWebSockets((host, port) => address(`${host}/${port}`))
    const irc = await Irc.connect('127.0.0.1', port, 'page')
    irc.say('JOIN', '#python')
    const { from, words } = await irc.next()
    irc.say('PRIVMSG', '#python', 'hi guido')
    await irc.quit()
    return [from, words]
  },

  async streams(port: number) {
    useWebSockets((host, port) => address(`${host}/${port}`))
    const [reader, writer] = await openConnection('127.0.0.1', port)
    const big = 'x'.repeat(1 << 20)
    const { body } = new Response(big) as unknown as { body: WebStream }
    // There is no half of a connection: closed, it would take the echo with it.
    const sent = body.pipeTo(toWritableStream(writer), { preventClose: true })
    const echoed = decode(await reader.readExactly(big.length))
    await sent
    writer.close()
    await writer.waitClosed()
    const [other, writing] = await openConnection('127.0.0.1', port)
    writing.write('and back\n')
    const line = decode(await other.readLine())
    writing.write('the rest')
    const rest = toReadableStream<WebStream>(other).getReader()
    const chunk = decode((await rest.read()).value!)
    writing.close()
    return [echoed === big, reader.atEof(), line, chunk, (await rest.read()).done]
  },

  /** How much was waiting at most; what was read by who pauses in between. */
  async pressure(port: number) {
    useWebSockets((host, port) => address(`${host}/${port}`))
    const [reader, writer] = await openConnection('127.0.0.1', port)
    const chunk = new Uint8Array(1 << 18)
    const total = 32 * chunk.length
    let most = 0
    const writing = createTask(async () => {
      for (let sent = 0; sent < total; sent += chunk.length) {
        writer.write(chunk)
        most = Math.max(most, writer.transport().getWriteBufferSize())
        await writer.drain()
      }
    })
    let received = 0
    while (received < total) {
      received += (await reader.read(1 << 20)).length
      if (received % 7 === 0) await sleep(1)
    }
    await writing
    writer.close()
    await writer.waitClosed()
    return [received === total, most <= 65536 + chunk.length]
  },

  async refusals(closed: number) {
    useWebSockets((host, port) => address(`${host}/${port}`))
    return [
      await failure(openConnection('127.0.0.1', closed)),
      await failure(openConnection('127.0.0.1', closed, { tls: true })),
      await failure(startServer(() => {}, { port: 0 })),
    ]
  },

  /** A loop on the page's scheduler, beside the one that runs this. */
  scheduled() {
    return newEventLoop(browserHost({ priority: 'background' })).createTask(async () => {
      await sleep(5)
      return 'slept'
    })
  },
}

Object.assign(globalThis, { scenarios })
