import type { Frame, Step } from '../core/frame-state.js'
import { keep } from '../core/keep.js'
import { raise } from '../core/raise.js'

/** What of a generator outlives a `yield`. There are two sizes, with four slots and with sixteen. */
export interface GeneratorFrame extends Frame {
  _after: number
  /** What `yield*` handed over to: a frame of ours, or a foreign iterator. Set while `at` is LINKED. */
  _link: GeneratorFrame | Foreign | null
  _parent: GeneratorFrame | null
  /** The innermost frame, remembered by the outermost. */
  _leaf: GeneratorFrame
}

/** `frame.at` while a `yield*` goes on; the state after it is in `_after`. */
export const LINKED = -4

/** The iterator of a `yield*` that is not ours. */
export class Foreign {
  declare iterator: object
  declare next: unknown

  constructor(iterator: object, next: unknown) {
    this.iterator = iterator
    this.next = next
  }
}

export class Frame4 implements GeneratorFrame {
  declare step: Step
  declare at: number
  declare handler: number
  declare sent: unknown
  declare a: unknown
  declare b: unknown
  declare c: unknown
  declare d: unknown
  declare _after: number
  declare _link: GeneratorFrame | Foreign | null
  declare _parent: GeneratorFrame | null
  declare _leaf: GeneratorFrame
  declare raise: (error: unknown) => void

  constructor(step: Step, a: unknown, b: unknown, c: unknown, d: unknown) {
    this.step = step
    this.at = 0
    this.handler = 0
    this.sent = void 0
    this.a = a
    this.b = b
    this.c = c
    this.d = d
    this._after = 0
    this._link = null
    this._parent = null
    this._leaf = this
  }
}

/** Made with eight slots; `generator16` fills the rest. */
export class Frame16 implements GeneratorFrame {
  declare step: Step
  declare at: number
  declare handler: number
  declare sent: unknown
  declare a: unknown
  declare b: unknown
  declare c: unknown
  declare d: unknown
  declare e: unknown
  declare f: unknown
  declare g: unknown
  declare h: unknown
  declare i: unknown
  declare j: unknown
  declare k: unknown
  declare l: unknown
  declare m: unknown
  declare n: unknown
  declare o: unknown
  declare p: unknown
  declare _after: number
  declare _link: GeneratorFrame | Foreign | null
  declare _parent: GeneratorFrame | null
  declare _leaf: GeneratorFrame
  declare raise: (error: unknown) => void

  constructor(
    step: Step,
    a: unknown,
    b: unknown,
    c: unknown,
    d: unknown,
    e: unknown,
    f: unknown,
    g: unknown,
    h: unknown,
  ) {
    this.step = step
    this.at = 0
    this.handler = 0
    this.sent = void 0
    this.a = a
    this.b = b
    this.c = c
    this.d = d
    this._after = 0
    this._link = null
    this._parent = null
    this._leaf = this
    this.e = e
    this.f = f
    this.g = g
    this.h = h
  }
}

Frame4.prototype.raise = Frame16.prototype.raise = raise
;(Frame4 as unknown as { kept: object }).kept = keep(new Frame4(null as never, 1, 1, 1, 1))
;(Frame16 as unknown as { kept: object }).kept = keep(new Frame16(null as never, 1, 1, 1, 1, 1, 1, 1, 1))
