/** The stage of every runtime test: simulated time, a log, and `idle()`. */
export { virtual, type Stage } from '../../runtime/testing/index.js'
