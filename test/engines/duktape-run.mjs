/**
 * node duktape-run.mjs FILE: runs FILE on Duktape compiled to wasm.
 *
 * The script sees `print` and nothing else of a host. Every `eval` of the
 * module is a fresh heap that hands its value back as JSON, so the lines are
 * collected and come out at the end.
 */
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const duktape = await require('duktape-eval').getInstance()
// Its module turns every uncaught error of this process into a dump of itself.
process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection')

const source = JSON.stringify(readFileSync(process.argv[2], 'utf8')).replace(
  /[^ -~]/g,
  (char) => '\\u' + char.charCodeAt(0).toString(16).padStart(4, '0'),
)
const { lines, error } = evaluate(`
  var __lines = [], __error = null
  function print() { __lines.push(Array.prototype.join.call(arguments, ' ')) }
  try { (0, eval)(${source}) } catch (e) { __error = String(e && e.stack || e) }
  ;({ lines: __lines, error: __error, end: '----' })
`)
for (const line of lines) writeSync(1, line + '\n')
if (error !== null) {
  writeSync(2, 'UNCAUGHT ' + error + '\n')
  process.exitCode = 1
}

/** The module reads its answer from freed memory: the last bytes may be gone, hence `end`. */
function evaluate(text) {
  try {
    return duktape.eval(text)
  } catch (damaged) {
    return JSON.parse(String(damaged).replace(/,"end":[^]*$/, '}'))
  }
}
