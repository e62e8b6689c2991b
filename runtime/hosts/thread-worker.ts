/** What a worker thread of `ThreadPoolExecutor` runs: one call after another. */
interface Call {
  module?: string
  name?: string
  source?: string
  values: unknown[]
}

type Work = (...values: unknown[]) => unknown

const known = new Map<string, Work>()

export default async function (call: Call): Promise<unknown> {
  const work = call.source === void 0 ? await imported(call.module!, call.name!) : made(call.source)
  return work(...call.values)
}

async function imported(module: string, name: string): Promise<Work> {
  const names = (await import(/* @vite-ignore */ module)) as Record<string, unknown>
  if (typeof names[name] !== 'function') throw new TypeError(module + ' exports no function ' + name + '.')
  return names[name] as Work
}

/** From the text of a function, a method's too, which is none by itself. */
function made(source: string): Work {
  let work = known.get(source)
  if (work === void 0) {
    const evaluate = globalThis.eval
    try {
      work = evaluate('(' + source + ')') as Work
    } catch {
      work = Object.values(evaluate('({' + source + '})') as Record<string, Work>)[0]
    }
    known.set(source, work)
  }
  return work
}
