/**
 * All that emitted code imports: the ABI. README.md has the table.
 *
 * Each name can be shaken off on its own: nothing comes along that a program
 * does not name.
 */
export { task, task8, task16 } from './core/start.js'
export { isCancel } from './core/errors.js'
export { located } from './core/located.js'
export { locatedPromise } from './compat/located-promise.js'
export { done, failed } from './core/finished.js'
export { begin } from './compat/begin.js'
export { caught } from './core/signal.js'
export { promise, resolved, rejected } from './compat/promise-calls.js'
export { promise8 } from './compat/promise-8.js'
export { promise16 } from './compat/promise-16.js'
export { delegate, generator, generator8, generator16 } from './compat/generator.js'
export { delegateAsync } from './compat/async-generator.js'
export { taskGenerator, taskGenerator8, taskGenerator16 } from './compat/task-generator.js'
export { promiseGenerator, promiseGenerator8, promiseGenerator16 } from './compat/promise-generator.js'
export { awaitedAll, awaitedAllSettled, awaitedAny, awaitedPromise, awaitedRace } from './compat/awaited.js'
export { asAsync, asAsyncGenerator, asGenerator } from './compat/mark.js'
export { marked } from './compat/marked.js'
export { iterate, key, keys, object, rest } from './compat/iteration.js'
export { iterateAsync } from './compat/async-iteration.js'
export { iterateAwaiting } from './compat/list-awaiting.js'
export { iteratorMethod, iteratorOf as iterator } from './compat/iterator.js'
export { arrayFrom, bind, call, constant, nameOf, TDZ, target, tdz, template } from './compat/language.js'
export { lastly, promiseStatic } from './compat/promise-words.js'
export { field, method, methods } from './compat/method.js'
export { native, superGet, superSet } from './compat/native-class.js'
export { disposables } from './compat/disposables.js'
export {
  clearInterval,
  clearTimeout,
  CorePromise,
  Map,
  Promise,
  queueMicrotask,
  Set,
  setInterval,
  setTimeout,
  Symbol,
  WeakMap,
  WeakSet,
} from './compat/globals.js'
export { textConsole } from './compat/console/text-console.js'
export { valueConsole } from './compat/console/value-console.js'
export { wholeConsole as console } from './compat/console/whole-console.js'
export { asyncDisposeSymbol, asyncIteratorSymbol, disposeSymbol, iteratorSymbol } from './compat/symbols.js'
