/*
 * What TypeScript's ES5 output and promise-polyfill need of an engine: timers,
 * Symbol as far as its helpers look at it, queueMicrotask, Object.create.
 * `drainShims` runs what was put off where the engine has no loop of its own.
 */
var shimGlobal = (function () {
  return this
})()
// promise-polyfill asks for the global object by these names.
if (typeof self === 'undefined' && typeof window === 'undefined' && typeof global === 'undefined')
  shimGlobal.self = shimGlobal
var shimQueue = []
var shimSymbols = typeof Symbol === 'undefined'
if (shimSymbols) {
  shimGlobal.Symbol = function (name) {
    return '@@' + name
  }
  shimGlobal.Symbol.iterator = '@@iterator'
  shimGlobal.Symbol.asyncIterator = '@@asyncIterator'
} else if (!Symbol.asyncIterator) {
  Symbol.asyncIterator = Symbol('asyncIterator')
}
if (typeof setTimeout === 'undefined') {
  shimGlobal.setTimeout = function (callback) {
    shimQueue.push(callback)
  }
}
if (typeof queueMicrotask === 'undefined') {
  shimGlobal.queueMicrotask = function (callback) {
    Promise.resolve().then(callback)
  }
}
if (!Object.create) {
  Object.create = function (prototype) {
    function Empty() {}
    Empty.prototype = prototype
    return new Empty()
  }
}
// oxlint-disable-next-line no-unused-vars
function drainShims() {
  while (shimQueue.length > 0) {
    var batch = shimQueue
    shimQueue = []
    for (var i = 0; i < batch.length; i++) batch[i]()
  }
}
