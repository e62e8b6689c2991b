/**
 * Shows on stderr that long work goes on: one line that is written over on a terminal, elsewhere a line of its own now
 * and then. Results go to stdout and can be piped.
 */
export function startProgress(pause = 15_000) {
  const live = process.stderr.isTTY === true
  let next = Date.now() + (live ? 0 : pause)
  return {
    show(text) {
      const now = Date.now()
      if (now < next) return
      next = now + (live ? 100 : pause)
      process.stderr.write(live ? `\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}` : `${text}\n`)
    },
    end() {
      if (live) process.stderr.write('\r\u001b[K')
    },
  }
}
