/** An IRC client in lines: it joins, listens, answers PING, and speaks. Runs wherever there is a network. */
import { decode, openConnection, type StreamReader, type StreamWriter } from 'globeflower/net'

export interface Message {
  from: string
  command: string
  words: string[]
}

export class Irc {
  private constructor(
    private reader: StreamReader,
    private writer: StreamWriter,
  ) {}

  /** Done when the server has welcomed us. */
  static async connect(host: string, port: number, nick: string): Promise<Irc> {
    const [reader, writer] = await openConnection(host, port)
    const irc = new Irc(reader, writer)
    try {
      irc.say('NICK', nick)
      irc.say('USER', nick, '0', '*', nick)
      for (let message = await irc.next(); message.command !== '001'; message = await irc.next()) {
        if (message.command === '433') throw new Error(`The name ${nick} is taken.`)
      }
      return irc
    } catch (error) {
      writer.transport().abort()
      throw error
    }
  }

  /** The last word may have spaces. */
  say(command: string, ...words: string[]): void {
    const last = words.length - 1
    this.writer.write([command, ...words.map((word, i) => (i === last ? ':' + word : word))].join(' ') + '\r\n')
  }

  /** The next message that is not a PING. */
  async next(): Promise<Message> {
    for (;;) {
      const line = decode(await this.reader.readUntil('\r\n'))
      const found = /^(?::(\S+) )?([A-Za-z]+|\d\d\d)((?: [^: ]\S*)*)(?: :(.*))?\r\n$/.exec(line)
      if (found === null) throw new Error(`This is not IRC: ${line}`)
      const [, from = '', command, middle, last] = found
      const words = middle.split(' ').slice(1)
      if (last !== undefined) words.push(last)
      if (command === 'PING') this.say('PONG', ...words)
      else return { from, command, words }
    }
  }

  async quit(): Promise<void> {
    this.say('QUIT', 'bye')
    this.writer.close()
    await this.writer.waitClosed()
  }
}
