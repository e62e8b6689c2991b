/** Redis with the parser of `redis-parser`: one command after another, and many in flight. */
/// <reference path="./redis-parser.d.ts" />
import { Future, gather, getEventLoop } from 'globeflower'
import { createConnection, Protocol, type Bytes, type Transport } from 'globeflower/net'
import Parser from 'redis-parser'

export type Reply = string | number | null | Reply[]

/** Replies come in the order of the commands: each waits in line. */
export class Redis extends Protocol {
  private transport!: Transport
  private waiting: Future<Reply>[] = []
  private parser = new Parser({
    returnReply: (reply: Reply) => this.next((future) => future.setResult(reply)),
    returnError: (error: Error) => this.next((future) => future.setException(error)),
    returnFatalError: (error: Error) => this.fail(error),
  })
  private unsent: string[] = []
  private failure: Error | null = null

  /** Sent with all others of this turn: whoever does not wait for the reply has pipelined. */
  command(...words: (string | number)[]): Future<Reply> {
    const reply = new Future<Reply>()
    if (this.transport.isClosing()) reply.setException(new Error('The connection is closed.'))
    else {
      const parts = words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`)
      if (this.unsent.length === 0) getEventLoop().callSoon(() => this.flush())
      this.unsent.push(`*${words.length}\r\n${parts.join('')}`)
      this.waiting.push(reply)
    }
    return reply
  }

  close(): void {
    this.transport.close()
  }

  override connectionMade(transport: Transport): void {
    this.transport = transport
  }

  override dataReceived(data: Bytes): void {
    this.parser.execute(data as Buffer)
  }

  override connectionLost(error: Error | null): void {
    for (const reply of this.waiting.splice(0)) {
      if (!reply.done()) reply.setException(this.failure ?? error ?? new Error('The connection is closed.'))
    }
  }

  private flush(): void {
    this.transport.write(this.unsent.join(''))
    this.unsent = []
  }

  private next(settle: (future: Future<Reply>) => void): void {
    const future = this.waiting.shift()
    if (future === undefined) this.fail(new Error('A reply that nobody has asked for.'))
    // Who was cancelled meanwhile keeps the place in the line.
    else if (!future.done()) settle(future)
  }

  private fail(error: Error): void {
    this.failure = error
    this.transport.abort()
  }
}

export async function openRedis(host: string, port: number): Promise<Redis> {
  const [, redis] = await createConnection(() => new Redis(), { host, port })
  return redis
}

/** Each command waits for the reply to the one before. */
export async function waitEachCommand(redis: Redis, count: number): Promise<Reply[]> {
  const replies: Reply[] = []
  for (let i = 0; i < count; i++) {
    await redis.command('SET', `key:${i}`, i)
    replies.push(await redis.command('GET', `key:${i}`))
  }
  return replies
}

/** All commands are on their way before the first reply. */
export async function pipelined(redis: Redis, count: number): Promise<Reply[]> {
  const replies: Future<Reply>[] = []
  for (let i = 0; i < count; i++) replies.push(redis.command('SET', `key:${i}`, i), redis.command('GET', `key:${i}`))
  return (await gather(replies)).filter((_, i) => i % 2 === 1)
}
