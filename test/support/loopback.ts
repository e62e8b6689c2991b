/** What tests of the network share: the loopback, a server's port and its end, a failure to look at, a certificate. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Future } from '../../runtime/index.js'
import { decode, type Address, type Server, type StreamReader, type StreamWriter } from '../../runtime/net/node.js'

export const host = '127.0.0.1'

export const portOf = (server: Server) => (server.sockets()[0] as Address).port

/** Closes a server and what is connected to it. */
export function stop(server: Server): Future<void> {
  server.close()
  server.abortClients()
  return server.waitClosed()
}

/** The error that some work ends with, or null. */
export const failure = (work: PromiseLike<unknown>) =>
  work.then(
    () => null,
    (error) => error as any,
  )

/** A key and a certificate for localhost and its address; null where there is no openssl. */
export function certificate(): { key: string; cert: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'globeflower-tls-'))
  const file = (name: string) => join(folder, name)
  const options = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', file('key'), '-out', file('cert')],
  ]
  try {
    execFileSync('openssl', options, { stdio: 'ignore' })
    return { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('cert'), 'utf8') }
  } catch {
    return null
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Serves one client of IRC: greets it once it answers a PING, speaks to it in the channel. Logs what it hears. */
export function ircHandler(heard: string[]) {
  return async (reader: StreamReader, writer: StreamWriter): Promise<void> => {
    for await (const line of reader) {
      const text = decode(line).trim()
      heard.push(text)
      const nick = heard[0].slice('NICK :'.length)
      if (/^USER/.test(text)) writer.write('PING :42\r\n')
      if (text === 'PONG :42') writer.write(`:irc.test 001 ${nick} :Welcome\r\n`)
      if (/^JOIN/.test(text)) writer.write(':guido!g@x PRIVMSG #python :hello there\r\n')
      if (/^QUIT/.test(text)) break
    }
    writer.close()
  }
}
