import { asyncIteratorSymbol } from '../compat/symbols.js'
import { CancelledError } from '../core/errors.js'
import { Future } from '../core/future.js'
import { createTask } from '../tasks/create-task.js'
import { encode, type Bytes } from './bytes.js'
import { StreamReader } from './reader.js'
import type { StreamWriter } from './writer.js'

/** A `ReadableStream` of the web, as far as it is needed. */
interface WebReadable {
  getReader(): {
    read(): PromiseLike<{ done: boolean; value?: Bytes | string }>
    cancel(reason: unknown): PromiseLike<unknown>
  }
}

export type Source = AsyncIterable<Bytes | string> | Iterable<Bytes | string> | WebReadable

/**
 * A reader of whatever gives bytes: a stream of Node's or of the web, an
 * (async) iterable. Only so much is asked for as is read, up to the limit;
 * a cancel of the run that it was made in closes the source.
 */
export function readerFrom(source: Source, options: { limit?: number } = {}): StreamReader {
  const reader = new StreamReader(options.limit)
  let held: Future<void> | null = null
  reader.setTransport({
    pauseReading() {
      held = new Future()
    },
    resumeReading() {
      if (held !== null && !held.done()) held.setResult(void 0)
      held = null
    },
  } as never)
  createTask(async () => {
    try {
      for await (const chunk of iterable(source)) {
        reader.feedData(encode(chunk))
        if (held !== null) await held
      }
      reader.feedEof()
    } catch (error) {
      reader.setException(error)
      if (error instanceof CancelledError) throw error
    }
  })
  return reader
}

function iterable(source: Source): AsyncIterable<Bytes | string> | Iterable<Bytes | string> {
  if ((source as unknown as Record<string, unknown>)[asyncIteratorSymbol] || !('getReader' in source)) {
    return source as AsyncIterable<Bytes | string>
  }
  const reader = source.getReader()
  const iterator = {
    next: () => reader.read(),
    return: () => reader.cancel(void 0).then(() => ({ done: true, value: void 0 })),
  } as unknown as Record<string, unknown>
  iterator[asyncIteratorSymbol] = () => iterator
  return iterator as unknown as AsyncIterable<Bytes>
}

interface WebClasses {
  ReadableStream: new (source: object, strategy?: object) => unknown
  WritableStream: new (sink: object) => unknown
}

declare const ReadableStream: WebClasses['ReadableStream']
declare const WritableStream: WebClasses['WritableStream']

/** A `ReadableStream` of the web that takes what the reader gives. */
export function toReadableStream<S = unknown>(reader: StreamReader): S {
  let pending: Future<Bytes> | null = null
  return new ReadableStream(
    {
      pull(controller: { enqueue(chunk: Bytes): void; close(): void }) {
        pending = reader.read(65536)
        return pending
          .then((chunk) => {
            if (chunk.length > 0) controller.enqueue(chunk)
            else controller.close()
          })
          .toPromise()
      },
      cancel(reason: unknown) {
        if (pending !== null) pending.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  ) as S
}

/** A `WritableStream` of the web that writes to the writer, and closes it. */
export function toWritableStream<S = unknown>(writer: StreamWriter): S {
  return new WritableStream({
    write(chunk: Bytes | string) {
      writer.write(chunk)
      return writer.drain().toPromise()
    },
    close() {
      writer.close()
      return writer.waitClosed().toPromise()
    },
    abort() {
      writer.transport().abort()
    },
  }) as S
}
