/** Lines over TCP on an engine without an event loop: an IRC client, and a server of its own with two clients. */
import { gather, sleep, timeout } from 'globeflower'
import { decode, openConnection, startServer, useSockets, type Sockets } from 'globeflower/net'
import { Irc } from '../../playground/examples/net/irc.js'

declare const sockets: Sockets
declare const argument: string

useSockets(sockets)

async function chat(port: number): Promise<void> {
  const irc = await Irc.connect('127.0.0.1', port, 'duktape')
  irc.say('JOIN', '#python')
  const { from, words } = await irc.next()
  console.log(from + ' says: ' + words[1])
  irc.say('PRIVMSG', '#python', 'hi guido')
  await irc.quit()
}

async function both(): Promise<void> {
  const server = await startServer(
    async (reader, writer) => {
      for await (const line of reader) {
        await sleep(1)
        writer.write(decode(line).toUpperCase())
        await writer.drain()
      }
      writer.close()
    },
    { host: '127.0.0.1', port: 0 },
  )
  const { port } = server.sockets()[0] as { port: number }
  const ask = async (text: string) => {
    const [reader, writer] = await openConnection('127.0.0.1', port)
    writer.write(text + '\n')
    const answer = decode(await reader.readLine())
    writer.close()
    await writer.waitClosed()
    return answer.trim()
  }
  console.log((await gather([ask('one'), ask('zwölf')])).join(' '))
  const large = async () => {
    const [reader, writer] = await openConnection('127.0.0.1', port)
    const line = new Array(60_001).join('x') + '\n'
    for (let i = 0; i < 20; i++) {
      writer.write(line)
      await writer.drain()
    }
    writer.writeEof()
    const { length } = await reader.read()
    writer.close()
    return length
  }
  console.log(await large())
  server.close()
  await server.waitClosed()
  try {
    await ask('nobody')
  } catch (error) {
    console.log((error as Error).message)
  }
}

async function main(): Promise<void> {
  await chat(Number(argument))
  await both()
  const silent = await startServer(() => {}, { host: '127.0.0.1', port: 0 })
  try {
    const { port } = silent.sockets()[0] as { port: number }
    await timeout(20, async () => {
      const [reader, writer] = await openConnection('127.0.0.1', port)
      try {
        await reader.readLine()
      } finally {
        writer.transport().abort()
      }
    })
  } catch (error) {
    console.log((error as Error).name)
  }
  silent.close()
  silent.abortClients()
}

main()
