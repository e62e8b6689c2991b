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
const source = JSON.stringify(readFileSync(process.argv[2], 'utf8'))
const { lines, error } = duktape.eval(`
  var __lines = [], __error = null
  function print() { __lines.push(Array.prototype.join.call(arguments, ' ')) }
  try { (0, eval)(${source}) } catch (e) { __error = String(e && e.stack || e) }
  ;({ lines: __lines, error: __error })
`)
for (const line of lines) writeSync(1, line + '\n')
if (error !== null) {
  writeSync(2, 'UNCAUGHT ' + error + '\n')
  process.exitCode = 1
}
