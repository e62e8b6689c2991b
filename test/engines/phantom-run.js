/*
 * phantomjs phantom-run.js FILE: runs FILE as a global script and exits when
 * no timer is left and nothing was printed for a moment. PhantomJS itself never ends.
 *
 * The timers are counted, not replaced: the program gets WebKit's own.
 */
var system = require('system')
var fs = require('fs')
var QUIET = 60
var pending = {}
var count = 0
var failed = 0
var last = new Date().getTime()
var nativeSetTimeout = setTimeout
var nativeClearTimeout = clearTimeout
var nativeSetInterval = setInterval
var nativeClearInterval = clearInterval
var nativeLog = console.log

function forget(id) {
  if (pending[id]) {
    delete pending[id]
    count--
  }
  last = new Date().getTime()
}

setTimeout = function (callback, ms) {
  var rest = Array.prototype.slice.call(arguments, 2)
  var id = nativeSetTimeout(function () {
    forget(id)
    callback.apply(null, rest)
  }, ms)
  pending[id] = true
  count++
  return id
}
clearTimeout = function (id) {
  nativeClearTimeout(id)
  forget(id)
}
setInterval = function (callback, ms) {
  var id = nativeSetInterval(callback, ms)
  pending[id] = true
  count++
  return id
}
clearInterval = function (id) {
  nativeClearInterval(id)
  forget(id)
}
console.log = function () {
  last = new Date().getTime()
  nativeLog.apply(console, arguments)
}
phantom.onError = function (message) {
  failed = 1
  nativeLog.call(console, 'UNCAUGHT ' + message)
}

try {
  ;(0, eval)(fs.read(system.args[1]))
} catch (error) {
  failed = 1
  nativeLog.call(console, 'UNCAUGHT ' + error)
}
nativeSetInterval(function () {
  if ((count === 0 || failed) && new Date().getTime() - last > QUIET) phantom.exit(failed)
}, 20)
