/**
 * What the engine itself has, captured once at load, so that code which patches
 * a global later changes nothing for us.
 */
export interface NativePromise {
  then(onValue: (value: unknown) => unknown, onError: (error: unknown) => unknown): unknown
}

export interface NativePromiseConstructor {
  new (executor: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void): NativePromise
  readonly prototype: NativePromise
  resolve(value?: unknown): NativePromise
  reject(error: unknown): NativePromise
}

declare const Promise: NativePromiseConstructor

/** A promise of the engine itself, for which `then` need not be asked. */
export function isNative(value: object): value is NativePromise {
  return (
    nativePromise !== null &&
    value instanceof (nativePromise as unknown as Function) &&
    (value as { constructor?: unknown }).constructor === nativePromise
  )
}

/** The engine's Promise, or null. */
export const nativePromise: NativePromiseConstructor | null = typeof Promise === 'function' ? Promise : null

export const nativeThen: NativePromise['then'] | null = nativePromise && nativePromise.prototype.then

/** PerformPromiseThen. As a call of the promise's own `then`, where that is the engine's, it gets inlined. */
export function performThen(
  promise: NativePromise,
  onValue: (value: unknown) => unknown,
  onError: (error: unknown) => unknown,
): void {
  if (promise.then === nativeThen) promise.then(onValue, onError)
  else nativeThen!.call(promise, onValue, onError)
}
