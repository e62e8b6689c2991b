/**
 * `using` and `await using`: what a scope took is given back in reverse when it ends.
 *
 *   using x = f()            stack = disposables()
 *   body                     ensure: x = stack.use(f()); body
 *                            final:  stack.dispose()
 *
 * With `await using` the final part awaits one disposer after the other:
 *
 *                            head:   branch stack.step() -> wait, done
 *                            wait:   suspend stack.pending; a throw goes to stack.fail   goto head
 *                            done:   stack.finish()
 *
 * The stack knows the frame then: a scope of the runtime is held open by it.
 *
 * The stack keeps the error of the body and chains those of disposers to it (SuppressedError,
 * ECMAScript DisposeResources).
 */

import type { Value } from '../blocks.js'
import type { Builder } from './builder.js'
import { ensure } from './handler.js'

export function withDisposal<N>(flow: Builder<N>, awaits: boolean, body: () => void): void {
  const args: Value<N>[] = awaits ? [{ is: 'constant', name: 'frame' }] : []
  const stack = flow.keep({ is: 'runtime', name: 'disposables', args }, 'disposables')
  const call = (name: string, ...args: Value<N>[]): Value<N> => ({ is: 'method', object: stack, name, args })
  flow.disposing(stack, () =>
    ensure(flow, {
      body,
      thrown: (error) => flow.do(call('fail', error)),
      final: () => (awaits ? disposeAsync(flow, stack, call) : flow.do(call('dispose'))),
    }),
  )
}

function disposeAsync<N>(
  flow: Builder<N>,
  stack: Value<N>,
  call: (name: string, ...args: Value<N>[]) => Value<N>,
): void {
  const outer = flow.handler
  const head = flow.block()
  const wait = flow.block()
  const failed = flow.block()
  const done = flow.block()

  flow.goto(head)
  flow.enter(head)
  flow.branch(call('step'), wait, done)
  flow.enter(wait)
  flow.guard(failed)
  flow.suspend('await', { is: 'property', object: stack, name: 'pending' })
  flow.guard(outer)
  flow.goto(head)

  flow.enterHandler(failed, outer)
  flow.do(call('fail', { is: 'sent' }))
  flow.goto(head)

  flow.enter(done)
  flow.do(call('finish'))
}
