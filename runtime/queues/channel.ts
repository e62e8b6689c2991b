import { asyncIteratorSymbol } from '../compat/symbols.js'
import { BrokenResourceError, ClosedResourceError, EndOfChannel, QueueEmpty, QueueFull } from '../core/errors.js'
import { failed } from '../core/finished.js'
import type { Future } from '../core/future.js'
import { kept } from '../core/kept.js'
import { granted } from '../locks/hold.js'
import { WaitQueue } from '../locks/wait-queue.js'
import { iterate } from './iterate.js'

/**
 * A channel with room for `size` items: trio's memory channel. With 0, a sender
 * waits until its item is taken.
 *
 * Both ends can be cloned and closed on their own. When the last sender is
 * closed, receivers get what is left and then EndOfChannel; when the last
 * receiver is, senders get BrokenResourceError.
 */
export function openChannel<T>(size: number): [SendChannel<T>, ReceiveChannel<T>] {
  if (!(size >= 0)) throw new RangeError('A channel needs room for 0 or more items, got ' + size + '.')
  const channel: Channel<T> = {
    size,
    items: [],
    senders: new WaitQueue(),
    receivers: new WaitQueue(),
    openSenders: 0,
    openReceivers: 0,
    giveBack(item) {
      if (!channel.receivers.wake(item)) channel.items.unshift(item)
    },
  }
  return [new SendChannel(channel), new ReceiveChannel(channel)]
}

interface Channel<T> {
  size: number
  items: T[]
  /** Each notes its item. */
  senders: WaitQueue<void>
  receivers: WaitQueue<T>
  openSenders: number
  openReceivers: number
  giveBack(item: T): void
}

/** The end of a channel to send into: trio's `MemorySendChannel`. Receivers end when all senders are closed. */
export class SendChannel<T> {
  declare private _channel: Channel<T>
  declare private _closed: boolean

  constructor(channel: Channel<T>) {
    this._channel = channel
    this._closed = false
    channel.openSenders++
  }

  /** Hands an item over, waiting for room. BrokenResourceError when nobody will receive it. */
  send(item: T): Future<void> {
    const error = this._fault()
    if (error !== null) return failed(error) as Future<void>
    if (this._hand(item)) return granted(void 0, kept)
    return this._channel.senders.park(kept, { item })
  }

  /** The same without waiting: QueueFull where there is no room. */
  sendNowait(item: T): void {
    const error = this._fault()
    if (error !== null) throw error
    if (!this._hand(item)) throw new QueueFull('The channel is full, and nobody waits. Await send() instead.')
  }

  /** One more sender, to be closed on its own. */
  clone(): SendChannel<T> {
    if (this._closed) throw closed()
    return new SendChannel(this._channel)
  }

  /** No more is sent from here. A second close does nothing. */
  close(): void {
    const channel = this._channel
    if (this._closed) return
    this._closed = true
    if (--channel.openSenders === 0) while (channel.receivers.fail(new EndOfChannel('All senders are closed.')));
  }

  private _fault(): Error | null {
    if (this._closed) return closed()
    return this._channel.openReceivers === 0 ? new BrokenResourceError('All receivers are closed.') : null
  }

  private _hand(item: T): boolean {
    const { receivers, items, size } = this._channel
    if (receivers.wake(item)) return true
    if (items.length >= size) return false
    items.push(item)
    return true
  }
}

/** The end of a channel to receive from, or to loop over: trio's `MemoryReceiveChannel`. */
export class ReceiveChannel<T> {
  declare private _channel: Channel<T>
  declare private _closed: boolean

  constructor(channel: Channel<T>) {
    this._channel = channel
    this._closed = false
    channel.openReceivers++
  }

  /** The next item. EndOfChannel when every sender is closed and nothing is left. */
  receive(): Future<T> {
    const channel = this._channel
    if (this._closed) return failed(closed()) as Future<T>
    const found = this._take()
    if (found !== null) return granted(found.item, channel.giveBack)
    if (channel.openSenders === 0) return failed(new EndOfChannel('All senders are closed.')) as Future<T>
    return channel.receivers.park(channel.giveBack)
  }

  /** The same without waiting: QueueEmpty where there is nothing. */
  receiveNowait(): T {
    if (this._closed) throw closed()
    const found = this._take()
    if (found !== null) return found.item
    if (this._channel.openSenders === 0) throw new EndOfChannel('All senders are closed.')
    throw new QueueEmpty('The channel is empty. Await receive() instead.')
  }

  clone(): ReceiveChannel<T> {
    if (this._closed) throw closed()
    return new ReceiveChannel(this._channel)
  }

  close(): void {
    const channel = this._channel
    if (this._closed) return
    this._closed = true
    if (--channel.openReceivers === 0) {
      channel.items = []
      while (channel.senders.fail(new BrokenResourceError('All receivers are closed.')));
    }
  }

  private _take(): { item: T } | null {
    const { items, senders, size } = this._channel
    const waiting = senders.note() as { item: T } | undefined
    if (items.length > 0) {
      const item = items.shift()!
      if (waiting && items.length < size) {
        items.push(waiting.item)
        senders.wake()
      }
      return { item }
    }
    if (!waiting) return null
    senders.wake()
    return waiting
  }
}

export interface ReceiveChannel<T> {
  /** The items as they come, until all senders are closed. */
  [Symbol.asyncIterator](): AsyncIterator<T>
}

;(ReceiveChannel.prototype as unknown as Record<string, unknown>)[asyncIteratorSymbol] = function (
  this: ReceiveChannel<unknown>,
) {
  return iterate({ get: () => this.receive() }, EndOfChannel)
}

function closed(): Error {
  return new ClosedResourceError('This end of the channel was closed.')
}
