/**
 * Shows that long work goes on, on stderr: one line that is written over on a terminal, elsewhere a
 * line of its own every few seconds. What is quick says nothing.
 */

export interface Progress {
  step(what: string): void
  end(): void
}

const QUIET = 1_000
const EVERY = 5_000

/** `total`: how many steps there are, where that is known. */
export function startProgress(verb: string, total?: number): Progress {
  const live = process.stderr.isTTY === true
  let done = 0
  let written = false
  let next = Date.now() + (live ? QUIET : EVERY)

  function say(what: string): void {
    const count = total === undefined ? `${done}` : `${done} of ${total}`
    if (!live) process.stderr.write(`${verb} ${count}\n`)
    else
      process.stderr.write(
        `\r\u001b[K${verb} ${count}  ${what.slice(-60)}`.slice(0, 4 + (process.stderr.columns || 80)),
      )
    written = true
  }

  return {
    step(what) {
      done++
      const now = Date.now()
      if (now < next) return
      next = now + (live ? 50 : EVERY)
      say(what)
    },
    end() {
      if (live && written) process.stderr.write('\r\u001b[K')
    },
  }
}
