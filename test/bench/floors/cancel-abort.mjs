/** The same cancel by hand: an AbortController for each call, passed inwards. */
async function nested(depth, signal, released) {
  const own = new AbortController()
  const abort = () => own.abort(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    if (depth > 1) await nested(depth - 1, own.signal, released)
    else await new Promise((_, reject) => own.signal.addEventListener('abort', () => reject(own.signal.reason)))
  } finally {
    signal.removeEventListener('abort', abort)
    released.count++
  }
}

const used = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000

const times = []
for (let round = 0; round < 15; round++) {
  const released = { count: 0 }
  const controllers = Array.from({ length: 1000 }, () => new AbortController())
  const ends = controllers.map(({ signal }) => nested(10, signal, released))
  const start = used()
  for (const controller of controllers) controller.abort()
  await Promise.allSettled(ends)
  times.push(used() - start)
  if (released.count !== 10_000) throw new Error('not all released')
}
console.log(times.sort((a, b) => a - b)[7])
