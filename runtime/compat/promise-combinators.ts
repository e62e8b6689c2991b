import { aggregate } from './aggregate.js'
import { hide } from './define.js'
import { iterate, type Iteration } from './iteration.js'
import {
  capabilityOf,
  OwnPromise,
  type Call,
  type Capability,
  type OwnPromiseConstructor,
  type Resolve,
} from './promise.js'

/**
 * Our Promise with all its statics (ECMAScript 27.2.4), apart from the rest: a
 * program that names none of them need not carry how to go through a list.
 */
export interface WholePromiseConstructor extends OwnPromiseConstructor {
  all(promises: unknown): OwnPromise
  allSettled(promises: unknown): OwnPromise
  race(promises: unknown): OwnPromise
  any(promises: unknown): OwnPromise
  withResolvers(): Capability
  try(action: Call, ...values: unknown[]): OwnPromise
}

/** The same object as OwnPromise. */
export const WholePromise: WholePromiseConstructor = /* @__PURE__ */ withStatics(OwnPromise)

function withStatics(Promise: OwnPromiseConstructor): WholePromiseConstructor {
  hide(Promise, 'all', function (this: unknown, promises: unknown) {
    return combine(this, promises, (capability, values) => ({
      value: (index) => once((value) => values.set(index, value)),
      error: () => capability.reject,
      empty: () => capability.resolve(values.list),
    }))
  })
  hide(Promise, 'allSettled', function (this: unknown, promises: unknown) {
    return combine(this, promises, (capability, values) => {
      const called: Record<number, boolean> = {}
      const report = (index: number, make: (value: unknown) => object) => (value: unknown) => {
        if (called[index]) return
        called[index] = true
        values.set(index, make(value))
      }
      return {
        value: (index) => report(index, (value) => ({ status: 'fulfilled', value })),
        error: (index) => report(index, (reason) => ({ status: 'rejected', reason })),
        empty: () => capability.resolve(values.list),
      }
    })
  })
  hide(Promise, 'any', function (this: unknown, promises: unknown) {
    return combine(this, promises, (capability, values) => ({
      value: () => capability.resolve,
      error: (index) => once((error) => values.set(index, error)),
      empty: () => capability.reject(aggregate(values.list)),
    }))
  })
  hide(Promise, 'race', function (this: unknown, promises: unknown) {
    return combine(this, promises, (capability) => ({
      value: () => capability.resolve,
      error: () => capability.reject,
      empty() {},
    }))
  })
  hide(Promise, 'withResolvers', function (this: unknown) {
    return capabilityOf(this)
  })
  hide(Promise, 'try', function (this: unknown, action: Call) {
    const values: unknown[] = []
    for (let i = 1; i < arguments.length; i++) values.push(arguments[i])
    const capability = capabilityOf(this)
    try {
      capability.resolve(action.apply(void 0, values))
    } catch (error) {
      capability.reject(error)
    }
    return capability.promise
  })
  return Promise as WholePromiseConstructor
}

interface Collector {
  value(index: number): Resolve
  error(index: number): Resolve
  empty(): void
}

interface Values {
  list: unknown[]
  set(index: number, value: unknown): void
}

/** What all, allSettled, any and race have in common: go through the list, subscribe to each. */
function combine(
  Class: unknown,
  promises: unknown,
  collect: (capability: Capability, values: Values) => Collector,
): OwnPromise {
  const capability = capabilityOf(Class)
  let remaining = 1
  const values: Values = {
    list: [],
    set(index, value) {
      values.list[index] = value
      if (--remaining === 0) collector.empty()
    },
  }
  const collector = collect(capability, values)
  let iteration: Iteration | null = null
  try {
    const resolve = (Class as OwnPromiseConstructor).resolve
    if (typeof resolve !== 'function') throw new TypeError('Promise resolve is not a function')
    iteration = iterate(promises)
    let index = 0
    while (iteration.step()) {
      values.list[index] = void 0
      let next: OwnPromise
      try {
        next = (resolve as Call).call(Class, iteration.value) as OwnPromise
        remaining++
        next.then(collector.value(index), collector.error(index))
      } catch (error) {
        throw iteration.fail(error)
      }
      index++
    }
    if (--remaining === 0) collector.empty()
  } catch (error) {
    capability.reject(error)
  }
  return capability.promise
}

function once(action: Resolve): Resolve {
  let called = false
  return (value) => {
    if (!called) {
      called = true
      action(value)
    }
  }
}
