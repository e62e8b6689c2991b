import type { Frame, Step } from '../core/frame-state.js'
import { ReturnSignal } from '../core/signal.js'
import { showAs } from '../core/shown.js'
import { DONE, RUNNING, THROWN } from '../core/states.js'
import { create, fix } from './define.js'
import { shellOf } from './shell.js'
import { prototypeOf } from './function-objects.js'
import { Foreign, Frame16, Frame4, LINKED, type GeneratorFrame } from './generator-frame.js'
import type { Advance, FrameNext } from './iteration.js'
import { checkResult, close, iteratorOf, iteratorPrototype, type Method } from './iterator.js'
import { method } from './method.js'
import { tagSymbol } from './symbols.js'

/**
 * Generators, exactly as ECMAScript has them (27.5).
 *
 * The object the user holds is a shell around its frame: its prototype differs
 * from function to function, the frames stay alike.
 *
 * `yield*` to an untouched generator of ours links its frame under ours, and
 * the outermost frame remembers the innermost one: a value costs the same at
 * any depth. Somebody may still advance an inner generator by hand, so what is
 * remembered is looked at before use.
 */
export function generator(
  fn: Function | null,
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
): GeneratorObject {
  return shell(fn, new Frame4(step, a, b, c, d))
}

export function generator8(
  fn: Function | null,
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
  h?: unknown,
): GeneratorObject {
  return shell(fn, new Frame16(step, a, b, c, d, e, f, g, h))
}

export function generator16(
  fn: Function | null,
  step: Step,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
  h?: unknown,
  i?: unknown,
  j?: unknown,
  k?: unknown,
  l?: unknown,
  m?: unknown,
  n?: unknown,
  o?: unknown,
  p?: unknown,
): GeneratorObject {
  const frame = new Frame16(step, a, b, c, d, e, f, g, h)
  frame.i = i
  frame.j = j
  frame.k = k
  frame.l = l
  frame.m = m
  frame.n = n
  frame.o = o
  frame.p = p
  return shell(fn, frame)
}

/** How a generator is entered again. */
const NEXT = 0
const THROW = 1
const RETURN = 2

function shell(fn: Function | null, frame: GeneratorFrame): GeneratorObject {
  return new (shellOf(frame.step, prototypeOf(fn, generatorPrototype)))(frame) as GeneratorObject
}

export interface GeneratorObject {
  _frame: GeneratorFrame
  next(value?: unknown): IteratorResult<unknown>
  throw(error?: unknown): IteratorResult<unknown>
  return(value?: unknown): IteratorResult<unknown>
}

/** %GeneratorPrototype%, on the engine's own %IteratorPrototype% where there is one. */
export const generatorPrototype: object = /* @__PURE__ */ makePrototype()

function makePrototype(): object {
  const prototype = create(iteratorPrototype)
  method(prototype, 'next', next)
  method(prototype, 'return', function (this: unknown, value?: unknown) {
    return resume(frameOf(this, 'return'), RETURN, value)
  })
  method(prototype, 'throw', function (this: unknown, value?: unknown) {
    return resume(frameOf(this, 'throw'), THROW, value)
  })
  fix(prototype, tagSymbol, 'Generator')
  showAs(prototype, () => 'Object [Generator] {}')
  return prototype
}

/** The road most taken: a frame that hands out a value of its own. Short, so that engines inline it. */
function next(this: unknown, value?: unknown): IteratorResult<unknown> {
  const frame = frameOf(this, 'next')
  const at = frame.at
  if (at < 0) return resume(frame, NEXT, value)
  frame.at = RUNNING
  frame.sent = value
  try {
    value = (frame.step as (frame: Frame, at: number) => unknown)(frame, at)
  } catch (error) {
    return thrown(frame, error)
  }
  if (frame.at >= 0) return { value, done: false }
  return stopped(frame, value)
}

/** The same for a loop or a pattern, which need no result object. */
function advance(frame: GeneratorFrame, into: { value: unknown }): boolean {
  const at = frame.at
  if (at < 0) return take(resume(frame, NEXT, void 0), into)
  frame.at = RUNNING
  frame.sent = void 0
  let value: unknown
  try {
    value = (frame.step as (frame: Frame, at: number) => unknown)(frame, at)
  } catch (error) {
    return take(thrown(frame, error), into)
  }
  if (frame.at < 0) return take(stopped(frame, value), into)
  into.value = value
  return true
}

;(next as FrameNext)._advance = advance as Advance

function take(result: IteratorResult<unknown>, into: { value: unknown }): boolean {
  into.value = result.value
  return !result.done
}

function thrown(frame: GeneratorFrame, error: unknown): IteratorResult<unknown> {
  const signal = error instanceof ReturnSignal
  return go(frame, frame, NEXT, signal ? RETURN : THROW, signal ? error.value : error)
}

function stopped(frame: GeneratorFrame, value: unknown): IteratorResult<unknown> {
  if (frame.at === THROWN) return thrown(frame, frame.sent)
  if (frame.at === LINKED) return go(frame, (frame._leaf = leafOf(frame)), NEXT, NEXT, void 0)
  frame.at = DONE
  return { value, done: true }
}

function frameOf(object: unknown, method: string): GeneratorFrame {
  if (object !== null && object !== void 0) {
    const frame = (object as GeneratorObject)._frame
    if (frame && frame._leaf) return frame
  }
  throw new TypeError(method + ' was called on something that is not a generator.')
}

function resume(root: GeneratorFrame, mode: number, value: unknown): IteratorResult<unknown> {
  let leaf = root._leaf
  if (leaf.at === DONE || leaf.at === LINKED) leaf = root._leaf = leafOf(root)
  if (leaf.at === RUNNING) throw new TypeError('The generator is running already.')
  if (root.at === DONE) {
    if (mode === THROW) throw value
    return { value: mode === RETURN ? value : void 0, done: true }
  }
  if (leaf.at === DONE && mode === NEXT) value = void 0
  return go(root, leaf, mode, mode, value)
}

/** Follows the links inwards: to the innermost frame, or to one that was run to its end by hand. */
function leafOf(frame: GeneratorFrame): GeneratorFrame {
  for (;;) {
    const link = frame._link
    if (frame.at !== LINKED || link instanceof Foreign) return frame
    frame = link!
  }
}

/**
 * Enters `frame` with a value, an error or a return (`how`), and goes on until
 * there is something to hand out, or `root` is done. `mode` is what the user
 * asked for: a frame that ends under `return` makes the one above it return.
 */
function go(
  root: GeneratorFrame,
  frame: GeneratorFrame,
  mode: number,
  how: number,
  value: unknown,
): IteratorResult<unknown> {
  for (;;) {
    let given: unknown
    if (frame.at !== DONE) {
      let at = frame.at
      if (at === LINKED) {
        try {
          const result = ask(frame, how, value)
          if (result !== null) {
            if (!result.done) return result
            value = result.value
            if (how === THROW) how = NEXT
          }
        } catch (error) {
          how = THROW
          value = error
        }
        frame._link = null
        at = frame._after
      }
      frame.sent = value
      for (;;) {
        if (how !== NEXT) {
          at = frame.handler
          if (at === 0) break
          frame.handler = 0
          frame.sent = how === RETURN ? new ReturnSignal(value) : value
          how = NEXT
        }
        frame.at = RUNNING
        try {
          given = (frame.step as (frame: Frame, at: number) => unknown)(frame, at)
          if (frame.at !== THROWN) break
          value = frame.sent
        } catch (error) {
          value = error
        }
        how = THROW
        if (value instanceof ReturnSignal) {
          how = RETURN
          value = value.value
        }
      }
      if (how === NEXT) {
        if (frame.at >= 0) return { value: given, done: false }
        if (frame.at === LINKED) {
          // `yield*`: its first value is asked for at once.
          frame = root._leaf = leafOf(frame)
          mode = NEXT
          value = void 0
          continue
        }
        value = given
      }
      frame.at = DONE
    }
    if (frame === root) {
      root._leaf = root
      if (how === THROW) throw value
      return { value, done: true }
    }
    const parent: GeneratorFrame = frame._parent!
    frame._parent = parent._link = null
    parent.at = parent._after
    frame = root._leaf = parent
    if (how !== THROW) how = mode === RETURN ? RETURN : NEXT
  }
}

/** One call of a foreign iterator; null: it has no `return` to call. */
function ask(frame: GeneratorFrame, how: number, value: unknown): IteratorResult<unknown> | null {
  const link = frame._link as Foreign
  const inner = link.iterator as Record<string, Method | null | undefined>
  let result: unknown
  frame.at = RUNNING
  try {
    if (how === NEXT) result = (link.next as Method).call(inner, value)
    else {
      const method = how === THROW ? inner['throw'] : inner['return']
      if (method === null || method === void 0) {
        if (how === RETURN) return null
        close(inner)
        throw new TypeError('The iterator of this yield* has no throw method.')
      }
      result = method.call(inner, value)
    }
  } finally {
    frame.at = LINKED
  }
  return checkResult(result)
}

/** `yield*`: hands over to an iterable. The step returns what this returns. */
export function delegate(frame: GeneratorFrame, iterable: unknown, at: number): void {
  const inner = iteratorOf(iterable) as GeneratorObject
  const method = inner.next
  // A foreign iterator is asked for nothing but what the language asks for.
  const child = method === next ? inner._frame : null
  if (
    (child instanceof Frame4 || child instanceof Frame16) &&
    child._parent === null &&
    child.at !== RUNNING &&
    leafOf(child).at !== RUNNING
  ) {
    frame._link = child
    child._parent = frame
  } else {
    frame._link = new Foreign(inner, method)
  }
  frame.at = LINKED
  frame._after = at
}
