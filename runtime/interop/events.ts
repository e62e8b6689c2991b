import { Future } from '../core/future.js'
import { newFeed } from './feed.js'

/** An event emitter of Node's kind, or an event target of the DOM's. */
export type Emitter = {
  on?(name: any, listener: any): unknown
  off?(name: any, listener: any): unknown
  removeListener?(name: any, listener: any): unknown
  addEventListener?(name: any, listener: any): unknown
  removeEventListener?(name: any, listener: any): unknown
}

type Listener = (...values: never[]) => void

/** The next event, as the array of what it brings; fails with an `error` event. A cancel takes the listeners away. */
export function once(emitter: Emitter, name: string): Future<unknown[]> {
  const future = new Future<unknown[]>({ onCancel: leave })
  function leave(): void {
    stop()
    stopErrors()
  }
  const stop = listenTo(emitter, name, (...values) => {
    leave()
    if (!future.done()) future.setResult(values)
  })
  const stopErrors = errorsOf(emitter, name, (error) => {
    leave()
    if (!future.done()) future.setException(error)
  })
  return future
}

/** All events from now on, none lost: `for await (const [x] of on(emitter, 'data'))`. Ends at the event `end`, if named. */
export function on(emitter: Emitter, name: string, options?: { end?: string }): AsyncIterableIterator<unknown[]> {
  const feed = newFeed<unknown[]>(() => {
    stop()
    stopErrors()
    stopEnd()
  })
  const stop = listenTo(emitter, name, (...values) => feed.push(values))
  const stopErrors = errorsOf(emitter, name, feed.fail)
  const stopEnd = options && options.end ? listenTo(emitter, options.end, feed.end) : nothing
  return feed.values
}

function errorsOf(emitter: Emitter, name: string, action: (error: unknown) => void): () => void {
  // A DOM target has no errors of its own.
  return name === 'error' || !emitter.on ? nothing : listenTo(emitter, 'error', action)
}

/** Gives back how to stop. */
function listenTo(emitter: Emitter, name: string, listener: (...values: unknown[]) => void): () => void {
  const it = listener as Listener
  if (emitter.addEventListener) {
    emitter.addEventListener(name, it)
    return () => void emitter.removeEventListener!(name, it)
  }
  if (!emitter.on) throw new TypeError('This is no event emitter: it has neither on() nor addEventListener().')
  emitter.on(name, it)
  return () => void (emitter.off ? emitter.off(name, it) : emitter.removeListener!(name, it))
}

function nothing(): void {}
