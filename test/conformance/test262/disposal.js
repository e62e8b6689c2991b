// Stand-ins for what Node 20 lacks of explicit resource management, given to native and lowered tests alike.
;(function () {
  'use strict'
  for (const name of ['dispose', 'asyncDispose'])
    if (!Symbol[name]) Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) })
  if (typeof SuppressedError === 'undefined') {
    const SuppressedError = function SuppressedError(error, suppressed, message) {
      const made = Reflect.construct(Error, message === undefined ? [] : [message], new.target || SuppressedError)
      Object.defineProperty(made, 'error', { value: error, writable: true, configurable: true })
      Object.defineProperty(made, 'suppressed', { value: suppressed, writable: true, configurable: true })
      return made
    }
    Object.setPrototypeOf(SuppressedError, Error)
    SuppressedError.prototype = Object.create(Error.prototype, {
      constructor: { value: SuppressedError, writable: true, configurable: true },
      name: { value: 'SuppressedError', writable: true, configurable: true },
      message: { value: '', writable: true, configurable: true },
    })
    Object.defineProperty(globalThis, 'SuppressedError', { value: SuppressedError, writable: true, configurable: true })
  }
})()
