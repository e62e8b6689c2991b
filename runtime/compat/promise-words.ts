import { nativePromise } from '../hosts/native.js'
import { Promise as Provided } from './globals.js'
import { WholePromise } from './promise-combinators.js'

/**
 * What came to Promise after 2015, on engines whose own is from before: no
 * global is touched, the places that call it ask here.
 */

type Call = (...values: unknown[]) => unknown
type Words = Record<string, Call | undefined>

/** `Promise.allSettled`, `any`, `withResolvers`, `try`: the engine's, else ours for the engine's promises. */
export function promiseStatic(name: string): Call {
  const Class = Provided as unknown as Words & object
  const word = Class[name] || (WholePromise as unknown as Words)[name]!
  return function () {
    // eslint-disable-next-line prefer-rest-params
    return word.apply(Class, arguments as unknown as unknown[])
  }
}

interface Chain {
  then: ((onValue?: unknown, onError?: unknown) => Chain) | undefined
  finally: ((action?: unknown) => unknown) | undefined
}

/** `object.finally(action)` */
export function lastly(object: Chain, action?: unknown): unknown {
  const isOld = !object.finally && nativePromise !== null && typeof object.then === 'function'
  if (!isOld) return object.finally!(action)
  if (typeof action !== 'function') return object.then!(action, action)
  const after = (next: () => unknown): unknown => nativePromise!.resolve((action as Call)()).then(next, void 0 as never)
  return object.then!(
    (value: unknown) => after(() => value),
    (error: unknown) =>
      after(() => {
        throw error
      }),
  )
}
