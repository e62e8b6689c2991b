// The worker thread that runs one test at a time, in each of its modes, natively, lowered or as the control, and answers with what failed.
import * as acorn from 'acorn'
import { parentPort, workerData } from 'node:worker_threads'
import { runTest, strict } from './realm.mjs'

process.on('unhandledRejection', () => {})
process.on('uncaughtException', () => {})

const { checkout, runtime, by, options, promise } = workerData
const { compile } = by === 'us' ? await import('../../../dist/transformer/index.js') : {}
const { lowerControl } = by === 'control' ? await import('./control.mjs') : {}
const prepare = by === 'native' || promise ? (source) => ({ code: source }) : (lowerControl ?? lower)

parentPort.on('message', async ({ source, meta, modes, disposal }) => {
  const answer = {}
  for (const mode of modes) {
    const { code, error, es5 } = prepare(mode === 'strict' ? strict(source) : source)
    answer[mode] = {
      error: error ?? (await runTest({ code, meta, mode, checkout, runtime, promise, disposal }).catch(broken)),
      es5,
    }
  }
  parentPort.postMessage(answer)
})

/** A realm that could not even be made: no fault of the test. */
function broken(error) {
  return `realm: ${error.stack}`
}

function lower(source) {
  let output
  try {
    output = compile(source, { ...options, fileName: 'test.js', module: 'script', runtime: { global: '$gf' } })
  } catch (error) {
    return { error: `compiler throws ${error.name}: ${error.message}` }
  }
  const problem = output.diagnostics.find((each) => each.severity === 'error')
  if (problem) return { error: `refused (${problem.id}): ${problem.message}` }
  const left = leftovers(output.code)
  if (left) return { error: `left in the output: ${left}` }
  return { code: output.code, es5: options.target === 'es5' ? parses(output.code, 5) : undefined }
}

function parses(code, ecmaVersion) {
  try {
    return acorn.parse(code, { ecmaVersion, allowHashBang: true })
  } catch {
    return false
  }
}

/** The first form in the output that should be gone. What acorn cannot parse is left for the engine to judge. */
function leftovers(code) {
  if (!/\basync\b|\bawait\b|\byield\b|\*|\busing\b/.test(code)) return undefined
  let found
  const visit = (node) => {
    if (found) return
    if (Array.isArray(node)) node.forEach(visit)
    else if (node && typeof node.type === 'string') {
      if (
        node.async ||
        node.generator ||
        node.await ||
        node.type === 'AwaitExpression' ||
        node.type === 'YieldExpression'
      )
        found = `${node.type} ${code.slice(node.start, node.start + 40).replace(/\s+/g, ' ')}`
      else if (node.type === 'VariableDeclaration' && node.kind.includes('using')) found = node.kind
      else for (const key in node) if (typeof node[key] === 'object') visit(node[key])
    }
  }
  visit(parses(code, 'latest') || null)
  return found
}
