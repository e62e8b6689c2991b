/** memcached: get and set, in its lines of text. */
import { Lock } from 'globeflower'
import { decode, encode, openConnection, type Bytes, type StreamReader, type StreamWriter } from 'globeflower/net'

export class Memcached {
  private lock = new Lock()

  private constructor(
    private reader: StreamReader,
    private writer: StreamWriter,
  ) {}

  static async connect(host: string, port: number): Promise<Memcached> {
    const [reader, writer] = await openConnection(host, port)
    return new Memcached(reader, writer)
  }

  get(key: string): Promise<Bytes | null> {
    return this.exchange(async () => {
      this.writer.write(`get ${key}\r\n`)
      const [word, , , size] = await this.answer()
      if (word === 'END') return null
      if (word !== 'VALUE') throw new Error(`memcached says ${word}.`)
      const value = await this.reader.readExactly(Number(size))
      await this.reader.readUntil('END\r\n')
      return value
    })
  }

  set(key: string, value: Bytes | string, seconds = 0): Promise<void> {
    return this.exchange(async () => {
      const bytes = encode(value)
      this.writer.writeLines([`set ${key} 0 ${seconds} ${bytes.length}\r\n`, bytes, '\r\n'])
      const [word] = await this.answer()
      if (word !== 'STORED') throw new Error(`memcached says ${word}.`)
    })
  }

  async close(): Promise<void> {
    this.writer.close()
    await this.writer.waitClosed()
  }

  /** One after another. An answer that nobody has read would be taken for the next one: the connection goes. */
  private exchange<T>(talk: () => Promise<T>): Promise<T> {
    return this.lock.with(async () => {
      let over = false
      try {
        const result = await talk()
        over = true
        return result
      } finally {
        if (!over) this.writer.transport().abort()
      }
    })
  }

  private async answer(): Promise<string[]> {
    return decode(await this.reader.readUntil('\r\n'))
      .trimEnd()
      .split(' ')
  }
}
