/** The fields of a frame, in the order that emitted code relies on. */
import { expect, it } from 'vitest'
import * as frame from '../../runtime/frame.js'

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
