/** Programs on globeflower, in simulated time: the other half of `stage.py`, word for word. */
import * as frame from '../../../dist/runtime/frame.js'
import * as door from '../../../dist/runtime/index.js'
import { block } from '../../../dist/runtime/core/block.js'
import { enter, newLoop } from '../../../dist/runtime/core/running.js'
import { virtualHost } from '../../../dist/runtime/testing/index.js'
import { WORLD as PRELUDE } from './print.mjs'
import { compile } from '../../../dist/transformer/index.js'

const MOST_LINES = 400

class Err extends Error {
  constructor(n) {
    super(String(n))
    this.name = 'Err'
  }
}

const WORLD = { ...door, Err, show, outcome }
const OWN = ['loop', 'log', 'name', 'now']
const NAMES = [...Object.keys(WORLD), ...OWN]

/** Compiled together, because a call of the compiler costs more than a program. */
export function load(sources) {
  const text = sources
    .map((each) => `function (${NAMES.join(', ')}) {\n${PRELUDE.javascript}\n${each}\nreturn { f0, final, T }\n}`)
    .join(',\n')
  const { code, diagnostics } = compile(`var programs = [\n${text}\n]`, {
    fileName: 'programs.js',
    target: 'esnext',
    module: 'script',
    runtime: { global: '$gf' },
  })
  const found = diagnostics.find((each) => each.severity === 'error')
  if (found) throw new Error(`${found.id}: ${found.message}`)
  return new Function('$gf', `${code}\nreturn programs`)({ ...frame })
}

/** Its log, or null where it is too long. */
export function run(program) {
  const host = virtualHost()
  const state = newLoop(host)
  const outer = enter(state)
  const loop = door.getEventLoop()
  const lines = []
  const counts = new Map()
  const log = (me, text) => {
    lines.push(`${me} ${host.time} ${text}`)
    if (lines.length > MOST_LINES) state._stop = true
  }
  const name = (me, site) => {
    const key = `${me}/${site}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count === 1 ? key : `${key}x${count}`
  }
  try {
    loop.setExceptionHandler(() => {})
    const { f0, final, T } = program(...Object.values(WORLD), loop, log, name, host.now)
    const main = (T[0] = door.createTask(() => f0('m')))
    block(state, host.wait)
    if (lines.length > MOST_LINES) return null
    log('end', `main ${outcome(main)}`)
    final()
    return lines.map((line) => line.trimEnd())
  } finally {
    enter(outer)
  }
}

function show(value) {
  if (value === null || value === undefined) return 'none'
  if (value instanceof door.ExceptionGroup) return `group[${value.errors.map(show).join(' ')}]`
  if (value instanceof Error) {
    const said = value instanceof Err || value.message.startsWith('because') ? ` ${value.message}` : ''
    return value.name + said
  }
  if (Array.isArray(value)) return `[${value.map(brief).join(' ')}]`
  return typeof value === 'object' ? 'object' : String(value)
}

const brief = (value) => (door.isCancelled(value) ? value.name : show(value))

function outcome(future) {
  if (future === null) return 'none'
  if (!future.done()) return 'pending'
  if (future.cancelled()) return 'cancelled'
  return show(future.exception() ?? future.result())
}
