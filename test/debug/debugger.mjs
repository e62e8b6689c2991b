/**
 * A debugger in a thread of its own: node debugger.mjs <program> <breakpoints as JSON>.
 *
 * Runs the program in the main thread, stops at the breakpoints (positions of the file, from 0),
 * takes as many steps over as each asks for, and prints every stop as a line of JSON on fd 3.
 */
import { writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { pathToFileURL } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const NAMES = new Set(['local', 'block', 'closure', 'catch'])

if (isMainThread) {
  const [, , program, breakpoints] = process.argv
  const url = pathToFileURL(program).href
  const worker = new Worker(new URL(import.meta.url), { workerData: { url, breakpoints: JSON.parse(breakpoints) } })
  worker.once('message', () => {
    worker.unref()
    import(url)
  })
} else await attach()

async function attach() {
  const { url, breakpoints } = workerData
  // A session does not keep its thread alive.
  parentPort.on('message', () => {})
  const session = new Session()
  session.connectToMainThread()
  const post = (method, params) =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)))
    })
  let own
  session.on('Debugger.scriptParsed', ({ params }) => {
    if (params.url === url) own = params.scriptId
  })
  const steps = new Map()
  let left = 0
  session.on('Debugger.paused', async ({ params: { callFrames, hitBreakpoints } }) => {
    const [frame] = callFrames
    // Node's own functions, which the patterns do not cover all.
    if (frame.location.scriptId !== own) return post('Debugger.resume')
    writeSync(3, `${JSON.stringify(await stop(post, frame))}\n`)
    for (const id of hitBreakpoints) if (steps.has(id)) left = steps.get(id)
    await post(left-- > 0 ? 'Debugger.stepOver' : 'Debugger.resume')
  })
  await post('Debugger.enable')
  await post('Debugger.setBlackboxPatterns', { patterns: ['/dist/runtime/', '^node:', '/debugger\\.mjs$'] })
  for (const { line, column, over } of breakpoints) {
    const { breakpointId } = await post('Debugger.setBreakpointByUrl', { url, lineNumber: line, columnNumber: column })
    steps.set(breakpointId, over)
  }
  parentPort.postMessage('ready')
}

async function stop(post, { functionName, location, scopeChain }) {
  const variables = {}
  for (const { object } of scopeChain.filter((scope) => NAMES.has(scope.type)).reverse()) {
    const { result } = await post('Runtime.getProperties', { objectId: object.objectId, ownProperties: true })
    for (const { name, value } of result) if (value) variables[name] = value.value ?? value.description ?? value.type
  }
  return { name: functionName, line: location.lineNumber, column: location.columnNumber, variables }
}
