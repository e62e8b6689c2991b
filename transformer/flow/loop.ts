/**
 * Loops that suspend. The body runs inside `flow.loop`: names it declares anew each time and
 * closures keep get a box for each iteration.
 */

import type { For, Statement } from '../shapes.js'
import { isUsing, type Builder } from './builder.js'
import { withDisposal } from './dispose.js'
import { lowerInit } from './declare.js'

/**
 *   [source]                 [blocks]
 *
 *   while (test) body        entry:  goto head
 *                            head:   branch test -> body, after
 *                            body:   ... goto head
 *                            after:
 *
 * Inside the body `break` leaps to `after` and `continue` to `head`.
 */
export function lowerWhile<N>(shape: Extract<Statement<N>, { is: 'while' }>, flow: Builder<N>): void {
  const labels = flow.leaps.takeLabels()
  const head = flow.block()
  const body = flow.block()
  const after = flow.block()

  flow.goto(head)
  flow.enter(head)
  flow.loop(() => {
    // The test may suspend, so it ends in whichever block it reached.
    if (shape.test !== undefined) flow.branch(flow.value(shape.test), body, after)
    flow.enter(body)
    flow.leaps.within({ labels, break: after, continue: head }, () => flow.statement(shape.body))
    flow.goto(head)
  })
  flow.enter(after)
}

/**
 *   do body while (test)     body:   ... goto test
 *                            test:   branch test -> body, after
 *                            after:
 */
export function lowerDo<N>(shape: Extract<Statement<N>, { is: 'do' }>, flow: Builder<N>): void {
  const labels = flow.leaps.takeLabels()
  const body = flow.block()
  const test = flow.block()
  const after = flow.block()

  flow.goto(body)
  flow.enter(body)
  flow.loop(() => {
    flow.leaps.within({ labels, break: after, continue: test }, () => flow.statement(shape.body))
    flow.enter(test)
    flow.branch(flow.value(shape.test), body, after)
  })
  flow.enter(after)
}

/**
 *   for (init; test; update) body      entry:   init; (copy)  goto head
 *                                      head:    branch test -> body, after
 *                                      body:    ... goto update
 *                                      update:  (copy) update  goto head
 *                                      after:
 *
 * `copy`: a new box with the old values, where closures keep the variables of the head
 * (ECMAScript 14.7.4.4, CreatePerIterationEnvironment).
 */
export function lowerFor<N>(shape: For<N>, flow: Builder<N>): void {
  const init = shape.init === undefined ? undefined : flow.host.statement(shape.init)
  if (init?.is === 'variables' && isUsing(init.kind))
    withDisposal(flow, init.kind === 'await using', () => lowerPlainFor(shape, flow))
  else lowerPlainFor(shape, flow)
}

function lowerPlainFor<N>(shape: For<N>, flow: Builder<N>): void {
  const labels = flow.leaps.takeLabels()
  const head = flow.block()
  const body = flow.block()
  const update = flow.block()
  const after = flow.block()

  flow.loop(() => {
    flow.open(shape.scope)
    if (shape.init !== undefined) lowerInit(shape.init, flow)
    flow.renew(shape.scope)
    flow.goto(head)

    flow.enter(head)
    if (shape.test !== undefined) flow.branch(flow.value(shape.test), body, after)
    flow.enter(body)
    flow.leaps.within({ labels, break: after, continue: update }, () => flow.statement(shape.body))

    flow.enter(update)
    flow.renew(shape.scope)
    if (shape.update !== undefined) flow.do(flow.value(shape.update), shape.update)
    flow.goto(head)
  })
  flow.enter(after)
}
