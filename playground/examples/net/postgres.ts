/** PostgreSQL with the parser and serializer of `pg-protocol`: connect, SELECT, and cancel a query. */
import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Lock, openChannel, type ReceiveChannel } from 'globeflower'
import { openConnection, type ConnectOptions, type StreamReader, type StreamWriter } from 'globeflower/net'
import { parse, serialize, type DatabaseError } from 'pg-protocol'

export interface Login {
  host: string
  port: number
  user: string
  password?: string
  database?: string
}

export type Row = Record<string, string | null>

/** What `pg-protocol` tells of. */
interface Message {
  name: string
  fields?: { name: string }[] | (string | null)[]
  salt?: Buffer
  processID?: number
  secretKey?: number
}

export class Postgres {
  private lock = new Lock()
  private key = { processID: 0, secretKey: 0 }

  private constructor(
    private login: Login,
    private writer: StreamWriter,
    private messages: ReceiveChannel<Message>,
  ) {}

  static async connect(login: Login, options?: ConnectOptions): Promise<Postgres> {
    const { host, port, user, password = '', database = user } = login
    const [reader, writer] = await openConnection(host, port, options)
    try {
      const postgres = new Postgres(login, writer, parsed(reader))
      writer.write(serialize.startup({ user, database, client_encoding: 'UTF8' }))
      for (let message = await postgres.next(); message.name !== 'readyForQuery'; message = await postgres.next()) {
        if (message.name === 'authenticationCleartextPassword') writer.write(serialize.password(password))
        if (message.name === 'authenticationMD5Password') {
          writer.write(serialize.password('md5' + md5(md5(password + user), message.salt!)))
        }
        if (message.name === 'backendKeyData') postgres.key = message as never
      }
      return postgres
    } catch (error) {
      writer.transport().abort()
      throw error
    }
  }

  /** The rows of a query. A cancel has the server stop it; the connection can be used again. */
  query(text: string): Promise<Row[]> {
    return this.lock.with(async () => {
      this.writer.write(serialize.query(text))
      let ready = false
      try {
        const rows: Row[] = []
        let names: string[] = []
        let failure: DatabaseError | null = null
        for (;;) {
          const message = await this.next(true)
          if (message.name === 'rowDescription') names = (message.fields as { name: string }[]).map(({ name }) => name)
          if (message.name === 'dataRow') {
            rows.push(Object.fromEntries((message.fields as string[]).map((value, i) => [names[i], value])))
          }
          if (message.name === 'error') failure = message as never
          if (message.name === 'readyForQuery') {
            ready = true
            if (failure !== null) throw failure
            return rows
          }
        }
      } finally {
        if (!ready && !this.writer.isClosing()) {
          await this.stop()
          while ((await this.next(true)).name !== 'readyForQuery');
        }
      }
    })
  }

  async close(): Promise<void> {
    this.writer.write(serialize.end())
    this.writer.close()
    await this.writer.waitClosed()
  }

  /** Asks over a connection of its own, as PostgreSQL wants it. */
  private async stop(): Promise<void> {
    const [reader, writer] = await openConnection(this.login.host, this.login.port)
    writer.write(serialize.cancel(this.key.processID, this.key.secretKey))
    await reader.read()
    writer.close()
  }

  private async next(keepsErrors = false): Promise<Message> {
    const message = await this.messages.receive()
    if (message.name === 'error' && !keepsErrors) throw message
    return message
  }
}

/** The messages as they come. They end with the connection. */
function parsed(reader: StreamReader): ReceiveChannel<Message> {
  const [send, receive] = openChannel<Message>(Infinity)
  const source = new EventEmitter()
  void parse(source as never, (message) => send.sendNowait(message as Message))
  void pump(reader, source).then(
    () => send.close(),
    () => send.close(),
  )
  return receive
}

async function pump(reader: StreamReader, source: EventEmitter): Promise<void> {
  for (;;) {
    const data = await reader.read(65536)
    if (data.length === 0) break
    source.emit('data', data)
  }
}

function md5(...parts: (string | Buffer)[]): string {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
