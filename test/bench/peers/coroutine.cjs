/** bluebird's coroutine, which takes promises only, with the plain values that `await` takes too. */
const Promise = require('bluebird')

Promise.coroutine.addYieldHandler((value) => Promise.resolve(value))
exports.coroutine = Promise.coroutine
