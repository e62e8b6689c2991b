/**
 * A server of several processes, after gunicorn: the first SIGTERM has each
 * worker accept nobody any more and wait for those who are there; the second
 * ends them at once.
 *
 *   globeflower run playground/examples/net/pre-fork.ts [workers] [port]
 */
import cluster from 'node:cluster'
import { createTask, CancelledError } from 'globeflower'
import { addSignalHandler, startServer, type StreamReader, type StreamWriter } from 'globeflower/net'

const [workers = '2', port = '8000'] = process.argv.slice(2)

if (cluster.isPrimary) supervise(Number(workers))
else void work(Number(port))

function supervise(count: number): void {
  let stopping = false
  for (let i = 0; i < count; i++) cluster.fork()
  cluster.on('listening', (_worker, { port }) => console.log(`listening on ${port}`))
  cluster.on('exit', (worker, code, signal) => {
    console.log(`worker ended: ${signal ?? code}`)
    // One that fails is replaced.
    if (!stopping && !worker.exitedAfterDisconnect) cluster.fork()
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    addSignalHandler(signal, () => {
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(stopping ? 'SIGKILL' : 'SIGTERM')
      stopping = true
    })
  }
}

async function work(port: number): Promise<void> {
  const server = await startServer(upperCase, { host: '127.0.0.1', port })
  const serving = createTask(() => server.serveForever())
  addSignalHandler('SIGTERM', () => serving.cancel('SIGTERM'))
  // To the whole group of a terminal it is sent as well; the first process decides.
  addSignalHandler('SIGINT', () => {})
  try {
    await serving
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error
  }
  process.exit(0)
}

async function upperCase(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for await (const line of reader) {
    writer.write(`${process.pid} ${String(line).toUpperCase()}`)
    await writer.drain()
  }
  writer.close()
}
