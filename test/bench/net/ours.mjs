/** Echo on globeflower/net: `ours.mjs protocol | buffered | streams`. Compiled before it runs. */
import { BufferedProtocol, createServer, Protocol, startServer } from 'globeflower/net'
import { answerQuestions } from './questions.mjs'

class Echo extends Protocol {
  connectionMade(transport) {
    this.transport = transport
  }
  dataReceived(data) {
    this.transport.write(data)
  }
}

/** One buffer for as long as it is written at once; another while some of it waits. */
class BufferedEcho extends BufferedProtocol {
  connectionMade(transport) {
    this.transport = transport
    this.buffer = Buffer.allocUnsafe(65536)
  }
  getBuffer() {
    if (this.transport.getWriteBufferSize() > 0) this.buffer = Buffer.allocUnsafe(65536)
    return this.buffer
  }
  bufferUpdated(size) {
    this.transport.write(this.buffer.subarray(0, size))
  }
}

async function echo(reader, writer) {
  for (;;) {
    const data = await reader.read(65536)
    if (data.length === 0) break
    writer.write(data)
    await writer.drain()
  }
  writer.close()
}

async function main(kind) {
  const options = { host: '127.0.0.1', port: 0, backlog: 1024 }
  const factories = { protocol: () => new Echo(), buffered: () => new BufferedEcho() }
  const server = await (kind === 'streams' ? startServer(echo, options) : createServer(factories[kind], options))
  console.log(server.sockets()[0].port)
}

answerQuestions()
main(process.argv[2])
