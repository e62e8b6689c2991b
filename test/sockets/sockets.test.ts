import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../runtime/net/node.js'
import { host, ircHandler, portOf } from '../support/loopback.js'

/**
 * A program written with `openConnection` and `readLine`, unchanged, on an ES5
 * engine without an event loop: what it needs is in embedder.c.
 */
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const out = path('../output/sockets/')

function embedder(): string | null {
  if (!existsSync('/usr/include/duktape.h')) return null
  mkdirSync(out, { recursive: true })
  try {
    execFileSync('cc', ['-O1', path('embedder.c'), '-o', `${out}embedder`, '-lduktape', '-lm'], { stdio: 'pipe' })
    return `${out}embedder`
  } catch (error) {
    // A compiler that is there and fails is a fault of ours.
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    return null
  }
}

const binary = embedder()

describe.skipIf(binary === null)(`Duktape with sockets${binary ? '' : ' (skipped: no cc or no duktape-dev)'}`, () => {
  it('chats, serves, waits for a slow reader, and times out', async () => {
    const heard: string[] = []
    const server = await startServer(ircHandler(heard), { host, port: 0 })
    const cli = path('../../dist/transformer/cli/index.js')
    const run = promisify(execFile)
    await run(process.execPath, [cli, 'build', path('program.ts'), '-o', `${out}program.js`])
    const { stdout } = await run(binary!, [`${out}program.js`, String(portOf(server))], { timeout: 20_000 })
    expect(stdout.trim().split('\n')).toEqual([
      'guido!g@x says: hello there',
      'ONE ZWÖLF',
      '1200020',
      'Connection refused',
      'TimeoutError',
    ])
    expect(heard).toEqual([
      ...['NICK :duktape', 'USER duktape 0 * :duktape', 'PONG :42', 'JOIN :#python'],
      ...['PRIVMSG #python :hi guido', 'QUIT :bye'],
    ])
    server.close()
    await server.waitClosed()
  })
})
