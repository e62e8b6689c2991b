/** What `redis-parser` has, and does not say in types. */
declare module 'redis-parser' {
  import type { Reply } from './redis.js'

  export default class Parser {
    constructor(options: {
      returnReply(reply: Reply): void
      returnError(error: Error): void
      returnFatalError(error: Error): void
    })
    execute(data: Uint8Array): void
  }
}
