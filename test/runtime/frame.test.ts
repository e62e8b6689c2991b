import { expect, it } from 'vitest'
import * as frame from '../../runtime/frame.js'

it('exports the ABI and nothing else', () => {
  expect(Object.keys(frame).sort()).toEqual(
    (
      'Promise TDZ WeakMap arrayFrom asAsync asAsyncGenerator asGenerator asyncDisposeSymbol asyncIteratorSymbol begin ' +
      'bind caught clearInterval clearTimeout console constant delegate delegateAsync disposables disposeSymbol done ' +
      'failed generator generator16 generator8 isCancel iterate iterateAsync iteratorSymbol key keys object promise ' +
      'promise16 promise8 promiseGenerator promiseGenerator16 promiseGenerator8 queueMicrotask rejected resolved rest ' +
      'setInterval setTimeout spread task task16 task8 taskGenerator taskGenerator16 taskGenerator8 tdz'
    ).split(' '),
  )
})

it('gives frames their fields in the one order', () => {
  const fields = (made: object) => Object.keys(made).slice(0, 8).join(' ')
  const order = 'step at handler sent a b c d'
  const step = (() => 1) as never
  expect(fields(frame.task(step))).toBe(order)
  expect(fields(frame.task8(step))).toBe(order)
  expect(fields(frame.task16(step))).toBe(order)
  expect(fields(frame.generator(null, step)._frame)).toBe(order)
  expect(fields(frame.taskGenerator(null, step)._frame)).toBe(order)
})
