import { beget } from './beget.js'

/**
 * The few error classes of the runtime, with asyncio's names.
 *
 * Written without `extends`, which would bring a helper into the smallest
 * bundle; made by a pure call, so that an unused class leaves no byte.
 */
export interface ErrorClass {
  new (message?: unknown): Error
  readonly prototype: Error
}

/**
 * Thrown at the await of a task that was cancelled. `message` tells the reason, `cause` is it.
 *
 * Where the cancel came from is in its stack in debug mode only: it is made often and seldom read, and an
 * engine takes longer to note the place than the whole cancel does.
 */
export const CancelledError: ErrorClass = /* @__PURE__ */ errorClass('CancelledError', true)

let placed = false

/** Do cancels tell where they came from? */
export function placeCancels(on: boolean): void {
  placed = on
}

/** By its name: that of another copy of the runtime in this process is one, too. */
export function isCancel(error: unknown): boolean {
  return error instanceof Error && error.name === 'CancelledError'
}

/** A future is asked for something its state does not allow. */
export const InvalidStateError: ErrorClass = /* @__PURE__ */ errorClass('InvalidStateError')

/** A deadline has passed. */
export const TimeoutError: ErrorClass = /* @__PURE__ */ errorClass('TimeoutError')

/** `runSync` came to an await that only the outside world could have ended. */
export const WouldBlockError: ErrorClass = /* @__PURE__ */ errorClass('WouldBlockError')

/** Nothing is ready, no timer runs, and tasks still wait. */
export const DeadlockError: ErrorClass = /* @__PURE__ */ errorClass('DeadlockError')

/** The host cannot do what was asked of it. */
export const NotSupportedError: ErrorClass = /* @__PURE__ */ errorClass('NotSupportedError')

/** Something is used in a way that its state forbids: asyncio's name for that. */
export const RuntimeError: ErrorClass = /* @__PURE__ */ errorClass('RuntimeError')

/** A barrier was reset or aborted while tasks waited at it. */
export const BrokenBarrierError: ErrorClass = /* @__PURE__ */ errorClass('BrokenBarrierError')

/** `getNowait` found nothing. */
export const QueueEmpty: ErrorClass = /* @__PURE__ */ errorClass('QueueEmpty')

/** `putNowait` found no room. */
export const QueueFull: ErrorClass = /* @__PURE__ */ errorClass('QueueFull')

/** The queue takes nothing any more, or has nothing left to give. */
export const QueueShutDown: ErrorClass = /* @__PURE__ */ errorClass('QueueShutDown')

/** Every sender is closed and nothing is left to receive. */
export const EndOfChannel: ErrorClass = /* @__PURE__ */ errorClass('EndOfChannel')

/** The other side of a channel is closed. */
export const BrokenResourceError: ErrorClass = /* @__PURE__ */ errorClass('BrokenResourceError')

/** This side was closed by ourselves. */
export const ClosedResourceError: ErrorClass = /* @__PURE__ */ errorClass('ClosedResourceError')

interface OpenError extends Error {
  cause?: unknown
}

export function errorClass(name: string, isCancel?: boolean): ErrorClass {
  function Class(this: OpenError, message?: unknown) {
    this.message = message === void 0 ? '' : String(message)
    this.cause = message
    const text = name + (this.message && ': ' + this.message)
    if (isCancel && !placed) this.stack = text
    // V8 keeps the frames and makes the text when somebody reads it: a tenth of the cost.
    else if (capture) capture(this)
    else {
      const stack = new Error().stack
      if (stack) this.stack = stack.replace(/^Error/, text)
    }
  }
  const capture = (Error as unknown as { captureStackTrace?: (error: Error) => void }).captureStackTrace
  const prototype = beget(Error.prototype) as Error & { constructor: unknown }
  prototype.name = name
  prototype.constructor = Class
  Class.prototype = prototype
  return Class as unknown as ErrorClass
}
