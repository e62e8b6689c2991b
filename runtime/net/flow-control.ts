import { callExceptionHandler } from '../core/loop.js'
import type { BaseProtocol } from './protocol.js'
import type { WaterMarks } from './transport.js'

/**
 * What transports have in common: whom they tell, and how they have a writer
 * wait when more is written than can be sent; asyncio's `_FlowControlMixin`.
 *
 * Law: the protocol hears `pauseWriting` when more than the high mark waits and
 * `resumeWriting` when no more than the low one is left, one after the other.
 */
export abstract class FlowControl<P extends BaseProtocol<never>> {
  declare _protocol: P
  /** @internal The same object for all that have the usual ones. */
  declare _marks: Required<WaterMarks>
  /** The protocol is told not to write. */
  declare _full: boolean

  constructor(protocol: P) {
    this._protocol = protocol
    this._marks = USUAL
    this._full = false
  }

  abstract getWriteBufferSize(): number

  getProtocol(): P {
    return this._protocol
  }

  setProtocol(protocol: P): void {
    this._protocol = protocol
  }

  getWriteBufferLimits(): [low: number, high: number] {
    return [this._marks.low, this._marks.high]
  }

  setWriteBufferLimits(limits?: WaterMarks): void {
    this._marks = waterMarks(limits)
    this._filled()
  }

  /** @internal Something more waits to be written. */
  _filled(): void {
    if (this._full || this.getWriteBufferSize() <= this._marks.high) return
    this._full = true
    this._tell('pauseWriting')
  }

  /** @internal Something of it has been written. */
  _drained(): void {
    if (!this._full || this.getWriteBufferSize() > this._marks.low) return
    this._full = false
    this._tell('resumeWriting')
  }

  /** To fail at this costs the connection nothing. */
  private _tell(what: 'pauseWriting' | 'resumeWriting'): void {
    try {
      if (this._protocol[what]) this._protocol[what]()
    } catch (error) {
      callExceptionHandler({ message: what + '() failed.', error })
    }
  }
}

/** The marks in full: 64 KiB, and a quarter of the high one. */
function waterMarks(limits?: WaterMarks): Required<WaterMarks> {
  const given = limits || {}
  let { high, low } = given
  if (high === void 0) high = low === void 0 ? 65536 : 4 * low
  if (low === void 0) low = high >> 2
  if (!(high >= low && low >= 0)) {
    throw new RangeError('Water marks are high >= low >= 0, got ' + high + ' and ' + low + '.')
  }
  return { high, low }
}

const USUAL = /* @__PURE__ */ waterMarks()
