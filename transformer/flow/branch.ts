/** `if` with a suspension inside. */

import type { Statement } from '../shapes.js'
import type { Builder } from './builder.js'

/**
 *   [source]                      [blocks]
 *
 *   if (test) then else other     entry:  branch test -> then, other
 *                                 then:   ... goto after
 *                                 other:  ... goto after
 *                                 after:
 */
export function lowerIf<N>(shape: Extract<Statement<N>, { is: 'if' }>, flow: Builder<N>): void {
  const then = flow.block()
  const after = flow.block()
  const otherwise = shape.otherwise === undefined ? after : flow.block()

  flow.branch(flow.value(shape.test), then, otherwise)
  flow.enter(then)
  flow.statement(shape.then)
  flow.goto(after)
  if (shape.otherwise !== undefined) {
    flow.enter(otherwise)
    flow.statement(shape.otherwise)
    flow.goto(after)
  }
  flow.enter(after)
}
